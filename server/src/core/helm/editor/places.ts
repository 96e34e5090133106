// Where the values and templates of a chart are defined and used: from a path below `.Values` to keys of values files
// and to templates, from a name to its `define` and its uses.
import type { Span } from '../../finding.ts';
import { chartUri } from '../../workspace/chartSource.ts';
import { innerSpan } from '../../workspace/pattern.ts';
import type { Node, Pair } from '../../yaml/nodes.ts';
import { keyOf, placeAt, resolved } from '../../yaml/path.ts';
import {
  type ChartView,
  chartsAt,
  folderOf,
  isValuesFile,
  type TemplateFile,
  treeInValues,
  valuesTreeOf,
} from './chartView.ts';
import { type Mark, marksOf } from './marks.ts';

/** Spans are of the file. */
export interface ChartSite {
  readonly uri: string;
  readonly path: string;
  readonly span: Span;
}

/** A value as the chart in one folder calls it. */
export interface ValueName {
  readonly folder: string;
  readonly path: readonly string[];
}

export function sameValue(a: ValueName, b: ValueName): boolean {
  return a.folder === b.folder && isSamePath(a.path, b.path);
}

const isSamePath = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((part, at) => part === b[at]);

/** The value by all its names: its chart's, and those of the charts above, which write it below the chart's name. */
export function namesOfValue(view: ChartView, { folder, path }: ValueName): readonly ValueName[] {
  const [head = ''] = path;
  const names: ValueName[] = [{ folder, path }];
  for (const { names: around } of chartsAt(view, folder)) {
    for (let at = around.length - 1; at >= 0; at--) {
      const above = chartAbove(view, around.slice(0, at));
      if (above === undefined) continue;
      if (head === 'global') names.push({ folder: above, path });
      names.push({ folder: above, path: [...around.slice(at), ...path] });
    }
  }
  for (const below of chartsBelow(view, folder)) {
    if (head === 'global') names.push({ folder: below.folder, path });
    else if (isSamePath(path.slice(0, below.names.length), below.names) && path.length > below.names.length) {
      names.push({ folder: below.folder, path: path.slice(below.names.length) });
    }
  }
  return names;
}

function chartAbove(view: ChartView, names: readonly string[]): string | undefined {
  let chart = view.chart;
  for (const name of names) chart = chart?.charts.find((below) => below.name === name);
  return chart?.folder;
}

function chartsBelow(
  view: ChartView,
  folder: string,
): readonly { readonly folder: string; readonly names: readonly string[] }[] {
  const found: { folder: string; names: readonly string[] }[] = [];
  const walk = (charts: NonNullable<ChartView['chart']>['charts'], names: readonly string[]): void => {
    for (const chart of charts) {
      found.push({ folder: chart.folder, names: [...names, chart.name] });
      walk(chart.charts, [...names, chart.name]);
    }
  };
  for (const { chart } of chartsAt(view, folder).slice(0, 1)) walk(chart.charts, []);
  return found;
}

/** The keys of values files that give the value, its own chart's `values.yaml` first. */
export function definitionsOfValue(view: ChartView, value: ValueName): readonly ChartSite[] {
  const sites: ChartSite[] = [];
  for (const { folder, path } of namesOfValue(view, value)) {
    for (const [file, text] of view.texts) {
      if (!isValuesFile(view, file) || folderOf(file) !== folder) continue;
      const { root, base, text: words } = valuesTreeOf(text);
      for (const pair of pairsAt(root, path)) {
        const { start, end } = innerSpan(pair.key, words);
        sites.push({ uri: chartUri(view.source, file), path: file, span: { start: start + base, end: end + base } });
      }
    }
  }
  const isMain = ({ path }: ChartSite) => (path.endsWith('values.yaml') ? 0 : 1);
  return sites.sort((a, b) => isMain(a) - isMain(b));
}

/** The pairs that write a path; a `*` is each item, or each value of a map. */
function pairsAt(root: Node | undefined, path: readonly string[]): readonly Pair[] {
  const star = path.indexOf('*');
  if (star < 0) {
    const pair = placeAt(root, path)?.pair;
    return pair ? [pair] : [];
  }
  const list = star === 0 ? resolved(root) : resolved(placeAt(root, path.slice(0, star))?.node);
  const items = list?.type === 'sequence' ? list.items : list?.type === 'mapping' ? list.pairs : [];
  return items.flatMap(({ value }) => pairsAt(value, path.slice(star + 1)));
}

/** Of all templates; values may be templates, too, for `tpl`. */
export function treesOf(view: ChartView): readonly TemplateFile[] {
  const inValues = [...view.texts]
    .filter(([path, { text }]) => isValuesFile(view, path) && text.includes('{{'))
    .map(([path, text]) => ({ path, uri: chartUri(view.source, path), tree: treeInValues(text) }));
  return [...view.templates, ...inValues];
}

/** Every word in a template that means the value, and in values that are templates. */
export function usesOfValue(view: ChartView, value: ValueName): readonly ChartSite[] {
  const names = namesOfValue(view, value);
  return treesOf(view).flatMap(({ path, uri, tree }) => {
    const folder = folderOf(path);
    const here = names.filter((name) => name.folder === folder || isLibraryAt(view, folder));
    return marksOf(tree)
      .filter((mark) => mark.kind === 'value' && here.some((name) => isSamePath(name.path, mark.path)))
      .map(({ start, end }): ChartSite => ({ uri, path, span: { start, end } }));
  });
}

/** Templates of a library see the values of whichever chart includes them. */
export function isLibraryAt(view: ChartView, folder: string): boolean {
  return folder !== '' && chartsAt(view, folder).some(({ chart }) => chart.isLibrary);
}

/** The value that a key of a values file writes. */
export function valueAtKey(
  view: ChartView,
  path: string,
  offset: number,
): { readonly value: ValueName; readonly span: Span } | undefined {
  const text = view.texts.get(path);
  if (!text) return undefined;
  const { root, base, text: words } = valuesTreeOf(text);
  let node = resolved(root);
  const found: string[] = [];
  for (;;) {
    if (node?.type === 'sequence') {
      node = resolved(node.items.find(({ start, end }) => start + base <= offset && offset <= end + base)?.value);
      found.push('*');
      continue;
    }
    if (node?.type !== 'mapping') return undefined;
    const pair: Pair | undefined = node.pairs.find(({ start, end }) => start + base <= offset && offset <= end + base);
    if (!pair) return undefined;
    found.push(keyOf(pair));
    const { start, end } = innerSpan(pair.key, words);
    if (offset <= end + base)
      return { value: { folder: folderOf(path), path: found }, span: { start: start + base, end: end + base } };
    node = resolved(pair.value);
  }
}

/** Where named templates of this name are defined, or used. */
export function templatesNamed(view: ChartView, name: string, kind: 'define' | 'include'): readonly ChartSite[] {
  return treesOf(view).flatMap(({ path, uri, tree }) =>
    marksOf(tree)
      .filter((mark): mark is Mark & { kind: 'define' | 'include' } => mark.kind === kind)
      .filter((mark) => mark.name === name)
      .map(({ start, end }): ChartSite => ({ uri, path, span: { start, end } })),
  );
}
