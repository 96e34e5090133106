// The scheduler's memory of nodes and their pods, kept up to date change by change, so that a decision costs what changed and
// not what there is. Gives the same snapshot as `snapshotOf` of the whole cluster. Source: pkg/scheduler/backend/cache (v1.36).
import type { Change, ClusterView } from '../frame.ts';
import type { Node, Pod } from '../objects.ts';
import { finished, type NodeInfo, nodeInfo, type Snapshot } from './snapshot.ts';

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
  /** Names of nodes whose pods changed since the last snapshot. */
  const changed = new Set<string>();
  const last: { listed: readonly Node[]; infos: readonly NodeInfo[] } = { listed: [], infos: [] };
  const remove = (uid: string): void => {
    unplaced.delete(uid);
    nominated.delete(uid);
    const node = nodeOfPod.get(uid);
    if (node === undefined) return;
    nodeOfPod.delete(uid);
    byNode.get(node)?.delete(uid);
    changed.add(node);
  };
  const put = (pod: Pod): void => {
    const { uid } = pod.metadata;
    remove(uid);
    if (finished(pod)) return;
    const node = pod.spec.nodeName || assumed.get(uid);
    if (!node) {
      unplaced.set(uid, pod);
      if (pod.status?.nominatedNodeName) nominated.set(uid, pod);
      return;
    }
    nodeOfPod.set(uid, node);
    const pods = byNode.get(node) ?? new Map<string, Pod>();
    pods.set(uid, pod);
    byNode.set(node, pods);
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
      const infoOf = (node: Node) => nodeInfo(node, inOrder([...(byNode.get(node.metadata.name)?.values() ?? [])]));
      if (listed === last.listed)
        last.infos = last.infos.map((info) => (changed.has(info.name) ? infoOf(info.node) : info));
      else {
        const before = new Map(last.infos.map((info) => [info.node, info]));
        last.infos = listed.map((node) => {
          const known = changed.has(node.metadata.name) ? undefined : before.get(node);
          return known ?? infoOf(node);
        });
      }
      last.listed = listed;
      changed.clear();
      return { nodes: last.infos, nominated: nominatedOf(inOrder([...nominated.values()])) };
    },
  };
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
