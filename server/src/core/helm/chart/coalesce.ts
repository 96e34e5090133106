// How the values of a chart, of the charts below it and of the user come together (helm v3.22 pkg/chartutil/coalesce.go).
// The first argument is changed, and wins; `keepsNull` is Helm's merging, where null stays a value.
import { deepCopyMap, type GoMap, isMap, isNothing, NotRendered } from '../engine/value.ts';
import type { Chart } from './chart.ts';

/** All values that the chart's templates see. */
export function coalescedValues(chart: Chart, given: GoMap, keepsNull = false): GoMap {
  return coalesce(chart, deepCopyMap(given), keepsNull);
}

function coalesce(chart: Chart, target: GoMap, keepsNull: boolean): GoMap {
  addOwnValues(chart, target, keepsNull);
  for (const below of chart.charts) {
    const known = target.get(below.name);
    if (!target.has(below.name)) target.set(below.name, new Map());
    else if (!isMap(known))
      throw new NotRendered(`the value "${below.name}" is no map, as the values of a chart must be`);
    const inner = target.get(below.name);
    if (!isMap(inner)) continue;
    addGlobals(inner, target);
    target.set(below.name, coalesce(below, inner, keepsNull));
  }
  return target;
}

function addOwnValues(chart: Chart, target: GoMap, keepsNull: boolean): void {
  for (const [key, value] of deepCopyMap(chart.values)) {
    if (!target.has(key)) {
      target.set(key, value);
      continue;
    }
    const known = target.get(key);
    if (isNothing(known) && !keepsNull) target.delete(key);
    else if (isMap(known) && isMap(value)) {
      const isChart = chart.charts.some(({ name }) => name === key);
      coalesceTables(known, value, keepsNull || isChart);
    }
  }
}

function addGlobals(inner: GoMap, outer: GoMap): void {
  const own = inner.get('global');
  const above = outer.get('global');
  if ((inner.has('global') && !isMap(own)) || (outer.has('global') && !isMap(above))) return;
  const target: GoMap = isMap(own) ? own : new Map();
  for (const [key, value] of isMap(above) ? above : []) {
    const known = target.get(key);
    if (isMap(value)) {
      const copy: GoMap = new Map(value);
      if (!target.has(key)) target.set(key, copy);
      else if (isMap(known)) target.set(key, coalesceTables(copy, known, true));
    } else if (!isMap(known)) target.set(key, value);
  }
  inner.set('global', target);
}

/** Adds to a table what another has and it has not; null in the first takes a default away. */
export function coalesceTables(target: GoMap, source: GoMap, keepsNull: boolean): GoMap {
  const set = new Set([...source].filter(([, value]) => !isNothing(value)).map(([key]) => key));
  for (const [key, value] of target) if (isNothing(value)) source.set(key, null);
  for (const [key, value] of source) {
    const known = target.get(key);
    if (target.has(key) && !keepsNull && isNothing(known) && set.has(key)) target.delete(key);
    else if (!target.has(key)) target.set(key, value);
    else if (isMap(value) && isMap(known)) coalesceTables(known, value, keepsNull);
  }
  return target;
}
