// What may stand at a place of a template: keys of values, fields of Helm's objects, named templates, functions,
// keywords, variables. The text is repaired first, as in manifests: a word is put at the cursor and looked for after
// reading. Nothing is offered outside braces.
import type { Span } from '../../finding.ts';
import { type Text, text, verbatim } from '../../text.ts';
import { type GoValue, isList, isMap } from '../engine/value.ts';
import { isFunction, templateFunctions } from '../functions/catalogue.ts';
import { functionWords } from '../functions/words.data.ts';
import { parseTemplate } from '../template/parse.ts';
import type { ChartView } from './chartView.ts';
import { chartsAt, folderOf, valuesIn } from './chartView.ts';
import { commentOfDefinition, commentOfValue } from './comments.ts';
import { marksOf, rootObjects } from './marks.ts';
import { keywordWords, objectWords } from './objects.data.ts';
import { definitionsOfValue, isLibraryAt, type ValueName } from './places.ts';
import { firstInAction, firstInArguments, firstInPipeline } from './ranks.data.ts';
import { shownValue } from './shownValue.ts';

export interface TemplateItem {
  readonly label: string;
  readonly kind: 'value' | 'object' | 'template' | 'function' | 'keyword' | 'variable';
  /** What it overwrites, and with what. */
  readonly span: Span;
  readonly newText: string;
  readonly detail: string;
  readonly documentation?: Text;
}

/** Letters that nobody writes. */
const marker = 'kpodℵcursor';

/** Best first. `apiVersions`: what the cluster serves. */
export function completeTemplate(
  view: ChartView,
  path: string,
  source: string,
  offset: number,
  apiVersions: readonly string[] = [],
): readonly TemplateItem[] {
  const before = source.slice(source.lastIndexOf('{{', offset - 1), offset);
  const named = namedInString(view, folderOf(path), before, apiVersions);
  if (named) return stringItems(named, nameAround(source, offset));
  const repaired = repair(source, offset);
  if (repaired === undefined) return [];
  const tree = parseTemplate(repaired);
  const mark = marksOf(tree).findLast(({ start, end }) => start <= offset && offset < end);
  const span = wordAround(source, offset);
  const folder = folderOf(path);
  switch (mark?.kind) {
    case 'value':
      return mark.path.length === 0
        ? objectItems([], span)
        : valueItems(view, folder, mark.path.slice(0, -1), span, source.slice(0, span.start));
    case 'object':
      return objectItems(mark.path.slice(0, -1), span);
    case 'include':
      return templateItems(view, nameAround(source, offset));
    case 'variable':
      return variableItems(tree, offset, span);
    case 'function':
      return functionItems(span, before);
    default:
      // What a named template is called with nobody knows; mostly it is the top.
      return /(?:^|[\s({|])\$?\.\w*$/.test(before) ? objectItems([], span) : [];
  }
}

/** What functions of Helm's objects take by name: files of the chart, versions that the cluster serves. */
function namedInString(
  view: ChartView,
  folder: string,
  before: string,
  apiVersions: readonly string[],
): readonly string[] | undefined {
  if (before.includes('}}')) return undefined;
  if (/APIVersions\.Has\s+"[^"]*$/.test(before)) return apiVersions;
  if (!/\.Files\.\w+\s+"[^"]*$/.test(before)) return undefined;
  return chartsAt(view, folder).flatMap(({ chart }) => [...chart.files.keys()]);
}

const stringItems = (names: readonly string[], span: Span): readonly TemplateItem[] =>
  names.map((name) => ({ label: name, kind: 'value', span, newText: name, detail: '' }));

