// All kubelets of the cluster as one controller with a key per pod: each look does what is due for the pod and says when
// to look again. Timing as documented for scenarios; the words and states are the real kubelet's (pkg/kubelet, v1.36).
import { mountedNames } from '../environment/mountedFiles.ts';
import type { Action, Change, ClusterView, Controller, DelayedKey } from '../frame.ts';
import { readyConditions } from '../initial.ts';
import { conditionOf, type Pod } from '../objects.ts';
import { type PodActor, podActor } from './actor.ts';
import { advanceContainer, isStarting, type Look, seenBy } from './container.ts';
import { moments } from './probes.ts';
import { stopAll, stopping } from './stopping.ts';
import { drain, eventAction, flush, type Looking } from './telling.ts';
import { volumeProblem } from './volumeProblems.ts';

const nodePrefix = 'node:';
const filesPrefix = 'files:';
const syncMs = 60_000;

export function kubeletController(): Controller {
  const actors = new Map<string, PodActor>();
  const addresses = new Map<string, number>();
  return {
    name: 'kubelet',
    latencyMs: 8,
    watches: {
      Pod: ({ object }) => {
        const pod = object as Pod;
        const { namespace, name, uid } = pod.metadata;
        return pod.spec.nodeName ? [`${namespace}/${name}/${uid}`] : [];
      },
      ConfigMap: filesToRefresh,
      Secret: filesToRefresh,
    },
    actorOf: (view, key) => `kubelet/${nodeOf(view, key)}`,
    reconcile: (view, key) => {
      if (key.startsWith(filesPrefix)) return refreshFiles(view, key.slice(filesPrefix.length));
      return key.startsWith(nodePrefix)
        ? beat(view, key.slice(nodePrefix.length))
        : lookAt(view, key, actors, addresses);
    },
  };
}

/** Changed objects reach the files of running pods with the kubelet's next round; `syncFrequency` is a minute. */
function filesToRefresh({ object, verb }: Change, view: ClusterView): readonly DelayedKey[] {
  if (verb !== 'update') return [];
  const { namespace, name } = object.metadata;
  return view
    .list('Pod', namespace)
    .filter((pod) => view.settings.mounted.has(pod.metadata.uid) && mountedNames(pod, object.kind).includes(name))
    .map((pod) => ({ key: `${filesPrefix}${namespace}/${pod.metadata.name}`, afterMs: syncMs }));
}

function refreshFiles(view: ClusterView, key: string): readonly Action[] {
  const [namespace, name = ''] = key.split('/');
  const pod = view.get('Pod', namespace, name);
  if (pod) view.settings.mounted.set(pod.metadata.uid, seenBy(view, pod));
  return [];
}

function nodeOf(view: ClusterView, key: string): string {
  if (key.startsWith(nodePrefix)) return key.slice(nodePrefix.length);
  const [namespace, name = ''] = key.split('/');
  return view.get('Pod', namespace, name)?.spec.nodeName ?? '';
}

/** A kubelet that speaks again says that its node is ready, if the control plane has given up on it. */
function* beat(view: ClusterView, name: string): Looking {
  const node = view.get('Node', undefined, name);
  if (!node || view.settings.silentNodes.has(name) || conditionOf(node.status, 'Ready')?.status === 'True') return;
  const status = { ...node.status, conditions: readyConditions(view.now()) };
  yield { type: 'updateStatus', object: { ...node, status }, cause: { because: 'heartbeat' } };
}

function* lookAt(
  view: ClusterView,
  key: string,
  actors: Map<string, PodActor>,
  addresses: Map<string, number>,
): Looking {
  const [namespace, name = '', uid = ''] = key.split('/');
  const pod = view.get('Pod', namespace, name);
  const node = pod?.spec.nodeName ? view.get('Node', undefined, pod.spec.nodeName) : undefined;
  if (!pod || pod.metadata.uid !== uid) {
    yield* killOrphan(view, uid, actors);
    return;
  }
  if (!node || view.settings.silentNodes.has(node.metadata.name)) return;
  const over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  const known = actors.get(uid);
  if (!known && over) return;
  const hostIp = node.status.addresses.find((address) => address.type === 'InternalIP')?.address ?? '';
  const actor = known ?? podActor(pod, hostIp, view.nowMs);
  actors.set(uid, actor);
  actor.pod = pod;
  const told: Action[] = [];
  const look: Look = { view, nowMs: view.nowMs, tell: (...event) => told.push(eventAction(actor, event)) };
  yield* advance(actor, look, told, addresses);
  const nextMs = nextLook(actor, look.nowMs);
  if (actor.step < 5 && nextMs !== undefined) yield { type: 'requeue', afterMs: Math.max(0, nextMs - view.nowMs) };
}

