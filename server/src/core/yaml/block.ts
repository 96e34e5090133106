// A block of text (`apply: |`) as a text of its own, and the way back: where an offset of it, or a change to it, stands in
// the document around. It does not know what the text is.
import type { Span } from '../finding.ts';

export interface Block {
  /** Without the indentation. */
  readonly text: string;
  /** Of the block in the document, from the line below its `|`. */
  readonly span: Span;
  /** Columns before each of its lines. */
  readonly indent: number;
  /** Column of the key or dash that holds it: what stands there or further left is not in it. */
  readonly holder: number;
  readonly lines: readonly Line[];
}

interface Line {
  /** In the block's own text. */
  readonly start: number;
  /** In the document, before the indentation. */
  readonly begin: number;
  /** Of its first character behind the indentation, in the document. */
  readonly outside: number;
  /** Columns that a blank line lacks of the indentation. */
  readonly lacks: number;
}

/**
 * The block whose `|` or `>` stands on the line of `header`: all lines below that are indented deeper than what holds it,
 * and the blank ones between. `column`: the indentation that is meant while there is nothing in it yet.
 */
export function blockBelow(text: string, header: number, column?: number): Block {
  const holder = holderColumn(text, header);
  const begin = endOfLine(text, header);
  const inside: string[] = [];
  for (let at = begin; at < text.length; at = endOfLine(text, at)) {
    const line = text.slice(at, endOfLine(text, at));
    const indent = line.search(/\S/);
    if (indent >= 0 && indent <= holder) break;
    inside.push(line);
  }
  const filled = inside.map((line) => line.search(/\S/)).filter((indent) => indent >= 0);
  const indent = filled.length > 0 ? Math.min(...filled) : (column ?? holder + 2);
  return { ...assembled(inside, begin, indent), holder };
}

function assembled(inside: readonly string[], begin: number, indent: number): Omit<Block, 'holder'> {
  const lines: Line[] = [];
  let [start, outside, text] = [0, begin, ''];
  for (const line of inside) {
    const cut = Math.min(indent, /^ */.exec(line)?.[0].length ?? 0);
    lines.push({ start, begin: outside, outside: outside + cut, lacks: indent - cut });
    text += line.slice(cut);
    start += line.length - cut;
    outside += line.length;
  }
  return { text, span: { start: begin, end: outside }, indent, lines };
}

/** Of the key that the block belongs to, or of the dash where it is an item. */
function holderColumn(text: string, header: number): number {
  const start = text.lastIndexOf('\n', header - 1) + 1;
  const line = text.slice(start, endOfLine(text, start));
  const [, dashes = '', rest = ''] = /^((?: *- +)*)(.*)/s.exec(line) ?? [];
  return /^ *[|>]/.test(rest) ? Math.max(0, dashes.lastIndexOf('-')) : dashes.length + Math.max(0, rest.search(/\S/));
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/** Where an offset of the block stands in the document. */
export function outsideOf({ lines, span }: Block, offset: number): number {
  const line = lines.findLast(({ start }) => start <= offset);
  return line ? line.outside + offset - line.start : span.start;
}

/** An offset of the document in the block's own text; undefined where the block is not. */
export function insideOf({ lines, span, text, holder }: Block, offset: number): number | undefined {
  if (offset < span.start || offset > span.end) return undefined;
  const line = lines.findLast(({ begin }) => begin <= offset);
  if (!line) return 0;
  if (offset < line.outside || (line.lacks > 0 && offset - line.begin <= holder)) return undefined;
  return Math.min(text.length, line.start + offset - line.outside);
}

export function spanOutside(block: Block, { start, end }: Span): Span {
  return { start: outsideOf(block, start), end: outsideOf(block, end) };
}

/** A change to the block as one to the document: its new lines are indented as the block is. */
export function editOutside(
  block: Block,
  { span, newText }: { readonly span: Span; readonly newText: string },
): { readonly span: Span; readonly newText: string } {
  const { lacks = 0 } = block.lines.findLast(({ start }) => start <= span.start) ?? {};
  const lead = newText === '' ? '' : ' '.repeat(lacks);
  return {
    span: spanOutside(block, span),
    newText: lead + newText.replaceAll('\n', `\n${' '.repeat(block.indent)}`),
  };
}
