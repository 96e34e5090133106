// All kubelets of the cluster as one controller with a key per pod: each look does what is due for the pod and says when
// to look again. Timing as documented for scenarios; the words and states are the real kubelet's (pkg/kubelet, v1.36).

import { refOf } from '../cluster.ts';
import { mountedNames } from '../environment/mountedFiles.ts';
import type { Action, Change, ClusterView, Controller, DelayedKey } from '../frame.ts';
import { readyConditions } from '../initial.ts';
import { type Condition, conditionOf, type Node, type Pod } from '../objects.ts';
import { everyContainer, noteEphemeral, type PodActor, podActor } from './actor.ts';
import { type Refusal, refusalOf } from './admission.ts';
import { advanceContainer, isStarting, type Look, seenBy } from './container.ts';
import { type PressureMemory, watchPressure } from './nodePressure.ts';
import { initialDelayMs, moments } from './probes.ts';
import { mirrorHash, mirrorStaticPods } from './staticPods.ts';
import { stopAll, stopping } from './stopping.ts';
import { drain, eventAction, flush, type Looking } from './telling.ts';
import { volumeProblem } from './volumeProblems.ts';

const syncMs = 60_000;

/** What the kubelets remember. */
interface Memory {
  readonly actors: Map<string, PodActor>;
  /** The last address given, by node. */
  readonly addresses: Map<string, number>;
  readonly pressure: PressureMemory;
}

/** Keys other than a pod's: what stands before the colon, and who works on it. */
const errands: Readonly<
  Record<string, (view: ClusterView, about: string, memory: Memory) => Iterable<Action> | Looking>
> = {
  node: beat,
  files: refreshFiles,
  static: mirrorStaticPods,
  pressure: (view, node, memory) =>
    watchPressure(view, node, memory.pressure, (pod, message) => evictPod(view, pod, message, memory)),
};

export function kubeletController(): Controller {
  const memory: Memory = { actors: new Map(), addresses: new Map(), pressure: new Map() };
  const names = new Map<string, string>();
  const named = (node: string): string => {
    const name = names.get(node) ?? `kubelet/${node}`;
    names.set(node, name);
    return name;
  };
  return {
    name: 'kubelet',
    latencyMs: 8,
    watches: {
      Pod: podChanged,
      Node: ({ object, verb }) =>
        verb === 'create' ? [`static:${object.metadata.name}`, `pressure:${object.metadata.name}`] : [],
      ConfigMap: filesToRefresh,
      Secret: filesToRefresh,
    },
    actorOf: (view, key) => named(nodeOf(view, key)),
    reconcile: (view, key) => {
      if (!key.includes(':')) return nothingDue(view, key, memory) ?? lookAt(view, key, memory);
      const [errand = '', about = ''] = key.split(':');
      return errands[errand]?.(view, about, memory) ?? [];
    },
  };
}

function podChanged({ object, verb }: Change): readonly string[] {
  const pod = object as Pod;
  const { namespace, name, uid } = pod.metadata;
  if (!pod.spec.nodeName) return [];
  const own = `${namespace}/${name}/${uid}`;
  return verb === 'delete' && mirrorHash(pod) ? [own, `static:${pod.spec.nodeName}`] : [own];
}

/** Changed objects reach the files of running pods with the kubelet's next round; `syncFrequency` is a minute. */
function filesToRefresh({ object, verb }: Change, view: ClusterView): readonly DelayedKey[] {
  if (verb !== 'update') return [];
  const { namespace, name } = object.metadata;
  return view
    .list('Pod', namespace)
    .filter((pod) => view.settings.mounted.has(pod.metadata.uid) && mountedNames(pod, object.kind).includes(name))
    .map((pod) => ({ key: `files:${namespace}/${pod.metadata.name}`, afterMs: syncMs }));
}

function refreshFiles(view: ClusterView, key: string): readonly Action[] {
  const [namespace, name = ''] = key.split('/');
  const pod = view.get('Pod', namespace, name);
  if (pod) view.settings.mounted.set(pod.metadata.uid, seenBy(view, pod));
  return [];
}

