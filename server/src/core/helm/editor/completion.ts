// What may stand at a place of a template: keys of values, fields of Helm's objects, named templates, functions,
// keywords, variables. The text is repaired first, as in manifests: a word is put at the cursor and looked for after
// reading. Nothing is offered outside braces.
import type { Span } from '../../finding.ts';
import { type Text, text } from '../../text.ts';
import { type GoValue, isList, isMap } from '../engine/value.ts';
import { isFunction, templateFunctions } from '../functions/catalogue.ts';
import { functionWords } from '../functions/words.data.ts';
import { parseTemplate } from '../template/parse.ts';
import type { ChartView } from './chartView.ts';
import { folderOf, valuesIn } from './chartView.ts';
import { marksOf, rootObjects } from './marks.ts';
import { keywordWords, objectWords } from './objects.data.ts';
import { isLibraryAt } from './places.ts';
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

export function completeTemplate(
  view: ChartView,
  path: string,
  source: string,
  offset: number,
): readonly TemplateItem[] {
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
      return functionItems(span);
    default:
      return [];
  }
}

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
    if (isField) return { label: key, kind: 'value', span, newText: key, detail };
    const start = span.start - chain.length;
    return {
      label: key,
      kind: 'value',
      span: { start, end: span.end },
      newText: `(index ${chain.slice(0, -1) || '.'} ${JSON.stringify(key)})`,
      detail,
    };
  });
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
  const names = new Map<string, string>();
  for (const { path, tree } of view.templates) {
    for (const mark of marksOf(tree)) if (mark.kind === 'define' && !names.has(mark.name)) names.set(mark.name, path);
  }
  return [...names].map(([name, path]) => ({ label: name, kind: 'template', span, newText: name, detail: path }));
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

function functionItems(span: Span): readonly TemplateItem[] {
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
