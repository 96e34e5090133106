// Points of the feasible nodes by plugin, weighted, and their totals. Source: framework/runtime RunScorePlugins (v1.36).
import { plugins } from './catalogue.ts';
import type { Cycle, NodeInfo } from './snapshot.ts';

/** Points by plugin, and `total`. */
export type Points = Readonly<Record<string, number>>;

export function scoreNodes(cycle: Cycle, feasible: readonly NodeInfo[]): ReadonlyMap<string, Points> {
  const rows = feasible.map((): Record<string, number> => ({ total: 0 }));
  for (const { name, score } of plugins) {
    const scorer = score?.prepare(cycle, feasible);
    if (!score || !scorer) continue;
    const raw = feasible.map((info) => scorer.raw(info));
    const points = scorer.normalize?.(raw, feasible) ?? raw;
    rows.forEach((row, index) => {
      const given = (points[index] ?? 0) * score.weight;
      row[name] = given;
      row['total'] = (row['total'] ?? 0) + given;
    });
  }
  return new Map(feasible.map((info, index) => [info.name, rows[index] ?? {}]));
}

/** The nodes with the most points, any of which is right. */
export function bestNodes(table: ReadonlyMap<string, Points>): readonly string[] {
  const most = Math.max(...[...table.values()].map(({ total }) => total ?? 0));
  return [...table].filter(([, { total }]) => total === most).map(([name]) => name);
}
