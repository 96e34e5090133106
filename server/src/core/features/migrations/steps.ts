// The steps of which migrations are made: set, remove, rename, put pairs under new keys, move a pair elsewhere. Lines that
// stay in use are moved as they are, with their comments; what is written anew has the file's style.
import type { Span, TextEdit } from '../../finding.ts';
import { type Editable, removeAt, renameKeyAt, setAt } from '../../yaml/edits.ts';
import type { MappingNode, Pair, Path } from '../../yaml/nodes.ts';
import { keyOf, nodeAt, pairOf, placeAt, resolved } from '../../yaml/path.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { columnOf, styleOf } from '../../yaml/style.ts';
import { writeFlow, writePair } from '../../yaml/write.ts';
import { blockText, indented } from '../refactorings/blockText.ts';
import type { Step } from '../refactorings/steps.ts';

export function set(path: Path, value: PlainValue): Step {
  return (document) => setAt(document, path, value);
}

/** Only where nothing, or null, stands at the path. */
export function setIfMissing(path: Path, value: PlainValue): Step {
  return (document) => {
    const node = resolved(nodeAt(document.root, path));
    return !node || (node.type === 'scalar' && node.value === null) ? setAt(document, path, value) : [];
  };
}

export function remove(path: Path): Step {
  return (document) => removeAt(document, path);
}

export function rename(path: Path, name: string): Step {
  return (document) => renameKeyAt(document, path, name);
}

/** A new first pair of the mapping at a path, or the mapping with it. */
export function insertFirst(path: Path, key: string, value: PlainValue): Step {
  return (document) => {
    const mapping = resolved(nodeAt(document.root, path));
    const first = mapping?.type === 'mapping' ? mapping.pairs[0] : undefined;
    return insertBefore(path, first ? keyOf(first) : '', key, value)(document);
  };
}

