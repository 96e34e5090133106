// Where the documents of a file begin and end: one linear scan for `---` and `...` lines, nothing is parsed.
// A span starts at its `---` line (or at the directives before it) and ends where the next document starts, so that
// spans cover the file without a gap, and text.slice(start, end) is what parseDocument takes.
import type { Span } from '../finding.ts';

/**
 * The `---` parts of a file, in order, covering it without gaps; at least one, for an empty file too.
 * A marker line inside a block scalar ends the document, as YAML says (a block scalar is always indented).
 */
export function splitDocuments(text: string): readonly Span[] {
  return scan(text, 0, text.length);
}

/**
 * The parts after an edit, scanning only near it. `edit.start` and `edit.end` are in the old text, which `edit.length`
 * units of new text replaced. Gives the same as splitDocuments(text).
 */
export function resplitDocuments(
  text: string,
  before: readonly Span[],
  edit: { readonly start: number; readonly end: number; readonly length: number },
): readonly Span[] {
  const shift = edit.length - (edit.end - edit.start);
  // A marker is recognised from its line alone, so parts that lie two lines away from the edit keep their bounds.
  const first = Math.max(0, before.findIndex((span) => span.end > edit.start - 2) - 1);
  let after = before.findIndex((span) => span.start > edit.end + 2);
  if (after < 0) after = before.length;
  else after = Math.min(before.length, after + 1);
  const start = before[first]?.start ?? 0;
  const end = after < before.length ? (before[after]?.start ?? 0) + shift : text.length;
  const tail = before.slice(after).map((span) => ({ start: span.start + shift, end: span.end + shift }));
  return [...before.slice(0, first), ...scan(text, start, end), ...tail];
}

/** `from` is the start of a document; `to` is the start of another one, or the end of the text. */
function scan(text: string, from: number, to: number): Span[] {
  const spans: Span[] = [];
  let start = from;
  const next = { dashes: from - 1, dots: from - 1 };
  for (let at = nextMarker(text, from, next); at < to; at = nextMarker(text, lineAfter(text, at), next)) {
    const cut = text.charCodeAt(at) === 0x2e ? contentAfter(text, lineAfter(text, at)) : at;
    if (cut <= start || cut >= to || !hasDocument(text, start, cut)) continue;
    spans.push({ start, end: cut });
    start = cut;
  }
  spans.push({ start, end: to });
  return spans;
}

/** Where the next line feed before `---` and before `...` was found, so that neither is searched for twice. */
interface NextFound {
  dashes: number;
  dots: number;
}

/** The start of the next `---` or `...` line at or after the line start `from`, or the end of the text. */
function nextMarker(text: string, from: number, next: NextFound): number {
  if (from === 0 && isMarker(text, 0)) return 0;
  let at = from - 1;
  for (;;) {
    if (next.dashes < at || next.dashes < 0) next.dashes = found(text, '\n---', at);
    if (next.dots < at || next.dots < 0) next.dots = found(text, '\n...', at);
    at = Math.min(next.dashes, next.dots);
    if (at >= text.length) return text.length;
    if (isMarker(text, at + 1)) return at + 1;
    at++;
  }
}

function found(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, Math.max(0, from));
  return at < 0 ? text.length : at;
}

/** Whether the line at `at` is a marker: three dashes or dots, then a blank, the line's end or the text's. */
export function isMarker(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (first !== 0x2d && first !== 0x2e) return false;
  if (text.charCodeAt(at + 1) !== first || text.charCodeAt(at + 2) !== first) return false;
  const next = text.charCodeAt(at + 3);
  return Number.isNaN(next) || next === 0x20 || next === 0x09 || next === 0x0a || next === 0x0d;
}

function lineAfter(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}

/** After `...`: the next line with content starts a document; blank lines and comments stay with the one that ended. */
function contentAfter(text: string, from: number): number {
  for (let at = from; at < text.length; at = lineAfter(text, at)) {
    if (!isBlankOrComment(text.slice(at, lineAfter(text, at)))) return at;
  }
  return text.length;
}

function isBlankOrComment(line: string): boolean {
  return /^\uFEFF?[ \t]*(#.*)?[\r\n]*$/.test(line);
}

/** A `---` after nothing but blank lines, comments and directives opens the document: it ends none. */
function hasDocument(text: string, start: number, cut: number): boolean {
  for (let at = start; at < cut; at = lineAfter(text, at)) {
    const line = text.slice(at, Math.min(cut, lineAfter(text, at)));
    if (!isBlankOrComment(line) && !line.startsWith('%')) return true;
  }
  return false;
}

/** Where the content of a document starts: behind its `---`, when it has one, else behind a byte order mark. */
export function startOfContent(text: string): number {
  const first = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let at = first; at < text.length; at = lineAfter(text, at)) {
    if (isMarker(text, at)) return text.charCodeAt(at) === 0x2d ? at + 3 : first;
    const code = text.charCodeAt(at);
    if (code !== 0x23 && code !== 0x25 && !isBlankOrComment(text.slice(at, lineAfter(text, at)))) return first;
  }
  return first;
}

/** Where the content that starts at `from` ends: at the next `---` or `...` line, or at the end of the text. */
export function endOfDocument(text: string, from: number): number {
  return nextMarker(text, from, { dashes: -1, dots: -1 });
}