function nodeOf(view: ClusterView, key: string): string {
  const colon = key.indexOf(':');
  if (colon < 0) return (podOf(view, key) ?? podNamed(view, key))?.spec.nodeName ?? '';
  const about = key.slice(colon + 1);
  return key.startsWith('files:') ? (podNamed(view, about)?.spec.nodeName ?? '') : about;
}

const uidOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/** The pod of a key, if it is still there. */
const podOf = (view: ClusterView, key: string): Pod | undefined => view.byUid(uidOf(key)) as Pod | undefined;

function podNamed(view: ClusterView, key: string): Pod | undefined {
  const [namespace, name = ''] = key.split('/');
  return view.get('Pod', namespace, name);
}

/** A kubelet that speaks again says that its node is ready, if the control plane has given up on it. */
function* beat(view: ClusterView, name: string): Looking {
  const node = view.get('Node', undefined, name);
  if (!node || view.settings.silentNodes.has(name) || conditionOf(node.status, 'Ready')?.status === 'True') return;
  const status = { ...node.status, conditions: readyConditions(view.now()) };
  yield { type: 'updateStatus', object: { ...node, status }, cause: { because: 'heartbeat' } };
}

/** A static pod stays itself whatever mirror shows it. */
function actorKey(pod: Pod): string {
  return mirrorHash(pod) ?? pod.metadata.uid;
}

/** The pod is as the last look left it, and nothing is due yet: what to wait for; undefined: look. */
function nothingDue(view: ClusterView, key: string, { actors }: Memory): readonly Action[] | undefined {
  const pod = podOf(view, key);
  const actor = pod && actors.get(actorKey(pod));
  if (!actor || actor.seen !== pod || view.nowMs >= actor.quietUntilMs) return undefined;
  if (actor.step === 5 || view.settings.silentNodes.has(actor.node)) return [];
  const nextMs = nextLook(actor, view.nowMs);
  return nextMs === undefined ? [] : [{ type: 'requeue', afterMs: Math.max(0, nextMs - view.nowMs) }];
}

function* lookAt(view: ClusterView, key: string, memory: Memory): Looking {
  const pod = podOf(view, key);
  if (!pod) {
    yield* killOrphan(view, uidOf(key), memory.actors);
    return;
  }
  const { uid } = pod.metadata;
  const node = pod.spec.nodeName ? view.get('Node', undefined, pod.spec.nodeName) : undefined;
  if (!node || view.settings.silentNodes.has(node.metadata.name)) return;
  const over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  const known = memory.actors.get(actorKey(pod));
  if (!known && over) return;
  if (mirrorHash(pod) && pod.metadata.deletionTimestamp) {
    yield { type: 'delete', ref: refOf(pod), uid, graceSeconds: 0, cause: { because: 'static-pod' } };
    return;
  }
  const refusal = known ? undefined : refusalOf(view, pod, node);
  if (refusal) {
    yield* reject(view, pod, refusal);
    return;
  }
  const actor = known ?? podActor(pod, hostIpOf(node), view.nowMs);
  memory.actors.set(actorKey(pod), actor);
  if (actor.pod.metadata.uid !== uid) actor.sent = undefined;
  actor.pod = pod;
  const told: Action[] = [];
  const look = lookOf(view, actor, told);
  yield* advance(actor, look, told, memory.addresses);
  const nextMs = nextLook(actor, look.nowMs);
  actor.seen = onlyOurs(pod, actor.pod) ? actor.pod : undefined;
  actor.quietUntilMs = Math.min(nextMs ?? Number.POSITIVE_INFINITY, firstProbeMs(actor, look.nowMs));
  if (actor.step < 5 && nextMs !== undefined) yield { type: 'requeue', afterMs: Math.max(0, nextMs - view.nowMs) };
}

const hostIpOf = (node: Node): string =>
  node.status.addresses.find((address) => address.type === 'InternalIP')?.address ?? '';

function lookOf(view: ClusterView, actor: PodActor, told: Action[]): Look {
  return { view, nowMs: view.nowMs, tell: (...event) => told.push(eventAction(actor, event)) };
}

