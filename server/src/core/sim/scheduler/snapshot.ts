// The nodes with the pods on them, as the scheduler sees them at the start of one decision. A value: adding or removing pods
// makes a new node. Source: pkg/scheduler/framework/types.go NodeInfo, backend/cache (v1.36). Decides nothing.
import type { Node, Pod } from '../objects.ts';
import { type Amounts, amountsOf, podRequests } from './requests.ts';
import type { Lister } from './shapes.ts';

export interface NodeInfo {
  readonly node: Node;
  readonly name: string;
  readonly pods: readonly Pod[];
  /** Those of `pods` that have any affinity or anti-affinity of their own. */
  readonly affine: readonly Pod[];
  readonly allocatable: Amounts;
  /** Sum of the effective requests of `pods`. */
  readonly requested: Amounts;
  /** The same with a little for containers that ask nothing; cpu and memory. */
  readonly nonZero: Amounts;
  /** What plugins have counted on this node; see `perNode.ts`. */
  readonly figures: Map<number, number>;
  /** Of each figure the one asked for last: mostly the same is asked again. */
  readonly lastKeys: number[];
  readonly lastFigures: number[];
}

export interface Snapshot {
  readonly nodes: readonly NodeInfo[];
  /** Pods promised a node by an earlier preemption or by a wait for volumes, by node. */
  readonly nominated: ReadonlyMap<string, readonly Pod[]>;
  readonly traits: NodeTraits;
}

/** What holds of nodes whatever pods they have: most clusters have none of it, and no node need be asked then. */
export interface NodeTraits {
  readonly cordoned: boolean;
  readonly tainted: boolean;
  /** Images that are somewhere already, by name. */
  readonly images: ReadonlyMap<string, ImageState>;
}

export interface ImageState {
  /** As the first node told it. */
  readonly sizeBytes: number;
  readonly nodes: Set<string>;
}

/** One pod's decision: who, where, and what else the cluster holds. */
export interface Cycle {
  readonly pod: Pod;
  readonly snapshot: Snapshot;
  readonly cluster: Lister;
}

/** Of a cluster as it is; `cache.ts` keeps one up to date. */
export function snapshotOf(cluster: Lister): Snapshot {
  const placed = new Map<string, Pod[]>();
  const nominated = new Map<string, Pod[]>();
  for (const pod of byArrival(cluster.list('Pod'))) {
    if (finished(pod)) continue;
    if (pod.spec.nodeName) push(placed, pod.spec.nodeName, pod);
    else if (pod.status?.nominatedNodeName) push(nominated, pod.status.nominatedNodeName, pod);
  }
  const listed = cluster.list('Node');
  const nodes = listed.map((node) => nodeInfo(node, placed.get(node.metadata.name) ?? []));
  return { nodes, nominated, traits: traitsOf(listed) };
}

export function traitsOf(nodes: readonly Node[]): NodeTraits {
  return {
    cordoned: nodes.some(({ spec }) => spec?.unschedulable),
    tainted: nodes.some(({ spec }) => (spec?.taints?.length ?? 0) > 0),
    images: imagesOf(nodes),
  };
}

function imagesOf(nodes: readonly Node[]): ReadonlyMap<string, ImageState> {
  const out = new Map<string, ImageState>();
  for (const { metadata, status } of nodes) {
    for (const { names = [], sizeBytes } of status?.images ?? []) {
      for (const image of names) {
        const state = out.get(image) ?? { sizeBytes, nodes: new Set() };
        state.nodes.add(metadata.name);
        out.set(image, state);
      }
    }
  }
  return out;
}

export function withPods(info: NodeInfo, pods: readonly Pod[]): NodeInfo {
  return nodeInfo(info.node, pods);
}

/** The snapshot with one node's pods replaced. */
export function replaceNode(snapshot: Snapshot, changed: NodeInfo): Snapshot {
  return { ...snapshot, nodes: snapshot.nodes.map((info) => (info.name === changed.name ? changed : info)) };
}

export const finished = (pod: Pod): boolean => pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

/** The scheduler's cache keeps pods in the order in which they were told. */
function byArrival(pods: readonly Pod[]): readonly Pod[] {
  const version = (pod: Pod) => pod.metadata.creationTimestamp;
  return [...pods].sort((a, b) => (version(a) < version(b) ? -1 : version(a) > version(b) ? 1 : 0));
}

export const isAffine = (pod: Pod): boolean => pod.spec.affinity !== undefined;

const allocatables = new WeakMap<Node, Amounts>();

function allocatableOf(node: Node): Amounts {
  const known = allocatables.get(node) ?? amountsOf(node.status?.allocatable);
  allocatables.set(node, known);
  return known;
}

/** What the pods of a node ask together. */
export interface Totals {
  readonly requested: Record<string, number>;
  readonly nonZero: Record<string, number>;
  /** Pods with affinity of their own. */
  affine: number;
}

export const noTotals = (): Totals => ({ requested: {}, nonZero: { cpu: 0, memory: 0 }, affine: 0 });

/** Counts a pod in (1) or out (-1); amounts are whole numbers, so that nothing is lost. */
export function count({ requested, nonZero, ...totals }: Totals, pod: Pod, sign: 1 | -1): number {
  const asked = podRequests(pod);
  for (const [name, value] of Object.entries(asked.exact)) requested[name] = (requested[name] ?? 0) + sign * value;
  for (const name of Object.keys(nonZero)) nonZero[name] = (nonZero[name] ?? 0) + sign * (asked.nonZero[name] ?? 0);
  return totals.affine + (isAffine(pod) ? sign : 0);
}

function totalsOf(pods: readonly Pod[]): Totals {
  const totals = noTotals();
  for (const pod of pods) totals.affine = count(totals, pod, 1);
  return totals;
}

export function nodeInfo(node: Node, pods: readonly Pod[], totals = totalsOf(pods)): NodeInfo {
  return {
    node,
    name: node.metadata.name,
    pods,
    affine: totals.affine > 0 ? pods.filter(isAffine) : [],
    allocatable: allocatableOf(node),
    requested: { ...totals.requested },
    nonZero: { ...totals.nonZero },
    figures: new Map(),
    lastKeys: [],
    lastFigures: [],
  };
}

function push(map: Map<string, Pod[]>, key: string, pod: Pod): void {
  const before = map.get(key);
  if (before) before.push(pod);
  else map.set(key, [pod]);
}
