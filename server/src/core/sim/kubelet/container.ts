// One container's life: pull, create, start, probes, exit, back-off, restart. Collects the events to tell; the pod's loop
// tells them. Sources: pkg/kubelet/kuberuntime/kuberuntime_manager.go, pkg/kubelet/images/image_manager.go (v1.36).
import { goDuration } from '../durations.ts';
import type { ClusterView, StartedWith } from '../frame.ts';
import type { Pod, Probe } from '../objects.ts';
import type { ContainerActor, PodActor } from './actor.ts';
import { behaviourOf } from './behaviour.ts';
import { postStartError, postStartFails, postStartMs } from './hooks.ts';
import { configProblem } from './missing.ts';
import {
  initialDelayMs,
  livenessDeadlineMs,
  periodMs,
  probeAnswer,
  readySpan,
  startupDeadlineMs,
  startupMs,
} from './probes.ts';
import { shouldRestart } from './restart.ts';

/** What a look at a pod works with. */
export interface Look {
  readonly view: ClusterView;
  /** Of the look's beginning: everything in it happens at this moment. */
  readonly nowMs: number;
  readonly tell: (
    container: ContainerActor | undefined,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ) => void;
}

const maxBackoffMs = 300_000;

/** Does what is due for one container. True: something happened, look at the pod again. */
export function advanceContainer(actor: PodActor, container: ContainerActor, look: Look): boolean {
  if (container.stage !== 'running' && look.nowMs < container.atMs) return false;
  switch (container.stage) {
    case 'idle':
      if (!mayBegin(actor, container)) return false;
      begin(actor, container, look);
      return true;
    case 'pulling':
      pulledOrNot(actor, container, look);
      return true;
    case 'starting':
      started(actor, container, look);
      return true;
    case 'hook':
      afterHook(actor, container, look);
      return true;
    case 'running':
      return live(actor, container, look);
    case 'waiting':
      again(actor, container, look);
      return true;
    case 'done':
      return false;
  }
}

/** A start is under way. */
export const isStarting = ({ stage }: ContainerActor): boolean =>
  stage === 'pulling' || stage === 'starting' || stage === 'hook';

/** Init containers one after the other, sidecars before the rest, one start at a time. */
function mayBegin(actor: PodActor, container: ContainerActor): boolean {
  if (container.ephemeral) return true;
  for (const other of actor.containers) {
    if (isStarting(other)) return false;
    if (other === container) return true;
    if (other.sidecar && !other.started) return false;
    if (other.init && !other.sidecar && !(other.stage === 'done' && other.state.terminated?.exitCode === 0))
      return false;
    if (!other.init && other.stage === 'idle') return false;
  }
  return true;
}

export function refreshBehaviour(actor: PodActor, container: ContainerActor, look: Look): void {
  container.behaviour = behaviourOf(look.view.settings.kubelet, {
    pod: actor.pod.metadata.name,
    container: container.spec.name,
    image: container.spec.image ?? '',
    node: actor.node,
    restarts: container.restartCount,
    nowMs: look.nowMs,
  });
}

function begin(actor: PodActor, container: ContainerActor, look: Look): void {
  refreshBehaviour(actor, container, look);
  const { image = '', imagePullPolicy } = container.spec;
  const present = container.pulled || container.behaviour.pull === 'present';
  if (imagePullPolicy === 'Never' && !present) {
    const message = `Container image "${image}" is not present with pull policy of Never`;
    look.tell(container, 'Warning', 'ErrImageNeverPull', message);
    look.tell(container, 'Warning', 'Failed', 'Error: ErrImageNeverPull');
    wait(container, 'ErrImageNeverPull', message, look.nowMs + 10_000);
  } else if (imagePullPolicy !== 'Always' && present) {
    look.tell(
      container,
      'Normal',
      'Pulled',
      `Container image "${image}" already present on machine and can be accessed by the pod`,
    );
    create(actor, container, look);
  } else {
    look.tell(container, 'Normal', 'Pulling', `Pulling image "${image}"`);
    container.stage = 'pulling';
    container.atMs = look.nowMs + pullMs(container);
  }
}

function pullMs(container: ContainerActor): number {
  const { pull } = container.behaviour;
  return typeof pull === 'number' ? pull : 200;
}

/** What containerd says of an image that is not in its registry. */
function pullError(image: string): string {
  const full = image.includes('/') ? image : `docker.io/library/${image}`;
  return `rpc error: code = NotFound desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`;
}

