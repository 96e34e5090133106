// Points of the feasible nodes by plugin, weighted, and their totals. Source: framework/runtime RunScorePlugins (v1.36).
import { plugins } from './catalogue.ts';
import type { Cycle, NodeInfo } from './snapshot.ts';

export interface Scores {
  readonly nodes: readonly NodeInfo[];
  readonly totals: readonly number[];
  /** By plugin; points in the order of `nodes`. */
  readonly columns: ReadonlyMap<string, readonly number[]>;
}

export function scoreNodes(cycle: Cycle, feasible: readonly NodeInfo[]): Scores {
  const columns = new Map<string, readonly number[]>();
  const totals = feasible.map(() => 0);
  for (const { name, score } of plugins) {
    const scorer = score?.prepare(cycle, feasible);
    if (!score || !scorer) continue;
    const raw = feasible.map(scorer.raw);
    const points = (scorer.normalize?.(raw, feasible) ?? raw).map((point) => point * score.weight);
    columns.set(name, points);
    for (let i = 0; i < points.length; i++) totals[i] = (totals[i] ?? 0) + (points[i] ?? 0);
  }
  return { nodes: feasible, totals, columns };
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
  const heap = totals.map((total, index) => ({ total, index }));
  const above = (a: number, b: number) => (heap[a]?.total ?? 0) > (heap[b]?.total ?? 0);
  const sink = (from: number): void => {
    for (let at = from, child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && above(child + 1, child)) child++;
      if (!above(child, at)) return;
      const [lower, upper] = [heap[child], heap[at]];
      if (lower && upper) [heap[at], heap[child]] = [lower, upper];
      at = child;
    }
  };
  for (let at = Math.floor(heap.length / 2) - 1; at >= 0; at--) sink(at);
  return nodes[heap[0]?.index ?? 0]?.name ?? '';
}

/** Points by plugin, and `total`, of each node. */
export function pointsByNode({
  nodes,
  totals,
  columns,
}: Scores): ReadonlyMap<string, Readonly<Record<string, number>>> {
  return new Map(
    nodes.map(({ name }, index) => [
      name,
      {
        total: totals[index] ?? 0,
        ...Object.fromEntries([...columns].map(([plugin, points]) => [plugin, points[index] ?? 0])),
      },
    ]),
  );
}