/** With the marker at the cursor, and the action closed if it is not; undefined outside actions. */
function repair(source: string, offset: number): string | undefined {
  const open = source.lastIndexOf('{{', offset - 1);
  if (open < 0 || open + 2 > offset) return undefined;
  const inside = source.slice(open, offset);
  if (inside.includes('}}') || inside.includes('/*')) return undefined;
  const close = source.indexOf('}}', offset);
  const next = source.indexOf('{{', offset);
  const isClosed = close >= 0 && (next < 0 || close < next);
  const lineEnd = source.indexOf('\n', offset) < 0 ? source.length : source.indexOf('\n', offset);
  const rest = source.slice(offset, isClosed ? close : lineEnd);
  const isQuoted = (inside.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
  const word = /^[\w]*/.exec(rest)?.[0] ?? '';
  const tail = source.slice(offset + word.length);
  if (isClosed) return source.slice(0, offset) + marker + (isQuoted && !rest.includes('"') ? '"' : '') + tail;
  return `${source.slice(0, offset)}${marker}${isQuoted ? '"' : ''} }}${source.slice(lineEnd)}`;
}

/** The word that is being typed, behind its dot or dollar. */
function wordAround(source: string, offset: number): Span {
  let start = offset;
  while (start > 0 && /[\w]/.test(source[start - 1] ?? '')) start--;
  if (source[start - 1] === '$') start--;
  let end = offset;
  while (end < source.length && /[\w]/.test(source[end] ?? '')) end++;
  return { start, end };
}

/** The name between the quotes. */
function nameAround(source: string, offset: number): Span {
  const start = source.lastIndexOf('"', offset - 1) + 1;
  const length = source.slice(offset).search(/["\n}]/);
  return { start, end: length < 0 ? offset : offset + length };
}

/** Keys that Go cannot read as fields are offered as `index`. */
function valueItems(
  view: ChartView,
  folder: string,
  path: readonly string[],
  span: Span,
  before: string,
): readonly TemplateItem[] {
  const tables = isLibraryAt(view, folder) ? [view.values] : [valuesIn(view, folder)];
  const table = path.reduce<readonly GoValue[]>(stepInto, tables);
  const entries = new Map(table.flatMap((one) => (isMap(one) ? [...one] : [])));
  const chain = /[\w$.]*\.$/.exec(before)?.[0] ?? '';
  return [...entries].map(([key, value]) => {
    const isField = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key);
    const detail = shownValue(value, 60);
    const documented = documentationOf(view, { folder, path: [...path, key] });
    if (isField) return { label: key, kind: 'value', span, newText: key, detail, ...documented };
    const start = span.start - chain.length;
    return {
      label: key,
      kind: 'value',
      span: { start, end: span.end },
      newText: `(index ${chain.slice(0, -1) || '.'} ${JSON.stringify(key)})`,
      detail,
      ...documented,
    };
  });
}

/** Comments are what their authors wrote, in their language. */
function documentationOf(view: ChartView, value: ValueName): Pick<TemplateItem, 'documentation'> {
  const [site] = definitionsOfValue(view, value);
  const words = site ? commentOfValue(view, site, value.path) : '';
  return words === '' ? {} : { documentation: verbatim(words) };
}

function stepInto(tables: readonly GoValue[], key: string): readonly GoValue[] {
  return tables.flatMap((table) => {
    if (key === '*') return isMap(table) ? [...table.values()] : isList(table) ? table : [];
    return isMap(table) && table.has(key) ? [table.get(key)] : [];
  });
}

function objectItems(path: readonly string[], span: Span): readonly TemplateItem[] {
  const prefix = path.map((part) => `${part}.`).join('');
  return [...objectWords]
    .filter(([name]) => name.startsWith(prefix) && !name.slice(prefix.length).includes('.'))
    .filter(([name]) => path.length > 0 || rootObjects.includes(name))
    .map(([name, documentation]) => ({
      label: name.slice(prefix.length),
      kind: 'object',
      span,
      newText: name.slice(prefix.length),
      detail: '',
      documentation,
    }));
}

function templateItems(view: ChartView, span: Span): readonly TemplateItem[] {
  const names = new Map<string, Span & { readonly path: string }>();
  for (const { path, tree } of view.templates) {
    for (const mark of marksOf(tree))
      if (mark.kind === 'define' && !names.has(mark.name))
        names.set(mark.name, { path, start: mark.start, end: mark.end });
  }
  return [...names].map(([name, { path, start, end }]) => {
    const words = commentOfDefinition(view, { path, span: { start, end } });
    const documentation = words === '' ? {} : { documentation: verbatim(words) };
    return { label: name, kind: 'template', span, newText: name, detail: path, ...documentation };
  });
}

function variableItems(tree: ReturnType<typeof parseTemplate>, offset: number, span: Span): readonly TemplateItem[] {
  const names = new Set(['$']);
  for (const mark of marksOf(tree)) {
    if (mark.kind === 'variable' && mark.declares && mark.end < offset && !mark.name.includes(marker))
      names.add(mark.name);
  }
  return [...names].map((name) => ({
    label: name,
    kind: 'variable',
    span,
    newText: name,
    detail: '',
    ...(name === '$' && {
      documentation: text('what the template is called with: the top', '模板被调用时的数据：顶层对象'),
    }),
  }));
}

/** At the beginning of an action Helm's objects are offered with their dot. */
function functionItems(span: Span, before: string): readonly TemplateItem[] {
  const isFirst = /^\{\{-?\s*\w*$/.test(before);
  const first = isFirst ? firstInAction : /\|\s*\w*$/.test(before) ? firstInPipeline : firstInArguments;
  const words = wordItems(span);
  const popular = first.flatMap((name) => words.find(({ label }) => label === name) ?? []);
  const isPiped = first === firstInPipeline;
  const objects = isPiped ? [] : objectItems([], span).filter(({ label }) => label !== 'Subcharts');
  return [
    ...objects.map((item) => ({ ...item, label: `.${item.label}`, newText: `.${item.newText}` })),
    ...popular,
    ...words.filter((item) => !popular.includes(item)),
  ];
}

function wordItems(span: Span): readonly TemplateItem[] {
  const functions = [...templateFunctions.keys(), 'and', 'or'].filter(
    (name) => isFunction(name) && functionWords.has(name),
  );
  const items: TemplateItem[] = functions.map((name) => {
    const words = functionWords.get(name);
    return {
      label: name,
      kind: 'function',
      span,
      newText: name,
      detail: words?.signature ?? '',
      ...(words && { documentation: words.says }),
    };
  });
  const keywords = [...keywordWords].map(
    ([name, documentation]): TemplateItem => ({
      label: name,
      kind: 'keyword',
      span,
      newText: name,
      detail: '',
      documentation,
    }),
  );
  return [...items, ...keywords];
}
