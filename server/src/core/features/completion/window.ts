// Of a document of megabytes only what decides at the cursor: the lines around it, the lines that they are nested in, and
// what says which kind of object it is. Positions of list items are lost on the way, which completion does not need.
import type { Span } from '../../finding.ts';

/** Documents up to this length are read whole. */
const mostRead = 200_000;
const around = 20_000;
const mostMetadata = 4_000;

export interface Window {
  readonly text: string;
  readonly offset: number;
  /** What to add to an offset near the cursor to have it in the whole document. */
  readonly shift: number;
}

/** The document itself, or of a huge one the part that matters at `offset`. */
export function windowAt(text: string, offset: number): Window {
  if (text.length <= mostRead) return { text, offset, shift: 0 };
  const start = lineStartOf(text, Math.max(0, offset - around));
  const end = lineEndOf(text, Math.min(text.length, offset + around));
  const parts = merged([...identity(text), ...ancestors(text, start), { start, end }]);
  let length = 0;
  let shift = 0;
  for (const part of parts) {
    if (offset >= part.start) shift = part.start - length;
    length += part.end - part.start;
  }
  const shown = parts.map((part) => text.slice(part.start, part.end)).join('');
  return { text: shown, offset: offset - shift, shift };
}

function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line break of the line that `offset` is on. */
function lineEndOf(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

/** The lines that say what the object is, wherever they stand at the document's top level. */
function identity(text: string): Span[] {
  return ['apiVersion:', 'kind:', 'metadata:'].flatMap((key) => {
    const found = text.startsWith(key) ? 0 : text.indexOf(`\n${key}`) + 1;
    if (found === 0 && !text.startsWith(key)) return [];
    return [{ start: found, end: key === 'metadata:' ? endOfBlock(text, found) : lineEndOf(text, found) }];
  });
}

/** The lines below a top-level key, as far as they are few. */
function endOfBlock(text: string, start: number): number {
  let at = lineEndOf(text, start);
  while (at < text.length && at - start < mostMetadata && /^[ \t#\r\n]/.test(text.charAt(at))) at = lineEndOf(text, at);
  return at;
}

/** Going up, each line that is indented less than all below it: what the lines at `from` are nested in. */
function ancestors(text: string, from: number): Span[] {
  const spans: Span[] = [];
  let least = Number.POSITIVE_INFINITY;
  let inList = false;
  for (let end = from; end > 0 && (least > 0 || inList); ) {
    const start = lineStartOf(text, end - 1);
    const indent = indentOf(text, start, end);
    const isItem = text.charCodeAt(start + indent) === 0x2d;
    // The key of a list without indentation stands in the column of its dashes.
    if (indent >= 0 && (indent < least || (indent === least && inList && !isItem))) {
      least = indent;
      inList = isItem;
      spans.push({ start, end });
    }
    end = start;
  }
  return spans;
}

/** Column of the line's first character, -1 for blank lines and comments. */
function indentOf(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charCodeAt(at) === 0x20) at++;
  const code = text.charCodeAt(at);
  return at >= end || code === 0x0a || code === 0x0d || code === 0x23 ? -1 : at - start;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result[result.length - 1];
    if (last && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}
