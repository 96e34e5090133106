// What must hold after every commit, whatever happens: checked by tests, costs nothing otherwise. Gives what is broken in
// plain words. Looks only at committed objects.
import { amountsOf } from './amounts.ts';
import { maxSurge } from './controllers/deployment/arithmetic.ts';
import type { ClusterView } from './frame.ts';
import type { Deployment, Node, PersistentVolume, Pod } from './objects.ts';
import type { Write } from './trace.ts';

/** The broken invariants after the last write; `nodes` remembers where pods were, from call to call. */
export function brokenInvariants(
  view: ClusterView,
  writes: readonly Write[],
  nodes: Map<string, string>,
): readonly string[] {
  return [
    ...timeRunsForward(writes),
    ...podsStay(view, nodes),
    ...view.list('Node').flatMap((node) => nodeHoldsItsPods(view, node)),
    ...view.list('Deployment').flatMap((deployment) => withinSurge(view, deployment)),
    ...oneVolumeAClaim(view),
  ];
}

function timeRunsForward(writes: readonly Write[]): readonly string[] {
  const [before, last] = writes.slice(-2);
  return before && last && last.atMs < before.atMs
    ? [`write ${last.seq} at ${last.atMs} ms comes after ${before.atMs} ms`]
    : [];
}

/** A pod is bound once and never moves. */
function podsStay(view: ClusterView, nodes: Map<string, string>): readonly string[] {
  return view.list('Pod').flatMap((pod) => {
    const { uid, name } = pod.metadata;
    const [before, now] = [nodes.get(uid), pod.spec.nodeName];
    if (now !== undefined) nodes.set(uid, now);
    return before !== undefined && before !== now ? [`pod ${name} moved from ${before} to ${now}`] : [];
  });
}

/** The requests of a node's pods fit into what is allocatable. */
function nodeHoldsItsPods(view: ClusterView, node: Node): readonly string[] {
  const pods = view.list('Pod').filter((pod) => pod.spec.nodeName === node.metadata.name && !isOver(pod));
  return ['cpu', 'memory'].flatMap((name) => {
    const used = pods.reduce((sum, pod) => sum + amountsOf(pod, name), 0);
    const limit = amountsOf(node, name);
    return used > limit ? [`node ${node.metadata.name} holds ${used} of ${limit} ${name}`] : [];
  });
}

function isOver(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** Once a Deployment has seen its spec, its sets never ask for more than desired and surge together. */
function withinSurge(view: ClusterView, deployment: Deployment): readonly string[] {
  const { generation = 0, uid, name } = deployment.metadata;
  if ((deployment.status.observedGeneration ?? 0) < generation || deployment.metadata.deletionTimestamp) return [];
  const sets = view.controlledBy('ReplicaSet', uid);
  const total = sets.reduce((sum, set) => sum + set.spec.replicas, 0);
  const most = deployment.spec.replicas + maxSurge(deployment);
  const before = deployment.status.replicas ?? 0;
  return total > Math.max(most, before)
    ? [`deployment ${name} asks for ${total} pods, at most ${most} are allowed`]
    : [];
}

function oneVolumeAClaim(view: ClusterView): readonly string[] {
  const claims = new Map<string, PersistentVolume>();
  return view.list('PersistentVolume').flatMap((volume) => {
    const uid = volume.spec.claimRef?.uid;
    const other = uid === undefined ? undefined : claims.get(uid);
    if (uid !== undefined) claims.set(uid, volume);
    return other ? [`volumes ${other.metadata.name} and ${volume.metadata.name} are bound to one claim`] : [];
  });
}
