// What can be said of a chart without rendering it: actions that cannot be read, functions and templates that nobody
// defines, values that are set and never used or used and never set, charts that it needs and has not got.
import type { Finding, Span } from '../../finding.ts';
import { type Text, text, verbatim } from '../../text.ts';
import type { ChartText } from '../../workspace/chartSource.ts';
import { innerSpan } from '../../workspace/pattern.ts';
import type { Node } from '../../yaml/nodes.ts';
import { keyOf, resolved } from '../../yaml/path.ts';
import { type Chart, listOf, word } from '../chart/chart.ts';
import { type GoValue, isMap } from '../engine/value.ts';
import { isFunction } from '../functions/catalogue.ts';
import {
  type ChartView,
  chartsAt,
  folderOf,
  isValuesFile,
  type TemplateFile,
  treeInValues,
  valuesIn,
  valuesTreeOf,
} from './chartView.ts';
import { dependencyFindings, lacksCharts } from './dependencyFindings.ts';
import { type Mark, marksOf } from './marks.ts';
import { isLibraryAt } from './places.ts';

/** Spans are of the file. */
export interface ChartFinding {
  readonly path: string;
  readonly finding: Finding;
}

export function staticFindings(view: ChartView): readonly ChartFinding[] {
  const isIncomplete = lacksCharts(view);
  const defined = new Set(
    view.templates.flatMap(({ tree }) => marksOf(tree).flatMap((mark) => (mark.kind === 'define' ? [mark.name] : []))),
  );
  return [
    ...dependencyFindings(view),
    ...view.templates.flatMap((file) => [
      ...brokenActions(file),
      ...unknownNames(file, isIncomplete ? undefined : defined),
      ...unsetValues(view, file),
    ]),
    ...unusedValues(view, isIncomplete),
  ];
}

const at = (
  path: string,
  code: string,
  severity: Finding['severity'],
  { start, end }: Span,
  message: Text,
  tags?: Finding['tags'],
): ChartFinding => ({
  path,
  finding: { code, severity, span: { start, end }, message, ...(tags ? { tags } : {}) },
});

function brokenActions({ path, tree }: TemplateFile): readonly ChartFinding[] {
  return tree.problems.map(({ span, message }) => at(path, 'helm-template', 'error', span, verbatim(message)));
}

function unknownNames({ path, tree }: TemplateFile, defined: ReadonlySet<string> | undefined): readonly ChartFinding[] {
  return marksOf(tree).flatMap((mark) => {
    if (mark.kind === 'function' && !isFunction(mark.name)) {
      return [at(path, 'helm-template', 'error', mark, verbatim(`function "${mark.name}" not defined`))];
    }
    if (mark.kind !== 'include' || !defined || defined.has(mark.name) || mark.name.includes('.yaml')) return [];
    const message = text(
      `no template of the chart is called "${mark.name}", so the rendering fails where it comes here; define it or correct the name`,
      `chart 中没有名为 "${mark.name}" 的模板，渲染到此处会失败；请定义它或改正名称`,
    );
    return [at(path, 'helm-undefined-template', 'warning', mark, message)];
  });
}

/** A value that is nothing unless an installation sets it, where nothing in the template expects that. */
function unsetValues(view: ChartView, { path, tree }: TemplateFile): readonly ChartFinding[] {
  const folder = folderOf(path);
  if (!view.chart || view.chart.isLibrary || isLibraryAt(view, folder) || chartsAt(view, folder).length === 0)
    return [];
  if (makesValues(view)) return [];
  const values = valuesIn(view, folder);
  const off = folder === '' ? chartsOff(view.chart) : new Set<string>();
  const unset = marksOf(tree).filter(
    (mark): mark is Mark & { kind: 'value' } =>
      mark.kind === 'value' &&
      mark.path.length > 0 &&
      !mark.path.includes('*') &&
      !off.has(mark.path[0] ?? '') &&
      !isSet(values, mark.path),
  );
  // What a condition asks about, here or around it, is thought of as missing.
  const expected = new Set(unset.filter((mark) => isExpectedEmpty(tree.text, mark)).map((mark) => mark.path.join('.')));
  return unset.flatMap((mark) => {
    if (!mark.isWhole || mark.path.some((_, index) => expected.has(mark.path.slice(0, index + 1).join('.')))) return [];
    const name = `.Values.${mark.path.join('.')}`;
    const message = text(
      `"${name}" is set nowhere in the chart, so it is empty unless the installation sets it; add it to values.yaml or give it a default`,
      `chart 中没有设置 "${name}"，除非安装时设置，否则为空；请加入 values.yaml 或给出默认值`,
    );
    return [at(path, 'helm-unset-value', 'hint', mark, message)];
  });
}

