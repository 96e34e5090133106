// The eviction manager of each kubelet: watches what the pods of its node take, reports pressure, and ends one pod at a time
// until enough is free. Source: pkg/kubelet/eviction/eviction_manager.go synchronize (v1.36). What pods take is the scenario's.
import type { Action, ClusterView, Outcome } from '../frame.ts';
import { sameJson } from '../json.ts';
import { takenNow } from '../load.ts';
import type { Condition, Node, Pod } from '../objects.ts';
import { amount, qosClass } from '../resources.ts';
import { tolerated } from '../scheduler/tolerations.ts';
import { evictionMessage, isCritical, type PodUse, ranked, type Starvable, starvable, threshold } from './eviction.ts';
import type { Looking } from './telling.ts';

/** When each resource of a node was last seen short, by node and resource. */
export type PressureMemory = Map<string, number>;

/** How an evicted pod is ended. */
export type EndPod = (pod: Pod, message: string) => Looking;

/** `evictionMonitoringPeriod`, and soon after an eviction; `evictionPressureTransitionPeriod`. */
const [monitorMs, cleanupMs, transitionMs] = [10_000, 3000, 300_000];

const words = {
  memory: {
    type: 'MemoryPressure',
    state: 'Memory',
    taken: 'memory',
    short: 'kubelet has insufficient memory available',
    enough: 'kubelet has sufficient memory available',
  },
  'ephemeral-storage': {
    type: 'DiskPressure',
    state: 'Disk',
    taken: 'storage',
    short: 'kubelet has disk pressure',
    enough: 'kubelet has no disk pressure',
  },
} as const;

/** One round. Nothing where the scenario says nothing of memory and disks. */
export function* watchPressure(view: ClusterView, name: string, memory: PressureMemory, end: EndPod): Looking {
  const watched = view.settings.load?.some((load) => load.memory !== undefined || load.storage !== undefined);
  const node = view.get('Node', undefined, name);
  if (!watched || !node) return;
  const short = view.settings.silentNodes.has(name) ? undefined : yield* oneRound(view, node, memory, end);
  yield { type: 'requeue', afterMs: short ? cleanupMs : monitorMs, background: true };
}

/** True: a pod was ended; look again once it is gone. */
function* oneRound(
  view: ClusterView,
  node: Node,
  memory: PressureMemory,
  end: EndPod,
): Generator<Action, boolean, Outcome> {
  const pods = view
    .list('Pod')
    .filter((pod) => pod.spec.nodeName === node.metadata.name && pod.status.phase === 'Running');
  const rooms = starvable.map((resource) => roomOf(view, node, pods, resource));
  for (const { resource, starved } of rooms) if (starved) memory.set(`${node.metadata.name}/${resource}`, view.nowMs);
  yield* reportPressure(view, node, memory);
  const worst = rooms.find(({ starved }) => starved);
  if (!worst) return false;
  const message = `Attempting to reclaim ${worst.resource}`;
  yield { type: 'event', about: node, eventType: 'Warning', reason: 'EvictionThresholdMet', message };
  const victim = ranked(worst.uses, worst.resource).find(({ pod }) => !isCritical(pod));
  if (!victim) return false;
  yield* end(victim.pod, evictionMessage(worst.resource, worst, sharesOf(victim)));
  return true;
}

function roomOf(view: ClusterView, node: Node, pods: readonly Pod[], resource: Starvable) {
  const uses = pods.map((pod): PodUse => ({ pod, used: takenNow(view, pod, words[resource].taken) }));
  const capacity = amount(node.status.capacity?.[resource]);
  const available = Math.max(0, capacity - uses.reduce((sum, { used }) => sum + used, 0));
  const wanted = threshold(resource, capacity);
  return { resource, uses, available, threshold: wanted, starved: available < wanted };
}

/** The load is of the whole pod: its first container is taken to use it. */
function sharesOf({ pod, used }: PodUse) {
  return pod.spec.containers.map((container, index) => ({ container, used: index === 0 ? used : 0 }));
}

function* reportPressure(view: ClusterView, node: Node, memory: PressureMemory): Iterable<Action> {
  const current = view.get('Node', undefined, node.metadata.name) ?? node;
  const conditions = current.status.conditions.map((condition) => {
    const resource = starvable.find((one) => words[one].type === condition.type);
    return resource ? pressureOf(view, current, condition, resource, memory) : condition;
  });
  if (sameJson(conditions, current.status.conditions)) return;
  const object = { ...current, status: { ...current.status, conditions } } as Node;
  yield { type: 'updateStatus', object, cause: { because: 'node-pressure' } };
  for (const condition of conditions) {
    const resource = starvable.find((one) => words[one].type === condition.type);
    const before = current.status.conditions.find(({ type }) => type === condition.type);
    if (!resource || before?.status === condition.status) continue;
    const reason = eventReason(resource, condition.status === 'True');
    const message = `Node ${node.metadata.name} status is now: ${reason}`;
    yield { type: 'event', about: node, eventType: 'Normal', reason, message };
  }
}

const eventReason = (resource: Starvable, short: boolean): string =>
  resource === 'memory'
    ? `NodeHas${short ? 'Insufficient' : 'Sufficient'}Memory`
    : `NodeHas${short ? '' : 'No'}DiskPressure`;

/** `nodeConditionsObservedSince`: pressure is reported for five minutes after it was seen last. */
function pressureOf(
  view: ClusterView,
  node: Node,
  condition: Condition,
  resource: Starvable,
  memory: PressureMemory,
): Condition {
  const seenMs = memory.get(`${node.metadata.name}/${resource}`);
  const short = seenMs !== undefined && view.nowMs - seenMs < transitionMs;
  const status = short ? 'True' : 'False';
  if (condition.status === status) return condition;
  const message = short ? words[resource].short : words[resource].enough;
  const reason = eventReason(resource, short).replace('NodeHas', 'KubeletHas');
  return { ...condition, status, reason, message, lastTransitionTime: view.now() };
}

/** `managerImpl.Admit`: whom a node under pressure turns away, and why. */
export function refusedUnderPressure(pod: Pod, node: Node): string | undefined {
  const types: readonly string[] = starvable.map((one) => words[one].type);
  const pressing = node.status.conditions.filter(({ type, status }) => types.includes(type) && status === 'True');
  if (pressing.length === 0 || isCritical(pod)) return undefined;
  const onlyMemory = pressing.every(({ type }) => type === words.memory.type);
  const taint = { key: 'node.kubernetes.io/memory-pressure', effect: 'NoSchedule' };
  if (onlyMemory && (qosClass(pod.spec) !== 'BestEffort' || tolerated(taint, pod.spec.tolerations))) return undefined;
  return `The node had condition: [${pressing.map(({ type }) => type).join(' ')}]. `;
}
