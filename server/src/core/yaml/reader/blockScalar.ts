// Literal `|` and folded `>` scalars: the header, the indentation they have, chomping and folding, as the scanner of
// go.yaml.in/yaml v2.4 (scannerc.go, yaml_parser_scan_block_scalar) does it. Made for bodies of megabytes.
import type { ScalarNode } from '../nodes.ts';
import { bar, carriageReturn, hash, isLineEnd, lineFeed, space, tab } from './chars.ts';
import { endOfLine, type Reader, report, skipBlanks } from './reader.ts';

interface Header {
  readonly chomp: 'strip' | 'clip' | 'keep';
  /** Explicit indentation, 1 to 9, or 0. */
  readonly digit: number;
}

/** Reads the block scalar whose `|` or `>` is at reader.at; `indent` is the column of the mapping or list around. */
export function readBlockScalar(reader: Reader, indent: number): ScalarNode {
  const { text } = reader;
  const start = reader.at;
  const style = text.charCodeAt(start) === bar ? 'literal' : 'folded';
  const header = readHeader(reader);
  const headerEnd = reader.at;
  skipHeaderLine(reader);
  const column = header.digit > 0 ? Math.max(indent, 0) + header.digit : detectColumn(text, reader.at, indent);
  const body = readLines(reader, column);
  const source = assemble(body, style === 'folded', header.chomp);
  const end = body.end > 0 ? body.end : headerEnd;
  return { type: 'scalar', style, value: source, source, start, end };
}

function readHeader(reader: Reader): Header {
  const match = /[|>]([+-]?)([1-9]?)([+-]?)/y;
  match.lastIndex = reader.at;
  const [all = '|', before = '', digit = '', after = ''] = match.exec(reader.text) ?? [];
  reader.at += all.length;
  const sign = before || after;
  return { chomp: sign === '+' ? 'keep' : sign === '-' ? 'strip' : 'clip', digit: Number(digit) };
}

/** Moves to the line below the header; what stands behind the header may only be a comment. */
function skipHeaderLine(reader: Reader): void {
  const { text } = reader;
  const blankEnds = skipBlanks(reader);
  const end = endOfLine(text, reader.at);
  if (!blankEnds) report(reader, 'bad-block-header', reader.at, end);
  else if (text.charCodeAt(reader.at) === hash) reader.comments.push({ start: reader.at, end });
  const newline = text.indexOf('\n', end);
  reader.at = newline < 0 ? text.length : newline + 1;
  reader.lineStart = reader.at;
}

/** The widest of the first line with content and the blank lines above it, but deeper than what is around. */
function detectColumn(text: string, from: number, indent: number): number {
  let widest = 0;
  for (let at = from; ; ) {
    const lineStart = at;
    while (text.charCodeAt(at) === space) at++;
    widest = Math.max(widest, at - lineStart);
    const code = text.charCodeAt(at);
    if (!isLineEnd(code) || at >= text.length) break;
    at += code === carriageReturn ? 2 : 1;
  }
  return Math.max(widest, indent + 1, 1);
}

/** The lines without their indentation; blank lines are empty. `end` is where the last one with content ends, or 0. */
interface Body {
  readonly lines: string[];
  readonly end: number;
  /** The text ends without a line break after the last line. */
  readonly open: boolean;
}

function readLines(reader: Reader, column: number): Body {
  const { text } = reader;
  const lines: string[] = [];
  let at = reader.at;
  let end = 0;
  let open = false;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline < 0 ? text.length : newline;
    const content = contentStart(text, at, column);
    if (content < 0) break;
    const trimmed = lineEnd > at && text.charCodeAt(lineEnd - 1) === carriageReturn ? lineEnd - 1 : lineEnd;
    if (content < trimmed) end = trimmed;
    lines.push(content < trimmed ? text.slice(content, trimmed) : '');
    open = newline < 0;
    at = open ? text.length : newline + 1;
  }
  reader.at = at;
  reader.lineStart = at;
  return { lines, end, open };
}

/** Where the line's content starts: behind `column` blanks, or at its end when it is blank; -1 when it is not so deep. */
function contentStart(text: string, lineStart: number, column: number): number {
  let at = lineStart;
  const wanted = lineStart + column;
  while (at < wanted && text.charCodeAt(at) === space) at++;
  if (at === wanted) return at;
  const code = text.charCodeAt(at);
  if (code === lineFeed || code === carriageReturn || Number.isNaN(code)) return at;
  return -1;
}

function assemble(body: Body, folded: boolean, chomp: Header['chomp']): string {
  const { lines } = body;
  let last = lines.length;
  while (last > 0 && lines[last - 1] === '') last--;
  if (last === 0) return chomp === 'keep' ? '\n'.repeat(lines.length - (body.open ? 1 : 0)) : '';
  const trailing = lines.length - last;
  const content = trailing > 0 ? lines.slice(0, last) : lines;
  const joined = folded ? fold(content) : content.join('\n');
  const ended = trailing > 0 || !body.open;
  if (chomp === 'strip' || !ended) return joined;
  return chomp === 'clip' ? `${joined}\n` : joined + '\n'.repeat(trailing + 1 - (body.open ? 1 : 0));
}

/** Lines that start with a blank keep their breaks; between others one break becomes a space. */
function fold(lines: readonly string[]): string {
  let result = '';
  let blankLines = 0;
  let previousIsMore = false;
  let first = true;
  for (const line of lines) {
    if (line === '') {
      blankLines++;
      continue;
    }
    const code = line.charCodeAt(0);
    const isMore = code === space || code === tab;
    if (!first) {
      if (isMore || previousIsMore) result += '\n';
      else if (blankLines === 0) result += ' ';
    }
    result += '\n'.repeat(blankLines) + line;
    blankLines = 0;
    previousIsMore = isMore;
    first = false;
  }
  return result;
}
