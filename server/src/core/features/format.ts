// Formatting that keeps what people wrote: the file's own indent step and way of writing lists everywhere, no blanks at
// line ends, one line break at the end. Comments, order, quotes and values stay; a document whose value would change, or
// that is no sound YAML, is left alone.
import type { TextEdit } from '../finding.ts';
import { kindOf, linesOf, type ManifestDocument, treeOf } from '../workspace/document.ts';
import { lastAtMost } from '../workspace/lines.ts';
import { defaultSettings, type FormatOptions } from '../workspace/settings.ts';
import type { Node } from '../yaml/nodes.ts';
import { parseDocument } from '../yaml/parse.ts';
import { toPlain } from '../yaml/plain.ts';
import { type Style, styleOf } from '../yaml/style.ts';
import { applyEdits } from './fixes.ts';
import { differenceOf } from './refactorings/steps.ts';
import { withTopKeysSorted } from './topKeys.ts';

const keepOptions: FormatOptions = defaultSettings.format;

/** @param isLast the document ends the file */
export function formatEdits(
  document: ManifestDocument,
  isLast: boolean,
  options: FormatOptions = keepOptions,
): readonly TextEdit[] {
  const edits = layoutEdits(document, isLast, options);
  if (!options.sortsTopKeys || !isFormatted(document)) return edits;
  const text = applyEdits(document.text, edits);
  const sorted = withTopKeysSorted(text);
  return sorted === text ? edits : differenceOf(document.text, sorted);
}

/** The same for some lines, from number `first` to `last`; none where the rest would have to follow. */
export function formatLines(
  document: ManifestDocument,
  lines: { readonly first: number; readonly last: number },
  options: FormatOptions = keepOptions,
): readonly TextEdit[] {
  const { root } = treeOf(document);
  if (!root) return [];
  const starts = linesOf(document);
  const edits = layoutEdits(document, false, options).filter(({ span }) => {
    const number = lastAtMost(starts, span.start);
    return lines.first <= number && number <= lines.last;
  });
  return edits.length > 0 && keepsValue(document, root, edits) ? edits : [];
}

function isFormatted(document: ManifestDocument): boolean {
  const { root, problems } = treeOf(document);
  return !!root && problems.length === 0 && kindOf(document) !== 'template' && !document.text.includes('\t');
}

function layoutEdits(document: ManifestDocument, isLast: boolean, { lists }: FormatOptions): readonly TextEdit[] {
  const { root } = treeOf(document);
  if (!root || !isFormatted(document)) return [];
  const own = styleOf(document.text, root);
  const style = lists === 'keep' ? own : { ...own, indentlessLists: lists === 'indentless' };
  const layout = layoutOf(document, root, style);
  const edits = [...layout.flatMap((line, number) => lineEdits(document, line, number)), ...endEdits(document, isLast)];
  return edits.length > 0 && keepsValue(document, root, edits) ? edits : [];
}

interface Line {
  /** Of its first letter that is no blank. */
  column: number;
  /** The column it should have; undefined where nothing says so. */
  wanted: number | undefined;
  /** It lies inside a scalar or a flow collection of several lines: moved as one, its end left alone. */
  inside: boolean;
}

function layoutOf(document: ManifestDocument, root: Node, style: Style): readonly Line[] {
  const { text } = document;
  const starts = linesOf(document);
  const lines: Line[] = starts.map((start, number) => {
    const [blanks = ''] = /^ */.exec(text.slice(start, starts[number + 1] ?? text.length)) ?? [];
    return { column: blanks.length, wanted: undefined, inside: false };
  });
  const placing: Placing = { text, starts, lines, style };
  placeNode(placing, root, 0);
  placeRest(placing);
  return lines;
}

interface Placing {
  readonly text: string;
  readonly starts: readonly number[];
  readonly lines: Line[];
  readonly style: Style;
}