/** A new pair before the pair `before` of the mapping at a path; at its end where there is none such. */
export function insertBefore(path: Path, before: string, key: string, value: PlainValue): Step {
  return (document) => {
    const { text, root } = document;
    const mapping = resolved(nodeAt(root, path));
    const pair = mapping?.type === 'mapping' && !mapping.flow ? pairOf(mapping, before) : undefined;
    if (!mapping || !pair) return setAt(document, [...path, key], value);
    const column = columnOf(text, pair.start);
    const style = styleOf(text, root);
    const lines = indented(writePair(key, value, style), column);
    const newText = `${lines.join(style.eol)}${style.eol}`;
    const isFirst = mapping.type === 'mapping' && mapping.pairs[0] === pair;
    if (isFirst) return [insertion(pair.start, newText.slice(column) + ' '.repeat(column))];
    return [insertion(aboveComments(text, pair.start - column), newText)];
  };
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

/** Comments above a pair are about it: the start of the first of them. */
function aboveComments(text: string, lineStart: number): number {
  const above = text.lastIndexOf('\n', lineStart - 2) + 1;
  const isComment = lineStart > 0 && /^\s*#/.test(text.slice(above, lineStart));
  return isComment ? aboveComments(text, above) : lineStart;
}

/** For keys of a mapping, where their values go in it: `serviceName` to `service.name`. */
export type Layout = Readonly<Record<string, readonly string[]>>;

/** Puts pairs of the mapping at a path under new keys, where the first of them stands. */
export function nest(path: Path, layout: Layout): Step {
  return (document) => {
    const mapping = resolved(nodeAt(document.root, path));
    if (mapping?.type !== 'mapping') return [];
    const pairs = mapping.pairs.filter((pair) => Object.hasOwn(layout, keyOf(pair)));
    const [first, ...others] = pairs;
    if (!first) return [];
    if (mapping.flow) return [flowText(document, mapping, layout)];
    const { text, root } = document;
    const style = styleOf(text, root);
    const blocks = pairs.map((pair) => ({ path: layout[keyOf(pair)] ?? [], lines: blockText(text, pair), pair }));
    const [line = '', ...below] = nestedLines(blocks, style.indent);
    const newText = [line, ...indented(below, columnOf(text, first.start))].join(style.eol);
    return [
      { span: { start: first.start, end: lineEnd(text, first.end) }, newText },
      ...others.map((pair) => ({ span: ownLines(text, pair), newText: '' })),
    ];
  };
}

interface Block {
  readonly path: readonly string[];
  readonly lines: readonly string[];
  readonly pair: Pair;
}

function nestedLines(blocks: readonly Block[], indent: number): readonly string[] {
  const heads = [...new Set(blocks.map(({ path }) => path[0] ?? ''))];
  return heads.flatMap((head) => {
    const own = blocks.filter(({ path }) => path[0] === head);
    const [only] = own;
    if (only && only.path.length === 1) return renamedLines(only, head);
    const inner = own.map((block) => ({ ...block, path: block.path.slice(1) }));
    return [`${head}:`, ...indented(nestedLines(inner, indent), indent)];
  });
}

function renamedLines({ lines: [first = '', ...rest], pair: { key } }: Block, name: string): readonly string[] {
  return [name + first.slice(key.end - key.start), ...rest];
}

function flowText({ text, root }: Editable, mapping: MappingNode, layout: Layout): TextEdit {
  const values = toPlain(mapping).value;
  const nested: PlainObject = {};
  for (const [key, value] of Object.entries(isPlainObject(values) ? values : {}))
    place(nested, layout[key] ?? [key], value);
  const newText = writeFlow(nested, styleOf(text, root));
  return { span: { start: mapping.start, end: mapping.end }, newText };
}

function place(into: PlainObject, [head = '', ...rest]: readonly string[], value: PlainValue): void {
  if (rest.length === 0) {
    into[head] = value;
    return;
  }
  const inner = into[head];
  const holder = isPlainObject(inner) ? inner : {};
  into[head] = holder;
  place(holder, rest, value);
}

/** Moves a pair with its lines, and the comments above it, to the end of a mapping elsewhere, under a name of its own. */
export function move(from: Path, to: Path): Step {
  return (document) => {
    const { text, root } = document;
    const pair = placeAt(root, from)?.pair;
    const holder = resolved(nodeAt(root, from.slice(0, -1)));
    const target = resolved(nodeAt(root, to.slice(0, -1)));
    if (!pair || holder?.type !== 'mapping') return [];
    if (target?.type !== 'mapping' || target.flow || holder.flow)
      return [...removeAt(document, from), ...setAt(document, to, toPlain(pair.value).value)];
    const style = styleOf(text, root);
    const lines = [
      ...commentsAbove(text, pair),
      ...renamedLines({ path: [], lines: blockText(text, pair), pair }, String(to.at(-1))),
    ];
    const newText = indented(lines, columnOf(text, target.start)).map((line) => style.eol + line);
    const removed =
      holder.pairs.length > 1 ? [{ span: wholeLines(text, pair), newText: '' }] : removeAt(document, from);
    return [insertion(lineEnd(text, target.end), newText.join('')), ...removed];
  };
}

function commentsAbove(text: string, { start }: Pair): readonly string[] {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const above = text.slice(aboveComments(text, line), line);
  return above === ''
    ? []
    : above
        .trimEnd()
        .split(/\r?\n/)
        .map((comment) => comment.trim());
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** The lines of a pair that does not stand behind a dash. */
function ownLines(text: string, { start, end }: Pair): Span {
  const newline = text.indexOf('\n', end);
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: newline < 0 ? text.length : newline + 1 };
}

/** The lines of a pair and of the comments above it; behind a dash, from the pair on. */
function wholeLines(text: string, pair: Pair): Span {
  const { start, end } = ownLines(text, pair);
  const isBehindDash = text.slice(start, pair.start).trim() !== '';
  return { start: isBehindDash ? pair.start : aboveComments(text, start), end };
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: PlainValue | undefined, path: Path): PlainValue | undefined {
  return path.reduce<PlainValue | undefined>((inner, segment) => {
    if (Array.isArray(inner)) return inner[Number(segment)];
    return isPlainObject(inner) ? inner[String(segment)] : undefined;
  }, value);
}

/** The objects of the list at a path, each with its own path. */
export function itemsAt(
  value: PlainValue | undefined,
  path: Path,
): readonly { readonly item: PlainObject; readonly path: Path }[] {
  const list = valueAt(value, path);
  return Array.isArray(list)
    ? list.flatMap((item, index) => (isPlainObject(item) ? [{ item, path: [...path, index] }] : []))
    : [];
}
