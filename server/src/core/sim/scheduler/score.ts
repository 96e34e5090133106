// Points of the feasible nodes by plugin, weighted, and their totals. Source: framework/runtime RunScorePlugins (v1.36).
import { plugins } from './catalogue.ts';
import type { Scorer } from './plugin.ts';
import type { Cycle, NodeInfo } from './snapshot.ts';

export interface Scores {
  readonly nodes: readonly NodeInfo[];
  readonly totals: readonly number[];
  /** By plugin, before their weights. */
  readonly columns: readonly Column[];
}

interface Column {
  readonly plugin: string;
  readonly weight: number;
  /** In the order of the nodes; one number: the same for all. */
  readonly points: number | readonly number[];
}

export function scoreNodes(cycle: Cycle, feasible: readonly NodeInfo[]): Scores {
  const columns: Column[] = [];
  for (const { name, score } of plugins) {
    const scorer = score?.prepare(cycle, feasible);
    if (score && scorer) columns.push({ plugin: name, weight: score.weight, points: pointsOf(scorer, feasible) });
  }
  return { nodes: feasible, totals: totalsOf(columns, feasible.length), columns };
}

function pointsOf(scorer: Scorer, feasible: readonly NodeInfo[]): Column['points'] {
  if ('same' in scorer) return scorer.same;
  const raw = feasible.map(scorer.raw);
  return scorer.normalize?.(raw, feasible) ?? raw;
}

function totalsOf(columns: readonly Column[], nodes: number): readonly number[] {
  let same = 0;
  for (const { points, weight } of columns) if (typeof points === 'number') same += points * weight;
  const totals = new Array<number>(nodes).fill(same);
  for (const { points, weight } of columns) {
    if (typeof points === 'number') continue;
    for (let i = 0; i < nodes; i++) totals[i] = (totals[i] ?? 0) + (points[i] ?? 0) * weight;
  }
  return totals;
}

/** The nodes with the most points, any of which is right. */
export function bestNodes({ nodes, totals }: Scores): readonly string[] {
  const most = totals.reduce((best, total) => Math.max(best, total), Number.NEGATIVE_INFINITY);
  return nodes.filter((_, index) => totals[index] === most).map(({ name }) => name);
}

/**
 * The node that `newSortedNodeScores` gives out first: the top of a heap of totals, which without extenders draws no lots among
 * equals (pkg/scheduler/schedule_one.go). Mostly the first of them.
 */
export function chosenNode({ nodes, totals }: Scores): string {
  const heap = totals.map((_, index) => index);
  const above = (a: number, b: number) => (totals[heap[a] ?? 0] ?? 0) > (totals[heap[b] ?? 0] ?? 0);
  const sink = (from: number): void => {
    for (let at = from, child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && above(child + 1, child)) child++;
      if (!above(child, at)) return;
      const lower = heap[child] ?? 0;
      heap[child] = heap[at] ?? 0;
      heap[at] = lower;
      at = child;
    }
  };
  for (let at = Math.floor(heap.length / 2) - 1; at >= 0; at--) sink(at);
  return nodes[heap[0] ?? 0]?.name ?? '';
}

/** Points by plugin, weighted, and `total`, of each node. */
export function pointsByNode({
  nodes,
  totals,
  columns,
}: Scores): ReadonlyMap<string, Readonly<Record<string, number>>> {
  const row = (index: number) =>
    columns.map(({ plugin, weight, points }) => {
      const own = typeof points === 'number' ? points : (points[index] ?? 0);
      return [plugin, own * weight] as const;
    });
  return new Map(
    nodes.map(({ name }, index) => [name, { total: totals[index] ?? 0, ...Object.fromEntries(row(index)) }]),
  );
}