function wait(container: ContainerActor, reason: string, message: string, untilMs: number): void {
  container.failures++;
  container.stage = 'waiting';
  container.atMs = untilMs;
  container.state = { waiting: { reason, message } };
}

function pulledOrNot(actor: PodActor, container: ContainerActor, look: Look): void {
  const { image = '' } = container.spec;
  if (container.behaviour.pull === 'fails') {
    look.tell(container, 'Warning', 'Failed', `Failed to pull image "${image}": ${pullError(image)}`);
    look.tell(container, 'Warning', 'Failed', 'Error: ErrImagePull');
    container.pullBackoffMs = Math.min(Math.max(10_000, 2 * container.pullBackoffMs), maxBackoffMs);
    container.finishedMs = look.nowMs;
    wait(container, 'ErrImagePull', pullError(image), look.nowMs + 2000);
    return;
  }
  const took = goDuration(pullMs(container));
  look.tell(
    container,
    'Normal',
    'Pulled',
    `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: 50000000 bytes.`,
  );
  container.pulled = true;
  create(actor, container, look);
}

function create(actor: PodActor, container: ContainerActor, look: Look): void {
  const missing = configProblem(look.view, actor.pod, container.spec);
  if (missing) {
    look.tell(container, 'Warning', 'Failed', `Error: ${missing}`);
    wait(container, 'CreateContainerConfigError', missing, look.nowMs + 10_000);
    return;
  }
  const { uid } = actor.pod.metadata;
  look.view.settings.started.set(`${uid}/${container.spec.name}`, seenBy(look.view, actor.pod));
  look.tell(container, 'Normal', 'Created', 'Container created');
  container.stage = 'starting';
  container.atMs = look.nowMs + (container.behaviour.startMs ?? 100);
}

/** What is in the pod's namespace now. */
export function seenBy(view: ClusterView, { metadata: { namespace } }: Pod): StartedWith {
  return {
    configMaps: view.list('ConfigMap', namespace),
    secrets: view.list('Secret', namespace),
    services: view.list('Service'),
  };
}

/** The process runs; the start is over once its postStart hook is. */
function started(actor: PodActor, container: ContainerActor, look: Look): void {
  look.tell(container, 'Normal', 'Started', 'Container started');
  container.containerID = `containerd://${hex64(() => look.view.random('containers'))}`;
  container.startedMs = look.nowMs;
  refreshBehaviour(actor, container, look);
  container.stage = 'hook';
  container.atMs = look.nowMs + postStartMs(container);
  if (look.nowMs >= container.atMs) afterHook(actor, container, look);
}

function afterHook(actor: PodActor, container: ContainerActor, look: Look): void {
  container.failures = 0;
  if (postStartFails(container)) {
    hookFailed(actor, container, look);
    return;
  }
  container.state = { running: { startedAt: look.view.now(container.startedMs) } };
  container.stage = 'running';
  container.probeMs = 0;
  if (!container.spec.startupProbe) container.started = true;
  live(actor, container, look);
}

function hookFailed(actor: PodActor, container: ContainerActor, look: Look): void {
  look.tell(container, 'Warning', 'FailedPostStartHook', 'PostStartHook failed');
  look.tell(container, 'Normal', 'Killing', 'FailedPostStartHook');
  exited(actor, container, look, 137, undefined);
  if (container.stage !== 'waiting') return;
  container.lastState = { ...container.state };
  container.state = { waiting: { reason: 'PostStartHookError', message: postStartError(actor, container) } };
}

