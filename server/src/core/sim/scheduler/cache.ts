// The scheduler's memory of nodes and their pods, kept up to date change by change, so that a decision costs what changed and
// not what there is. Gives the same snapshot as `snapshotOf` of the whole cluster. Source: pkg/scheduler/backend/cache (v1.36).
import type { Change, ClusterView } from '../frame.ts';
import { sameJson } from '../json.ts';
import type { Node, Pod } from '../objects.ts';
import {
  count,
  finished,
  type NodeInfo,
  nodeInfo,
  noTotals,
  type Snapshot,
  type Totals,
  withFresherPods,
} from './snapshot.ts';

export interface SchedulerCache {
  /** A pod was made, changed or removed; other kinds are ignored. */
  note(change: Change): void;
  /** The pod has a node although the cluster does not tell it yet. */
  assume(uid: string, node: string): void;
  forget(uid: string): void;
  assumedNode(uid: string): string | undefined;
  /** Uids of the pods that are assumed somewhere. */
  assumed(): readonly string[];
  snapshot(view: ClusterView): Snapshot;
}

export function schedulerCache(): SchedulerCache {
  const assumed = new Map<string, string>();
  const unplaced = new Map<string, Pod>();
  const nominated = new Map<string, Pod>();
  const nodeOfPod = new Map<string, string>();
  const byNode = new Map<string, Map<string, Pod>>();
  const totals = new Map<string, Totals>();
  /** Names of nodes whose pods changed since the last snapshot. */
  const changed = new Set<string>();
  /** Names of nodes whose pods changed in ways that nobody counts, such as a status. */
  const touched = new Set<string>();
  const last: { listed: readonly Node[]; infos: readonly NodeInfo[] } = { listed: [], infos: [] };
  const remove = (uid: string): void => {
    unplaced.delete(uid);
    nominated.delete(uid);
    const node = nodeOfPod.get(uid);
    if (node === undefined) return;
    nodeOfPod.delete(uid);
    const pods = byNode.get(node);
    const before = pods?.get(uid);
    const sums = totals.get(node);
    if (before && sums) sums.affine = count(sums, before, -1);
    pods?.delete(uid);
    changed.add(node);
  };
  const put = (pod: Pod): void => {
    const { uid } = pod.metadata;
    const node = pod.spec.nodeName || assumed.get(uid);
    const before = byNode.get(node ?? '')?.get(uid);
    if (node && before && countsTheSame(before, pod)) {
      byNode.get(node)?.set(uid, pod);
      touched.add(node);
      return;
    }
    remove(uid);
    if (finished(pod)) return;
    if (!node) {
      unplaced.set(uid, pod);
      if (pod.status?.nominatedNodeName) nominated.set(uid, pod);
      return;
    }
    nodeOfPod.set(uid, node);
    const pods = byNode.get(node) ?? new Map<string, Pod>();
    pods.set(uid, pod);
    byNode.set(node, pods);
    const sums = totals.get(node) ?? noTotals();
    sums.affine = count(sums, pod, 1);
    totals.set(node, sums);
    changed.add(node);
  };
  return {
    note({ verb, object }) {
      if (object.kind !== 'Pod') return;
      if (verb === 'delete') remove(object.metadata.uid);
      else put(object as Pod);
    },
    assume(uid, node) {
      assumed.set(uid, node);
      const pod = unplaced.get(uid);
      if (pod) put(pod);
    },
    forget(uid) {
      const node = assumed.get(uid);
      const pod = node === undefined ? undefined : byNode.get(node)?.get(uid);
      assumed.delete(uid);
      if (pod) put(pod);
    },
    assumedNode: (uid) => assumed.get(uid),
    assumed: () => [...assumed.keys()],
    snapshot(view) {
      const listed = view.list('Node');
      const podsOn = (name: string) => [...(byNode.get(name)?.values() ?? [])];
      const fresh = (node: Node, info: NodeInfo | undefined): NodeInfo => {
        const { name } = node.metadata;
        if (!info || changed.has(name)) return nodeInfo(node, podsOn(name), totals.get(name));
        return touched.has(name) ? withFresherPods(info, podsOn(name)) : info;
      };
      if (listed === last.listed) last.infos = last.infos.map((info) => fresh(info.node, info));
      else {
        const before = new Map(last.infos.map((info) => [info.node, info]));
        last.infos = listed.map((node) => fresh(node, before.get(node)));
      }
      last.listed = listed;
      changed.clear();
      touched.clear();
      return { nodes: last.infos, nominated: nominatedOf(inOrder([...nominated.values()])) };
    },
  };
}

/** Nothing that plugins count is different. */
function countsTheSame(before: Pod, after: Pod): boolean {
  return (
    before.spec === after.spec &&
    before.metadata.deletionTimestamp === after.metadata.deletionTimestamp &&
    !finished(after) &&
    sameJson(before.metadata.labels, after.metadata.labels)
  );
}

function nominatedOf(pods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  const out = new Map<string, Pod[]>();
  for (const pod of pods) {
    const node = pod.status?.nominatedNodeName ?? '';
    const before = out.get(node);
    if (before) before.push(pod);
    else out.set(node, [pod]);
  }
  return out;
}

/** By creation, then in the order of the store. */
function inOrder(pods: Pod[]): readonly Pod[] {
  const key = ({ metadata }: Pod) => `${metadata.creationTimestamp} ${metadata.namespace ?? ''}/${metadata.name}`;
  return pods.length < 2
    ? pods
    : pods
        .map((pod) => [key(pod), pod] as const)
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .map(([, pod]) => pod);
}
