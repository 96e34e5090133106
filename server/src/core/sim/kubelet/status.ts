// The pod status a kubelet reports: phase and conditions from the containers' states. Sources: pkg/kubelet/kubelet_pods.go
// getPhase, pkg/kubelet/status/generate.go (v1.36). Pure, but for reading the actor's memory.
import type { Condition, ContainerStatus, PodStatus } from '../objects.ts';
import type { ContainerActor, PodActor } from './actor.ts';
import { shouldRestart } from './restart.ts';

const ownConditions = new Set(['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled']);
const imageId = `docker.io/library/image@sha256:${'0'.repeat(64)}`;

/** The status as it is now; `time` is the RFC 3339 time of a transition that happens now. */
export function podStatus(actor: PodActor, time: string, startTime: string): PodStatus {
  const { pod } = actor;
  const inits = actor.containers.filter((container) => container.init).map(containerStatus);
  const regular = actor.containers.filter((container) => !container.init).map(containerStatus);
  const phase = phaseOf(actor);
  const kept = (pod.status.conditions ?? []).filter((condition) => !ownConditions.has(condition.type));
  const others = actor.disruption
    ? [...kept.filter(({ type }) => type !== actor.disruption?.type), actor.disruption]
    : kept;
  const own = conditionsOf(actor, phase, others);
  const before = [...(pod.status.conditions ?? []), ...(actor.sent?.conditions ?? [])];
  const nominated = pod.status.nominatedNodeName;
  return {
    observedGeneration: pod.metadata.generation ?? 1,
    phase,
    ...(actor.reason && (actor.final || !actor.disruption) && { reason: actor.reason, message: actor.message }),
    conditions: [...others, ...own].map((condition) => ({
      ...condition,
      lastProbeTime: condition.lastProbeTime ?? null,
      lastTransitionTime: since(condition, before, time),
    })),
    hostIP: actor.hostIp,
    hostIPs: [{ ip: actor.hostIp }],
    ...(actor.ip && { podIP: actor.ip, podIPs: [{ ip: actor.ip }] }),
    startTime,
    ...(inits.length > 0 && { initContainerStatuses: inits }),
    containerStatuses: regular,
    ...(actor.ephemeral.length > 0 && { ephemeralContainerStatuses: actor.ephemeral.map(containerStatus) }),
    ...(pod.status.qosClass !== undefined && { qosClass: pod.status.qosClass }),
    ...(nominated && { nominatedNodeName: nominated }),
  };
}

function since(condition: Condition, before: readonly Condition[], time: string): string | null {
  for (let i = before.length - 1; i >= 0; i--) {
    const one = before[i];
    if (one?.type === condition.type && one.status === condition.status) return one.lastTransitionTime ?? null;
  }
  return time;
}

export function containerStatus(container: ContainerActor): ContainerStatus {
  return {
    name: container.spec.name,
    state: container.state,
    lastState: container.lastState,
    ready: container.ready,
    restartCount: container.restartCount,
    image: container.spec.image ?? '',
    imageID: container.containerID ? imageId : '',
    ...(container.containerID && { containerID: container.containerID }),
    started: container.started,
  };
}

function conditionsOf(actor: PodActor, phase: string, others: readonly Condition[]): readonly Condition[] {
  const observedGeneration = actor.pod.metadata.generation ?? 1;
  const condition = (type: string, status: boolean, reason?: string, message?: string): Condition => ({
    type,
    observedGeneration,
    status: status ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: null,
    ...(reason && { reason }),
    ...(message && { message }),
  });
  const containersReady = readiness(actor, phase);
  const gates = containersReady.ready ? gateProblem(actor, others) : undefined;
  const ready =
    gates === undefined ? containersReady : { ready: false, reason: 'ReadinessGatesNotReady', message: gates };
  const initialized = initialization(actor, phase);
  return [
    condition('PodReadyToStartContainers', actor.ip !== '' && !actor.final),
    condition('Initialized', initialized.ready, initialized.reason, initialized.message),
    condition('Ready', ready.ready, ready.reason, ready.message),
    condition('ContainersReady', containersReady.ready, containersReady.reason, containersReady.message),
    condition('PodScheduled', true),
  ];
}

interface Judged {
  readonly ready: boolean;
  readonly reason?: string;
  readonly message?: string;
}

/** `GenerateContainersReadyCondition`. */
function readiness(actor: PodActor, phase: string): Judged {
  if (phase === 'Succeeded') return { ready: false, reason: 'PodCompleted' };
  if (phase === 'Failed') return { ready: false, reason: 'PodFailed' };
  const unready = actor.containers.filter((container) => (!container.init || container.sidecar) && !container.ready);
  if (unready.length === 0) return { ready: true };
  const names = unready.map((container) => container.spec.name).join(' ');
  return { ready: false, reason: 'ContainersNotReady', message: `containers with unready status: [${names}]` };
}

function gateProblem(actor: PodActor, others: readonly Condition[]): string | undefined {
  const problems = (actor.pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const found = others.find((condition) => condition.type === conditionType);
    if (!found) return [`corresponding condition of pod readiness gate "${conditionType}" does not exist.`];
    if (found.status === 'True') return [];
    return [`the status of pod readiness gate "${conditionType}" is not "True", but ${found.status}`];
  });
  return problems.length > 0 ? problems.join(', ') : undefined;
}

/** `GeneratePodInitializedCondition`. */
function initialization(actor: PodActor, phase: string): Judged {
  if (phase === 'Succeeded') return { ready: true, reason: 'PodCompleted' };
  const begun = actor.containers.some((container) => !container.init && regularStarted(container));
  const incomplete = actor.containers.filter((c) => c.init && !(c.sidecar ? c.started : c.ready));
  if (begun || incomplete.length === 0) return { ready: true };
  const names = incomplete.map((container) => container.spec.name).join(' ');
  return { ready: false, reason: 'ContainersNotInitialized', message: `containers with incomplete status: [${names}]` };
}

function regularStarted(container: ContainerActor): boolean {
  return Boolean(container.state.running || container.state.terminated || container.lastState.terminated);
}

/** `getPhase`. */
export function phaseOf(actor: PodActor): string {
  if (actor.phase === 'Succeeded' || actor.phase === 'Failed') return actor.phase;
  let [pending, running, waiting, stopped, over, good] = [0, 0, 0, 0, 0, 0];
  for (const container of actor.containers) {
    const ended = container.state.terminated ?? (container.state.waiting && container.lastState.terminated);
    const again = ended !== undefined && shouldRestart(container.spec, actor.pod.spec, ended.exitCode);
    if (container.sidecar) {
      if (container.state.running) running++;
      if (!ended && !container.started && actor.phase === 'Pending') pending++;
    } else if (container.init) {
      if (!ended) pending++;
      else if (ended.exitCode !== 0 && !again) return 'Failed';
      else if (ended.exitCode !== 0) pending++;
    } else if (container.state.running) running++;
    else if (ended) {
      stopped++;
      if (!again) over++;
      if (container.state.terminated && ended.exitCode === 0) good++;
    } else waiting++;
  }
  if (actor.final && (actor.failing || pending + waiting > 0)) return 'Failed';
  if (pending > 0 || waiting > 0) return 'Pending';
  if (running > 0 || !(actor.final || stopped === over)) return 'Running';
  return stopped === good ? 'Succeeded' : 'Failed';
}
