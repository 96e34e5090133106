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
    const raw = feasible.map((info) => scorer.raw(info));
    const points = (scorer.normalize?.(raw, feasible) ?? raw).map((point) => point * score.weight);
    columns.set(name, points);
    points.forEach((point, index) => {
      totals[index] = (totals[index] ?? 0) + point;
    });
  }
  return { nodes: feasible, totals, columns };
}

/** The nodes with the most points, any of which is right. */
export function bestNodes({ nodes, totals }: Scores): readonly string[] {
  const most = totals.reduce((best, total) => Math.max(best, total), Number.NEGATIVE_INFINITY);
  return nodes.filter((_, index) => totals[index] === most).map(({ name }) => name);
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