/** A pod that was removed by force: its containers are stopped all the same. */
function* killOrphan(view: ClusterView, uid: string, actors: Map<string, PodActor>): Looking {
  const actor = actors.get(uid);
  view.settings.mounted.delete(uid);
  if (!actor || view.settings.silentNodes.has(actor.node)) return;
  actors.delete(uid);
  if (actor.step >= 4) return;
  const told: Action[] = [];
  stopAll(actor, { view, nowMs: view.nowMs, tell: (...event) => told.push(eventAction(actor, event)) }, 0);
  yield* drain(told);
}

/** Does all that is due. */
function* advance(actor: PodActor, look: Look, told: Action[], addresses: Map<string, number>): Looking {
  const { pod } = actor;
  if (pod.metadata.deletionTimestamp && actor.step < 4)
    stopAll(actor, look, 1000 * (pod.metadata.deletionGracePeriodSeconds ?? 30));
  deadline(actor, look);
  if (actor.step === 0) {
    Object.assign(actor, { beganMs: look.nowMs, step: 1, atMs: look.nowMs + 50 });
    yield* flush(actor, look, told);
  }
  if (actor.step === 1 && look.nowMs >= actor.atMs) mount(actor, look);
  if (actor.step === 2 && look.nowMs >= actor.atMs) {
    actor.ip = address(actor, look.view, addresses);
    actor.step = 3;
    yield* flush(actor, look, told);
  }
  if (actor.step === 3) {
    while (actor.containers.map((container) => advanceContainer(actor, container, look)).some(Boolean));
    settle(actor, look);
  }
  if (actor.step === 4) yield* stopping(actor, look, told);
  if (actor.step < 5 && !busy(actor)) yield* flush(actor, look, told);
  yield* drain(told);
}

/** `activeDeadlineSeconds` of the pod. */
function deadline(actor: PodActor, look: Look): void {
  const limit = actor.pod.spec.activeDeadlineSeconds;
  if (limit === undefined || actor.step >= 4 || actor.beganMs === undefined) return;
  if (look.nowMs < actor.beganMs + 1000 * limit) return;
  const message = 'Pod was active on the node longer than the specified deadline';
  look.tell(undefined, 'Normal', 'DeadlineExceeded', message);
  Object.assign(actor, { reason: 'DeadlineExceeded', message, failing: true });
  stopAll(actor, look, 30_000);
}

function mount(actor: PodActor, look: Look): void {
  const problem = volumeProblem(look.view, actor.pod);
  if (problem) {
    look.tell(undefined, 'Warning', 'FailedMount', problem);
    actor.atMs = look.nowMs + actor.mountRetryMs;
    actor.mountRetryMs = Math.min(2 * actor.mountRetryMs, 122_000);
  } else {
    look.view.settings.mounted.set(actor.pod.metadata.uid, seenBy(look.view, actor.pod));
    actor.step = 2;
    actor.atMs = look.nowMs + 50;
  }
}

/** The next address of the node's range, from .2 on. */
function address(actor: PodActor, view: ClusterView, addresses: Map<string, number>): string {
  if (actor.pod.spec.hostNetwork) return actor.hostIp;
  const range = view.get('Node', undefined, actor.node)?.spec.podCIDR ?? '10.244.0.0/24';
  const next = addresses.get(actor.node) ?? 2;
  addresses.set(actor.node, next + 1);
  const [a, b, c] = range.split('.');
  return `${a}.${b}.${c}.${next}`;
}

/** A start is under way: a kubelet tells nothing until it is over. */
function busy(actor: PodActor): boolean {
  return actor.step === 3 && actor.containers.some((container) => isStarting(container) && container.failures === 0);
}

/** Ends the pod when no container is left to run. */
function settle(actor: PodActor, look: Look): void {
  const failedInit = actor.containers.some(
    (c) => c.init && !c.sidecar && c.stage === 'done' && c.state.terminated?.exitCode !== 0,
  );
  const over = failedInit || actor.containers.every((container) => container.stage === 'done' || container.sidecar);
  if (over) stopAll(actor, look, 1000 * (actor.pod.spec.terminationGracePeriodSeconds ?? 30));
}

/** When something is due next. */
function nextLook(actor: PodActor, nowMs: number): number | undefined {
  const times = [actor.atMs];
  for (const container of actor.containers) {
    times.push(container.atMs, container.stopMs, container.probeMs);
    if (container.stage === 'running') times.push(...moments(container).map((moment) => container.startedMs + moment));
  }
  const limit = actor.pod.spec.activeDeadlineSeconds;
  if (limit !== undefined && actor.beganMs !== undefined) times.push(actor.beganMs + 1000 * limit);
  const later = times.filter((time) => time > nowMs);
  return later.length > 0 ? Math.min(...later) : undefined;
}