function hex64(random: () => number): string {
  return Array.from({ length: 8 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
}

/** Probes and exit of a running container. True: something happened. */
function live(actor: PodActor, container: ContainerActor, look: Look): boolean {
  const ageMs = look.nowMs - container.startedMs;
  const { exit, liveMs } = container.behaviour;
  const { startupProbe, livenessProbe } = container.spec;
  if (exit && ageMs >= exit.afterMs) return exited(actor, container, look, exit.code, exit.reason);
  const before = { ready: container.ready, started: container.started };
  let up = true;
  if (startupProbe && !container.started) {
    up = ageMs >= startupMs(container);
    if (up) container.started = true;
    else if (ageMs >= startupDeadlineMs(startupProbe)) return killed(actor, container, look, startupProbe, 'Startup');
  }
  const dead = livenessProbe && up && liveMs !== undefined && ageMs >= livenessDeadlineMs(livenessProbe, liveMs);
  if (dead) return killed(actor, container, look, livenessProbe, 'Liveness');
  readiness(actor, container, look, up);
  return before.ready !== container.ready || before.started !== container.started;
}

/** The readiness probe; every failing one is told. */
function readiness(actor: PodActor, container: ContainerActor, look: Look, up: boolean): void {
  const probe = container.spec.readinessProbe;
  if (!probe) {
    container.ready = up;
    return;
  }
  const ageMs = look.nowMs - container.startedMs;
  const { fromMs, offMs, onMs } = readySpan(container, probe);
  container.ready = up && ageMs >= fromMs && !(ageMs >= offMs && ageMs < onMs);
  const probing = up && look.nowMs >= container.startedMs + initialDelayMs(probe) && look.nowMs >= container.probeMs;
  if (container.ready || !probing) return;
  look.tell(container, 'Warning', 'Unhealthy', `Readiness probe failed: ${probeAnswer(probe, actor.ip)}`);
  container.probeMs = look.nowMs + periodMs(probe);
}

function killed(actor: PodActor, container: ContainerActor, look: Look, probe: Probe, name: string): boolean {
  look.tell(container, 'Warning', 'Unhealthy', `${name} probe failed: ${probeAnswer(probe, actor.ip)}`);
  const tail = shouldRestart(container.spec, actor.pod.spec, 137) ? ', will be restarted' : '';
  look.tell(
    container,
    'Normal',
    'Killing',
    `Container ${container.spec.name} failed ${name.toLowerCase()} probe${tail}`,
  );
  return exited(actor, container, look, container.behaviour.stop?.code ?? 0, undefined);
}

/** The container's process is over; a restart, if due, follows a second later. */
function exited(
  actor: PodActor,
  container: ContainerActor,
  look: Look,
  code: number,
  reason: string | undefined,
): boolean {
  terminate(container, look, code, reason);
  const restart = shouldRestart(container.spec, actor.pod.spec, code);
  const due = container.sidecar || (container.init ? code !== 0 && restart : restart);
  if (due) {
    container.stage = 'waiting';
    container.atMs = look.nowMs + 1000;
  }
  return true;
}

export function terminate(container: ContainerActor, look: Look, code: number, reason: string | undefined): void {
  container.state = {
    terminated: {
      exitCode: code,
      reason: reason ?? (code === 0 ? 'Completed' : 'Error'),
      startedAt: look.view.now(container.startedMs),
      finishedAt: look.view.now(look.nowMs),
      containerID: container.containerID,
    },
  };
  container.ready = container.init && !container.sidecar && code === 0;
  container.started = false;
  container.finishedMs = look.nowMs;
  container.stage = 'done';
  container.stopMs = 0;
}

/** A wait is over: after a failed start, in the middle of back-off, or for a restart. */
function again(actor: PodActor, container: ContainerActor, look: Look): void {
  if (container.failures > 0) {
    if (container.state.waiting?.reason === 'ErrImagePull') backOffPull(container, look);
    else begin(actor, container, look);
    return;
  }
  const backoffEndMs = container.finishedMs + container.crashBackoffMs;
  if (container.crashBackoffMs > 0 && look.nowMs < backoffEndMs) {
    backOffRestart(actor, container, look, backoffEndMs);
    return;
  }
  container.crashBackoffMs =
    container.crashBackoffMs === 0 ? 10_000 : Math.min(2 * container.crashBackoffMs, maxBackoffMs);
  if (container.state.terminated) container.lastState = { terminated: container.state.terminated };
  container.restartCount++;
  begin(actor, container, look);
}

function backOffPull(container: ContainerActor, look: Look): void {
  const { image = '' } = container.spec;
  const message = `Back-off pulling image "${image}"`;
  look.tell(container, 'Normal', 'BackOff', message);
  look.tell(container, 'Warning', 'Failed', 'Error: ImagePullBackOff');
  container.state = {
    waiting: { reason: 'ImagePullBackOff', message: `${message}: ErrImagePull: ${pullError(image)}` },
  };
  container.atMs = container.finishedMs + container.pullBackoffMs;
}

function backOffRestart(actor: PodActor, container: ContainerActor, look: Look, untilMs: number): void {
  const { name, namespace, uid } = actor.pod.metadata;
  const who = `${name}_${namespace}(${uid})`;
  look.tell(
    container,
    'Warning',
    'BackOff',
    `Back-off restarting failed container ${container.spec.name} in pod ${who}`,
  );
  if (container.state.terminated) container.lastState = { terminated: container.state.terminated };
  const message = `back-off ${goDuration(container.crashBackoffMs)} restarting failed container=${container.spec.name} pod=${who}`;
  container.state = { waiting: { reason: 'CrashLoopBackOff', message } };
  container.atMs = untilMs;
}
