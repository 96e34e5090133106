// The node lifecycle controller: taints that follow conditions, nodes whose kubelet has fallen silent, pods on them. Sources:
// pkg/controller/nodelifecycle/node_lifecycle_controller.go, pkg/controller/podgc (v1.36).
import { refOf } from '../cluster.ts';
import type { ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import {
  type Condition,
  conditionOf,
  type Labels,
  type Node,
  type ObjectReference,
  type Pod,
  type Taint,
} from '../objects.ts';
import type { Doing } from './podControl.ts';

const tickKey = '*';
const vanishedKey = '-';
const [notReady, unreachable] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'] as const;

/** `quarantineTime`, and how often the pod collector looks. */
const quarantineMs = 40_000;

export function nodeLifecycleController(): Controller {
  const gone = new Map<string, number>();
  const registered = new Map<string, string>();
  return {
    name: 'node-controller',
    latencyMs: 20,
    watches: {
      Node: ({ object, verb }) => (verb === 'delete' ? [vanishedKey] : [object.metadata.name]),
    },
    initialKeys: [tickKey],
    reconcile: (view, key) => {
      if (key === tickKey) return monitor(view, registered);
      return key === vanishedKey ? collectOrphans(view, gone) : settleNode(view, key);
    },
  };
}

/** What follows from the node itself: labels, the TTL annotation, NoSchedule taints. */
function* settleNode(view: ClusterView, name: string): Steps {
  const node = view.get('Node', undefined, name);
  if (!node) return;
  if (node.metadata.annotations?.['node.alpha.kubernetes.io/ttl'] === undefined)
    yield patch(node, { metadata: { annotations: { 'node.alpha.kubernetes.io/ttl': '0' } } }, 'ttl');
  const labels = mirroredLabels(node.metadata.labels ?? {});
  if (Object.keys(labels).length > 0) yield patch(node, { metadata: { labels } }, 'labels');
  yield* setTaints(view, name, 'NoSchedule');
}

function patch(node: Node, change: Record<string, Record<string, Labels>>, because: string) {
  return { type: 'patch', ref: refOf(node), patch: change, cause: { because } } as const;
}

/** The old names of operating system and architecture. */
function mirroredLabels(labels: Labels): Record<string, string> {
  const pairs = [
    ['beta.kubernetes.io/os', 'kubernetes.io/os'],
    ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ] as const;
  const missing = pairs.filter(([old, now]) => labels[now] !== undefined && labels[old] !== labels[now]);
  return Object.fromEntries(missing.map(([old, now]) => [old, labels[now] ?? '']));
}

const wantedOf = new WeakMap<Node, readonly string[]>();

/** Taints that conditions and `unschedulable` call for; asked of every node in every period. */
function wantedTaints(node: Node): readonly string[] {
  const wanted = wantedOf.get(node) ?? taintsFor(node);
  wantedOf.set(node, wanted);
  return wanted;
}

function taintsFor(node: Node): readonly string[] {
  const is = (type: string, status: string) => conditionOf(node.status, type)?.status === status;
  return [
    ...(is('Ready', 'False') ? [notReady] : []),
    ...(is('Ready', 'Unknown') ? [unreachable] : []),
    ...(is('MemoryPressure', 'True') ? ['node.kubernetes.io/memory-pressure'] : []),
    ...(is('DiskPressure', 'True') ? ['node.kubernetes.io/disk-pressure'] : []),
    ...(is('PIDPressure', 'True') ? ['node.kubernetes.io/pid-pressure'] : []),
    ...(is('NetworkUnavailable', 'True') ? ['node.kubernetes.io/network-unavailable'] : []),
    ...(node.spec.unschedulable ? ['node.kubernetes.io/unschedulable'] : []),
  ];
}

const managed = new Set([
  notReady,
  unreachable,
  'node.kubernetes.io/memory-pressure',
  'node.kubernetes.io/disk-pressure',
  'node.kubernetes.io/pid-pressure',
  'node.kubernetes.io/network-unavailable',
  'node.kubernetes.io/unschedulable',
]);

/** Adds and removes the taints of one effect; of NoExecute only those of readiness. */
function* setTaints(view: ClusterView, name: string, effect: 'NoSchedule' | 'NoExecute'): Doing {
  const node = view.get('Node', undefined, name);
  if (!node) return;
  const evicting = [notReady, unreachable] as readonly string[];
  const [all, taints] = [wantedTaints(node), node.spec.taints ?? []];
  if (all.length === 0 && taints.length === 0) return;
  const wanted = all.filter((key) => effect === 'NoSchedule' || evicting.includes(key));
  const mine = (taint: Taint) =>
    taint.effect === effect && (effect === 'NoSchedule' ? managed.has(taint.key) : evicting.includes(taint.key));
  const kept = taints.filter((taint) => !mine(taint) || wanted.includes(taint.key));
  const added = wanted.filter((key) => !taints.some((taint) => taint.key === key && taint.effect === effect));
  if (added.length === 0 && kept.length === taints.length) return;
  const next = [...kept, ...added.map((key): Taint => ({ key, effect, timeAdded: view.now() }))];
  const { taints: _before, ...spec } = node.spec;
  const object = { ...node, spec: next.length > 0 ? { ...spec, taints: next } : spec } as Node;
  yield { type: 'update', object, cause: { because: 'taint' } };
}

/** `monitorNodeHealth`, once a period. */
function* monitor(view: ClusterView, registered: Map<string, string>): Steps {
  const names = new Set(view.list('Node').map((node) => node.metadata.name));
  for (const node of view.list('Node')) {
    if (!registered.has(node.metadata.name)) {
      registered.set(node.metadata.name, node.metadata.uid);
      if (view.nowMs > 0)
        yield nodeEvent(node, 'RegisteredNode', `Registered Node ${node.metadata.name} in Controller`);
    }
    if (isSilent(view, node)) yield* markUnknown(view, node);
    if (conditionOf(node.status, 'Ready')?.status !== 'True') yield* markPods(view, node.metadata.name);
    yield* setTaints(view, node.metadata.name, 'NoExecute');
  }
  for (const [name, uid] of [...registered].filter(([known]) => !names.has(known))) {
    registered.delete(name);
    const about: ObjectReference = { kind: 'Node', name, uid, apiVersion: 'v1' };
    yield removing(about, name);
  }
  yield { type: 'requeue', afterMs: view.settings.nodeMonitorPeriodMs, background: true };
}

function nodeEvent(node: Node, reason: string, words: string) {
  return {
    type: 'event',
    about: node,
    eventType: 'Normal',
    reason,
    message: `Node ${node.metadata.name} event: ${words}`,
  } as const;
}

function removing(about: ObjectReference, name: string) {
  const message = `Node ${name} event: Removing Node ${name} from Controller`;
  return { type: 'event', about, eventType: 'Normal', reason: 'RemovingNode', message } as const;
}

/** No heartbeat for longer than the grace period. */
function isSilent(view: ClusterView, node: Node): boolean {
  const sinceMs = view.settings.silentNodes.get(node.metadata.name);
  if (sinceMs === undefined) return false;
  const lastBeatMs = Math.floor(sinceMs / view.settings.heartbeatMs) * view.settings.heartbeatMs;
  return view.nowMs > lastBeatMs + view.settings.nodeMonitorGraceMs;
}

function* markUnknown(view: ClusterView, node: Node): Doing {
  const time = view.now();
  const conditions = node.status.conditions.map((condition): Condition => {
    if (condition.status === 'Unknown') return condition;
    const words = { reason: 'NodeStatusUnknown', message: 'Kubelet stopped posting node status.' };
    return { ...condition, status: 'Unknown', ...words, lastTransitionTime: time };
  });
  if (sameJson(conditions, node.status.conditions)) return;
  const object = { ...node, status: { ...node.status, conditions } } as Node;
  yield { type: 'updateStatus', object, cause: { because: 'silent' } };
  const message = `Node ${node.metadata.name} status is now: NodeNotReady`;
  yield { type: 'event', about: node, eventType: 'Normal', reason: 'NodeNotReady', message };
}

/** `MarkPodsNotReady`. */
function* markPods(view: ClusterView, node: string): Doing {
  for (const pod of view.list('Pod').filter((candidate) => candidate.spec.nodeName === node)) {
    const ready = conditionOf(pod.status, 'Ready');
    if (ready?.status !== 'True') continue;
    const conditions = (pod.status.conditions ?? []).map((condition) =>
      condition.type === 'Ready' ? { ...condition, status: 'False', lastTransitionTime: view.now() } : condition,
    );
    yield {
      type: 'updateStatus',
      object: { ...pod, status: { ...pod.status, conditions } } as Pod,
      cause: { because: 'node-lost' },
    };
    yield { type: 'event', about: pod, eventType: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready' };
  }
}

/** The pod collector: pods of nodes that are no more, after a quarantine. */
function* collectOrphans(view: ClusterView, gone: Map<string, number>): Steps {
  const orphans = view
    .list('Pod')
    .filter((pod) => pod.spec.nodeName && !view.get('Node', undefined, pod.spec.nodeName));
  for (const pod of orphans) {
    const node = pod.spec.nodeName ?? '';
    const sinceMs = gone.get(node) ?? view.nowMs;
    gone.set(node, sinceMs);
    if (view.nowMs < sinceMs + quarantineMs) continue;
    yield* collect(view, pod);
  }
  if (orphans.length > 0) yield { type: 'requeue', afterMs: 20_000 };
}

function* collect(view: ClusterView, pod: Pod): Doing {
  const target: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: view.now(),
    reason: 'DeletionByPodGC',
    message: 'PodGC: node no longer exists',
  };
  const over = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
  const status = {
    ...pod.status,
    ...(!over && { phase: 'Failed' }),
    conditions: [...(pod.status.conditions ?? []), target],
  };
  const cause = { because: 'node-gone' };
  yield { type: 'updateStatus', object: { ...pod, status } as Pod, cause };
  yield { type: 'delete', ref: refOf(pod), uid: pod.metadata.uid, graceSeconds: 0, cause };
}
