// Which charts below a chart take part: conditions, tags, aliases, versions, and the values that are imported from them
// (helm v3.22 pkg/chartutil/dependencies.go).

import { goString } from '../engine/format.ts';
import { deepCopyMap, type GoMap, type GoValue, isMap } from '../engine/value.ts';
import { satisfies } from '../functions/semver.ts';
import type { Chart, Dependency } from './chart.ts';
import { coalescedValues, coalesceTables } from './coalesce.ts';

/** The chart without those below that are switched off, with the values that it imports. */
export function withDependencies(chart: Chart, given: GoMap): Chart {
  return withImports(withEnabled(chart, given, ''));
}

function withEnabled(chart: Chart, given: GoMap, path: string): Chart {
  if (chart.dependencies.length === 0) return chart;
  const named = withNames(chart);
  const values = coalescedValues(named, given);
  const off = new Set(named.dependencies.filter((one) => !isEnabled(one, values, path)).map(({ name }) => name));
  const charts = named.charts
    .filter(({ name }) => !off.has(name))
    .map((below) => withEnabled(below, values, `${path}${below.name}.`));
  return { ...named, charts, dependencies: named.dependencies.filter(({ name }) => !off.has(name)) };
}

/** Charts as they are called here: by alias, and only in a version that is asked for. */
function withNames(chart: Chart): Chart {
  const meets = ({ name, version }: Dependency, below: Chart) =>
    below.name === name && isInRange(version, below.version);
  const unasked = chart.charts.filter((below) => !chart.dependencies.some((one) => meets(one, below)));
  const asked = chart.dependencies.flatMap((one) => {
    const below = chart.charts.find((candidate) => meets(one, candidate));
    if (!below) return [];
    return [
      one.alias === ''
        ? below
        : { ...below, name: one.alias, metadata: new Map([...below.metadata, ['name', one.alias]]) },
    ];
  });
  const dependencies = chart.dependencies.map((one) => (one.alias === '' ? one : { ...one, name: one.alias }));
  return { ...chart, charts: [...unasked, ...asked], dependencies };
}

function isInRange(constraint: string, version: string): boolean {
  try {
    return satisfies(constraint, version);
  } catch {
    return false;
  }
}

function isEnabled({ condition, tags }: Dependency, values: GoMap, path: string): boolean {
  for (const one of condition.trim().split(',')) {
    const value = one === '' ? undefined : valueAt(values, (path + one).split('.'));
    if (typeof value === 'boolean') return value;
  }
  const switches = values.get('tags');
  const set = isMap(switches) ? tags.map((tag) => switches.get(tag)).filter((value) => typeof value === 'boolean') : [];
  return set.length === 0 || set.includes(true);
}

export function valueAt(values: GoMap, path: readonly string[]): GoValue {
  let at: GoValue = values;
  for (const key of path) at = isMap(at) ? at.get(key) : undefined;
  return at;
}

function withImports(chart: Chart): Chart {
  const imported: Chart = { ...chart, charts: chart.charts.map(withImports) };
  if (chart.dependencies.length === 0) return imported;
  const values = coalescedValues(imported, new Map(), true);
  const found: GoMap = new Map();
  for (const { name, importValues } of imported.dependencies) {
    for (const one of importValues) {
      const [child, parent] = isMap(one)
        ? [goString(one.get('child')), goString(one.get('parent'))]
        : [`exports.${goString(one)}`, '.'];
      const table = valueAt(values, [name, ...child.split('.')]);
      if (isMap(table)) coalesceTables(found, nested(parent, table), true);
    }
  }
  return { ...imported, values: coalesceTables(deepCopyMap(values), found, true) };
}

function nested(path: string, table: GoMap): GoMap {
  if (path === '.') return table;
  return path.split('.').reduceRight<GoMap>((inner, key) => new Map([[key, inner]]), table);
}
