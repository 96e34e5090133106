// Which nodes can take a pod: every node asked by every plugin in order, the first refusal counts. Pods promised to a node
// by an earlier preemption are counted there. Source: pkg/scheduler/schedule_one.go findNodesThatFitPod,
// framework/runtime RunFilterPluginsWithNominatedPods (v1.36). In a large cluster the search ends when enough nodes fit.
import { plugins } from './catalogue.ts';
import type { NodeFilter, Rejection } from './plugin.ts';
import { priorityOf } from './shapes.ts';
import { type Cycle, type NodeInfo, replaceNode, type Snapshot, withPods } from './snapshot.ts';

export interface Fit {
  readonly feasible: readonly NodeInfo[];
  /** By node; nodes that were not looked at are missing. */
  readonly rejected: ReadonlyMap<string, Rejection>;
  /** A plugin refused the pod before any node was looked at. */
  readonly refusal?: string;
  /** Plugins that named the only nodes worth a look. */
  readonly restrictedBy: readonly string[];
  /** Plugins that refused: what must change before another try makes sense. */
  readonly refusedBy: ReadonlySet<string>;
  /** How many nodes were looked at: the next search begins behind them. */
  readonly looked: number;
}

/** `numFeasibleNodesToFind`: all of up to 100 nodes, then a share that shrinks from half to a twentieth. */
export function enoughNodes(nodes: number): number {
  const least = 100;
  if (nodes < least) return nodes;
  const percentage = Math.max(5, 50 - Math.trunc(nodes / 125));
  return Math.max(least, Math.trunc((nodes * percentage) / 100));
}

export function findFeasible(cycle: Cycle, from = 0): Fit {
  const prepared = prepareFilters(cycle);
  if ('refusal' in prepared) {
    const { refusal, plugin } = prepared;
    return { feasible: [], rejected: new Map(), refusal, restrictedBy: [], refusedBy: new Set([plugin]), looked: 0 };
  }
  const { nodes } = cycle.snapshot;
  const promised = cycle.pod.status?.nominatedNodeName;
  const nominated = promised ? nodes.find(({ name }) => name === promised) : undefined;
  if (nominated && !fitsWithNominated(cycle, nominated, prepared.filters))
    return { feasible: [nominated], rejected: new Map(), restrictedBy: [], refusedBy: new Set(), looked: 0 };
  const feasible: NodeInfo[] = [];
  const rejected = new Map<string, Rejection>();
  const enough = enoughNodes(nodes.length);
  let looked = 0;
  while (looked < nodes.length && feasible.length < enough) {
    const info = nodes[(from + looked++) % nodes.length];
    if (!info || (prepared.only && !prepared.only.has(info.name))) continue;
    const rejection = fitsWithNominated(cycle, info, prepared.filters);
    if (rejection) rejected.set(info.name, rejection);
    else feasible.push(info);
  }
  const refusedBy = new Set(prepared.restrictedBy);
  for (const { plugin } of rejected.values()) if (plugin !== undefined) refusedBy.add(plugin);
  return { feasible, rejected, restrictedBy: prepared.restrictedBy, refusedBy, looked };
}

interface Filters {
  readonly filters: readonly (readonly [plugin: string, filter: NodeFilter])[];
  readonly only?: ReadonlySet<string>;
  readonly restrictedBy: readonly string[];
}

function prepareFilters(cycle: Cycle): Filters | { readonly refusal: string; readonly plugin: string } {
  const filters: [string, NodeFilter][] = [];
  const restrictedBy: string[] = [];
  let only: ReadonlySet<string> | undefined;
  for (const { name, prepare } of plugins) {
    const prepared = prepare?.(cycle);
    if (!prepared) continue;
    if ('reject' in prepared) return { refusal: prepared.reject, plugin: name };
    filters.push([name, prepared.filter]);
    if (prepared.only) {
      restrictedBy.push(name);
      only = prepared.only;
    }
  }
  return { filters, restrictedBy, ...(only && { only }) };
}

/** Why the pod does not fit a node whose pods are `info`'s, in a snapshot that says the same. */
export function judgeNode(cycle: Cycle, info: NodeInfo): Rejection | undefined {
  const prepared = prepareFilters(cycle);
  if ('refusal' in prepared) return { reasons: [prepared.refusal], unresolvable: true };
  return fitsWithNominated(cycle, info, prepared.filters);
}

/** Asked with the pods promised to the node first, then without: both must hold. */
function fitsWithNominated(cycle: Cycle, info: NodeInfo, filters: Filters['filters']): Rejection | undefined {
  const { pod, snapshot } = cycle;
  if (snapshot.nominated.size === 0) return firstRejection(filters, info);
  const promised = snapshot.nominated
    .get(info.name)
    ?.filter((other) => other.metadata.uid !== pod.metadata.uid && priorityOf(other) >= priorityOf(pod));
  if (promised && promised.length > 0) {
    const fuller = withPods(info, [...info.pods, ...promised]);
    const rejection = askAgain(cycle, replaceNode(snapshot, fuller), fuller);
    if (rejection) return rejection;
  }
  return firstRejection(filters, info);
}

function askAgain(cycle: Cycle, snapshot: Snapshot, info: NodeInfo): Rejection | undefined {
  const prepared = prepareFilters({ ...cycle, snapshot });
  return 'refusal' in prepared
    ? { reasons: [prepared.refusal], unresolvable: true }
    : firstRejection(prepared.filters, info);
}

function firstRejection(filters: Filters['filters'], info: NodeInfo): Rejection | undefined {
  for (const [plugin, filter] of filters) {
    const rejection = filter(info);
    if (rejection) return { ...rejection, plugin };
  }
  return undefined;
}