/** Notes in the lines where the pairs and items of a block go: to `column`, what they hold further in. */
function placeNode(placing: Placing, node: Node, column: number): void {
  if (node.type === 'mapping' && !node.flow) {
    for (const pair of node.pairs) {
      const moved = placeStart(placing, pair.start, column);
      if (pair.value) placeValue(placing, pair.value, pair.start, column, moved);
    }
  } else if (node.type === 'sequence' && !node.flow) {
    for (const item of node.items) {
      const moved = placeStart(placing, item.start, column);
      if (!item.value) continue;
      const isBeside = lineOf(placing, item.value.start) === lineOf(placing, item.start);
      const inner = isBeside ? column + item.value.start - item.start : column + placing.style.indent;
      if (isBlock(item.value)) placeNode(placing, item.value, inner);
      else moveInside(placing, item.value, item.start, moved);
    }
  }
}

function placeValue(placing: Placing, value: Node, holder: number, column: number, moved: number): void {
  if (!isBlock(value)) {
    moveInside(placing, value, holder, moved);
    return;
  }
  const isIndentless = value.type === 'sequence' && placing.style.indentlessLists;
  placeNode(placing, value, isIndentless ? column : column + placing.style.indent);
}

function isBlock(node: Node): boolean {
  return (node.type === 'mapping' || node.type === 'sequence') && !node.flow;
}

function lineOf({ starts }: Placing, offset: number): number {
  return lastAtMost(starts, offset);
}

/** Notes the column of a line that begins with this pair or item; gives by how much the line moves. */
function placeStart(placing: Placing, offset: number, column: number): number {
  const number = lineOf(placing, offset);
  const line = placing.lines[number];
  if (!line || offset !== (placing.starts[number] ?? 0) + line.column)
    return line?.wanted === undefined ? 0 : line.wanted - line.column;
  line.wanted = column;
  return column - line.column;
}

/** The further lines of a scalar or flow collection move with the line that holds it. */
function moveInside(placing: Placing, node: Node, holder: number, moved: number): void {
  const first = lineOf(placing, holder);
  const last = lineOf(placing, Math.max(node.start, node.end - 1));
  for (let number = first + 1; number <= last; number++) {
    const line = placing.lines[number];
    if (!line) continue;
    line.inside = true;
    line.wanted = Math.max(0, line.column + moved);
  }
}

/** Comments go with the line below that stood in their column, else with the line above. */
function placeRest({ lines, text, starts }: Placing): void {
  const isComment = (number: number) => text[(starts[number] ?? 0) + (lines[number]?.column ?? 0)] === '#';
  for (let number = lines.length - 1; number >= 0; number--) {
    const line = lines[number];
    if (!line || line.wanted !== undefined || !isComment(number)) continue;
    const below = lines[number + 1];
    if (below?.wanted !== undefined && below.column === line.column) line.wanted = below.wanted;
  }
}

function lineEdits(document: ManifestDocument, line: Line, number: number): readonly TextEdit[] {
  const { text } = document;
  const starts = linesOf(document);
  const start = starts[number] ?? 0;
  const end = lineEnd(text, starts[number + 1] ?? text.length);
  const content = text.slice(start, end);
  if (content.trim() === '') return line.inside || content === '' ? [] : [{ span: { start, end }, newText: '' }];
  const edits: TextEdit[] = [];
  if (line.wanted !== undefined && line.wanted !== line.column) {
    edits.push({ span: { start, end: start + line.column }, newText: ' '.repeat(line.wanted) });
  }
  const trimmed = content.trimEnd().length;
  if (!line.inside && trimmed < content.length) edits.push({ span: { start: start + trimmed, end }, newText: '' });
  return edits;
}

function lineEnd(text: string, next: number): number {
  let end = next;
  if (text[end - 1] === '\n') end--;
  if (text[end - 1] === '\r') end--;
  return end;
}

function endEdits({ text }: ManifestDocument, isLast: boolean): readonly TextEdit[] {
  return isLast && text !== '' && !text.endsWith('\n')
    ? [{ span: { start: text.length, end: text.length }, newText: '\n' }]
    : [];
}

/** Formatting that changes a value is a fault, whatever the reason: then nothing is done. */
function keepsValue(document: ManifestDocument, root: Node, edits: readonly TextEdit[]): boolean {
  const after = parseDocument(applyEdits(document.text, edits));
  const written = (node: Node | undefined) =>
    JSON.stringify(toPlain(node).value, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return after.problems.length === 0 && written(after.root) === written(root);
}