/** Templates that put other values in the place of the chart's: then nobody knows before the rendering which there are. */
function makesValues({ templates }: ChartView): boolean {
  return templates.some(({ tree }) =>
    /\bset\s+(?:\$|\.)\s+"Values"|\b(?:set|merge\w*|mustMerge\w*)\s+\(?\$?\.Values\s/.test(tree.text),
  );
}

/** Charts below that are switched off bring no values, and are not there either where theirs are used. */
function chartsOff({ metadata, charts }: Chart): ReadonlySet<string> {
  const on = new Set(charts.map(({ name }) => name));
  const names = listOf(metadata.get('dependencies')).flatMap((one) =>
    isMap(one) ? [word(one, 'alias') || word(one, 'name')] : [],
  );
  return new Set(names.filter((name) => !on.has(name)));
}

/** Below something that is no map, or an empty one, anything may come. */
function isSet(values: GoValue, path: readonly string[]): boolean {
  let table = values;
  for (const [depth, key] of path.entries()) {
    if (!isMap(table) || (depth > 0 && table.size === 0)) return true;
    if (!table.has(key)) return false;
    table = table.get(key);
  }
  return true;
}

/** Conditions, defaults and questions are made for what is not set; what is handed on others look at. */
function isExpectedEmpty(source: string, { start, end }: Span): boolean {
  const open = source.lastIndexOf('{{', start);
  const close = source.indexOf('}}', end);
  const action = source.slice(open, close < 0 ? source.length : close);
  return (
    /^\{\{-?\s*(?:if|with|range|else)\b/.test(action) ||
    /\b(?:default|coalesce|required|empty|hasKey|dig|ternary|and|or|not|eq|ne|dict|list|concat|merge\w*|kindIs|typeIs)\b/.test(
      action,
    )
  );
}

/** Keys of the root chart's values files that no template can see. Where anything whole is used, all below it is. */
function unusedValues(view: ChartView, isIncomplete: boolean): readonly ChartFinding[] {
  if (!view.chart || view.chart.isLibrary || view.templates.length === 0 || isIncomplete) return [];
  // A template that cannot be read may use anything.
  if (view.templates.some(({ tree }) => tree.problems.length > 0) || makesValues(view)) return [];
  const used = usedPaths(view);
  if (used.whole.some((path) => path.length === 0)) return [];
  const reserved = reservedNames(view.chart);
  return [...view.texts]
    .filter(([path]) => folderOf(path) === '' && isValuesFile(view, path))
    .flatMap(([path, given]) => unusedIn(path, given, used, reserved));
}

function unusedIn(
  file: string,
  given: ChartText,
  used: UsedPaths,
  reserved: ReadonlySet<string>,
): readonly ChartFinding[] {
  const { root, base, text: words } = valuesTreeOf(given);
  const found: ChartFinding[] = [];
  const walk = (node: Node | undefined, path: readonly string[]): void => {
    const mapping = resolved(node);
    if (mapping?.type !== 'mapping') return;
    for (const pair of mapping.pairs) {
      const inner = [...path, keyOf(pair)];
      if (path.length === 0 && reserved.has(inner[0] ?? '')) continue;
      if (used.whole.some((whole) => isPrefix(whole, inner))) continue;
      if (used.named.some((named) => isPrefix(inner, named))) walk(pair.value, inner);
      else {
        const { start, end } = innerSpan(pair.key, words);
        found.push(
          at(file, 'helm-unused-value', 'hint', { start: start + base, end: end + base }, unused(inner), [
            'unnecessary',
          ]),
        );
      }
    }
  };
  walk(root, []);
  return found;
}

/** Keys that Helm itself reads, or hands to the charts below, switched off or not. */
function reservedNames({ metadata, charts }: Chart): ReadonlySet<string> {
  const names = new Set(['global', 'tags', ...charts.map(({ name }) => name)]);
  for (const one of listOf(metadata.get('dependencies'))) {
    if (!isMap(one)) continue;
    names.add(word(one, 'name')).add(word(one, 'alias'));
    for (const condition of word(one, 'condition').split(',')) names.add(condition.split('.')[0] ?? '');
  }
  return names;
}

const unused = (path: readonly string[]): Text =>
  text(
    `no template uses ".Values.${path.join('.')}", so setting it changes nothing; remove it or correct its name`,
    `没有模板使用 ".Values.${path.join('.')}"，设置它不会有任何作用；请删除或改正名称`,
  );

interface UsedPaths {
  /** Used with all that is below them. */
  readonly whole: readonly (readonly string[])[];
  readonly named: readonly (readonly string[])[];
}

/** Of all charts together: a template that is included from elsewhere sees other values than its own chart's. */
function usedPaths(view: ChartView): UsedPaths {
  // Values may be templates themselves, for `tpl`.
  const inValues = [...view.texts].filter(
    ([path, { text: words }]) => path.endsWith('values.yaml') && words.includes('{{'),
  );
  const trees = [...view.templates.map(({ tree }) => tree), ...inValues.map(([, words]) => treeInValues(words))];
  const marks = trees.flatMap((tree) => marksOf(tree));
  const isUse = (mark: Mark): mark is Mark & { kind: 'value' | 'whole' } =>
    mark.kind === 'value' || mark.kind === 'whole';
  const uses = marks.filter(isUse);
  return {
    whole: uses.filter((mark) => mark.kind === 'whole' || mark.isWhole).map(({ path }) => path),
    named: uses.map(({ path }) => path),
  };
}

/** `*` stands for any key. */
function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return (
    prefix.length <= path.length &&
    prefix.every((part, index) => part === path[index] || part === '*' || path[index] === '*')
  );
}