/** `rejectPod`. */
function* reject(view: ClusterView, pod: Pod, { reason, message }: Refusal): Looking {
  const host = pod.spec.nodeName ?? '';
  yield { type: 'event', about: pod, eventType: 'Warning', reason, message, component: 'kubelet', host };
  const { qosClass } = pod.status;
  const words = { reason, message: `Pod was rejected: ${message}` };
  const status = { phase: 'Failed', ...words, startTime: view.now(), ...(qosClass !== undefined && { qosClass }) };
  yield { type: 'updateStatus', object: { ...pod, status } as Pod, cause: { because: 'kubelet' } };
}

/** `evictPod` at a hard threshold: one second of grace, and the pod fails. */
function* evictPod(view: ClusterView, pod: Pod, message: string, { actors }: Memory): Looking {
  const actor = actors.get(actorKey(pod));
  if (!actor || actor.step >= 4) return;
  actor.pod = pod;
  const told: Action[] = [];
  const look = lookOf(view, actor, told);
  look.tell(undefined, 'Warning', 'Evicted', message);
  Object.assign(actor, { reason: 'Evicted', message, failing: true, disruption: disruptionOf(pod, message) });
  stopAll(actor, look, 1000);
  yield* flush(actor, look, told);
}

function disruptionOf({ metadata }: Pod, message: string): Condition {
  return {
    type: 'DisruptionTarget',
    observedGeneration: metadata.generation ?? 1,
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: null,
    reason: 'TerminationByKubelet',
    message,
  };
}

/** A pod that was removed by force: its containers are stopped all the same. */
function* killOrphan(view: ClusterView, uid: string, actors: Map<string, PodActor>): Looking {
  const actor = actors.get(uid);
  view.settings.mounted.delete(uid);
  if (!actor || view.settings.silentNodes.has(actor.node)) return;
  actors.delete(uid);
  if (actor.step >= 4) return;
  const told: Action[] = [];
  stopAll(actor, lookOf(view, actor, told), 0);
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
    noteEphemeral(actor);
    while (advanceAll(actor, look));
    settle(actor, look);
  }
  if (actor.step === 4) yield* stopping(actor, look, told);
  if (actor.step < 5 && !busy(actor)) yield* flush(actor, look, told);
  yield* drain(told);
}

/** True: something happened to one of them, look at all again. */
function advanceAll(actor: PodActor, look: Look): boolean {
  let moved = false;
  for (const container of everyContainer(actor)) moved = advanceContainer(actor, container, look) || moved;
  return moved;
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
  return (
    actor.step === 3 && everyContainer(actor).some((container) => isStarting(container) && container.failures === 0)
  );
}

/** Ends the pod when no container is left to run. */
function settle(actor: PodActor, look: Look): void {
  const failedInit = actor.containers.some(
    (c) => c.init && !c.sidecar && c.stage === 'done' && c.state.terminated?.exitCode !== 0,
  );
  const over = failedInit || actor.containers.every((container) => container.stage === 'done' || container.sidecar);
  if (over) stopAll(actor, look, 1000 * (actor.pod.spec.terminationGracePeriodSeconds ?? 30));
}

/** Nobody else has changed the pod during a look. */
const onlyOurs = (before: Pod, after: Pod): boolean =>
  before.spec === after.spec && before.metadata.deletionTimestamp === after.metadata.deletionTimestamp;

/** When a readiness probe is asked for the first time: until then its failures are not told. */
function firstProbeMs(actor: PodActor, nowMs: number): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { spec, startedMs } of actor.containers) {
    const begins = spec.readinessProbe ? startedMs + initialDelayMs(spec.readinessProbe) : 0;
    if (begins > nowMs && begins < first) first = begins;
  }
  return first;
}

/** When something is due next. */
function nextLook(actor: PodActor, nowMs: number): number | undefined {
  let next = Number.POSITIVE_INFINITY;
  const consider = (time: number) => {
    if (time > nowMs && time < next) next = time;
  };
  consider(actor.atMs);
  for (const container of everyContainer(actor)) {
    consider(container.atMs);
    consider(container.stopMs);
    consider(container.probeMs);
    if (container.stage === 'running') for (const moment of moments(container)) consider(container.startedMs + moment);
  }
  const limit = actor.pod.spec.activeDeadlineSeconds;
  if (limit !== undefined && actor.beganMs !== undefined) consider(actor.beganMs + 1000 * limit);
  return next < Number.POSITIVE_INFINITY ? next : undefined;
}
