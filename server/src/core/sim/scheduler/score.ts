// Points of the feasible nodes by plugin, weighted, and their totals. Source: framework/runtime RunScorePlugins (v1.36).
import { plugins } from './catalogue.ts';
import type { Cycle, NodeInfo } from './snapshot.ts';

/** Points by plugin, and `total`. */
export type Points = Readonly<Record<string, number>>;

export function scoreNodes(cycle: Cycle, feasible: readonly NodeInfo[]): ReadonlyMap<string, Points> {
  const table = new Map<string, Record<string, number>>(feasible.map(({ name }) => [name, { total: 0 }]));
  for (const { name, score } of plugins) {
    const scorer = score?.prepare(cycle, feasible);
    if (!score || !scorer) continue;
    const raw = feasible.map((info) => scorer.raw(info));
    const points = scorer.normalize?.(raw, feasible) ?? raw;
    for (const [index, info] of feasible.entries()) {
      const row = table.get(info.name);
      if (!row) continue;
      row[name] = (points[index] ?? 0) * score.weight;
      row['total'] = (row['total'] ?? 0) + row[name];
    }
  }
  return table;
}

/** The nodes with the most points, any of which is right. */
export function bestNodes(table: ReadonlyMap<string, Points>): readonly string[] {
  const most = Math.max(...[...table.values()].map(({ total }) => total ?? 0));
  return [...table].filter(([, { total }]) => total === most).map(([name]) => name);
}
