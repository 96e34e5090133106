// The scheduler's memory of nodes and their pods, kept up to date change by change, so that a decision costs what changed and
// not what there is. Gives the same snapshot as `snapshotOf` of the whole cluster. Source: pkg/scheduler/backend/cache (v1.36).
import type { Change, ClusterView } from '../frame.ts';
import { sameJson } from '../json.ts';
import type { Node, Pod } from '../objects.ts';
import {
  count,
  finished,
  isAffine,
  type NodeInfo,
  nodeInfo,
  noTotals,
  type Snapshot,
  type Totals,
  traitsOf,
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

/** A node's pods in the order of their arrival. The list is kept up to date in place: newer states of the same pods are seen at once. */
interface Row {
  readonly pods: Pod[];
  readonly totals: Totals;
}

export function schedulerCache(): SchedulerCache {
  const assumed = new Map<string, string>();
  const unplaced = new Map<string, Pod>();
  const nominated = new Map<string, Pod>();
  /** Pods that have a node, as they were told last. */
  const placed = new Map<string, { readonly node: string; pod: Pod }>();
  const rows = new Map<string, Row>();
  /** Names of nodes whose pods changed since the last snapshot. */
  const changed = new Set<string>();
  const infosOf = nodeInfos((name) => rows.get(name), changed);
  const remove = (uid: string): void => {
    if (unplaced.delete(uid)) nominated.delete(uid);
    const before = placed.get(uid);
    if (!before) return;
    placed.delete(uid);
    const row = rows.get(before.node);
    if (row) {
      row.totals.affine = count(row.totals, before.pod, -1);
      row.pods.splice(row.pods.indexOf(before.pod), 1);
    }
    changed.add(before.node);
  };
  const put = (pod: Pod): void => {
    const { uid } = pod.metadata;
    const node = pod.spec.nodeName || assumed.get(uid);
    const before = placed.get(uid);
    if (before && before.node === node && countsTheSame(before.pod, pod)) {
      const row = rows.get(node);
      if (row) row.pods[row.pods.indexOf(before.pod)] = pod;
      if (isAffine(pod)) changed.add(node);
      before.pod = pod;
      return;
    }
    remove(uid);
    if (finished(pod)) return;
    if (!node) {
      unplaced.set(uid, pod);
      if (pod.status?.nominatedNodeName) nominated.set(uid, pod);
      return;
    }
    placed.set(uid, { node, pod });
    const row = rows.get(node) ?? { pods: [], totals: noTotals() };
    rows.set(node, row);
    row.pods.push(pod);
    row.totals.affine = count(row.totals, pod, 1);
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
      const known = assumed.delete(uid) ? placed.get(uid) : undefined;
      if (known) put(known.pod);
    },
    assumedNode: (uid) => assumed.get(uid),
    assumed: () => [...assumed.keys()],
    snapshot: (view) => ({
      ...infosOf(view.list('Node')),
      nominated: nominated.size === 0 ? nobody : nominatedOf(inOrder([...nominated.values()])),
    }),
  };
}

const nobody: ReadonlyMap<string, readonly Pod[]> = new Map();

/** Keeps the nodes of the last snapshot and makes anew those whose names are in `changed`, which is emptied. */
function nodeInfos(rowOf: (name: string) => Row | undefined, changed: Set<string>) {
  let listed: readonly Node[] | undefined;
  let infos: NodeInfo[] = [];
  let traits = traitsOf([]);
  const positions = new Map<string, number>();
  const fresh = (node: Node): NodeInfo => {
    const row = rowOf(node.metadata.name);
    return nodeInfo(node, row?.pods ?? [], row?.totals);
  };
  const relist = (nodes: readonly Node[]): void => {
    const before = new Map(infos.map((info) => [info.node, info]));
    infos = nodes.map((node) => {
      const known = changed.has(node.metadata.name) ? undefined : before.get(node);
      return known ?? fresh(node);
    });
    listed = nodes;
    traits = traitsOf(nodes);
    positions.clear();
    for (const [index, { name }] of infos.entries()) positions.set(name, index);
  };
  return (nodes: readonly Node[]): Pick<Snapshot, 'nodes' | 'traits'> => {
    if (nodes !== listed) relist(nodes);
    else if (changed.size > 0) {
      infos = [...infos];
      for (const name of changed) {
        const at = positions.get(name);
        const info = at === undefined ? undefined : infos[at];
        if (at !== undefined && info) infos[at] = fresh(info.node);
      }
    }
    changed.clear();
    return { nodes: infos, traits };
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
