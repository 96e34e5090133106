// The state of one reading: where it stands in the text, and what it has found besides nodes. Functions of this folder
// pass it along and move it forward; it never goes back further than the line it is on.
import type { Fix, RelatedPlace, Span } from '../../finding.ts';
import type { Node, YamlProblem } from '../nodes.ts';
import { type ProblemCode, problemText } from '../problems.ts';
import { carriageReturn, hash, isLineEnd, lineFeed, space, tab } from './chars.ts';

export interface Reader {
  readonly text: string;
  at: number;
  /** Where the line of `at` starts: `at - lineStart` is the column. */
  lineStart: number;
  /** Collections around the node being read. */
  depth: number;
  /** Inside brackets, where tabs are as good as spaces. */
  inFlow: boolean;
  readonly problems: YamlProblem[];
  readonly comments: Span[];
  /** Anchored nodes so far; an anchor whose node is still being read maps to undefined. */
  readonly anchors: Map<string, Node | undefined>;
  /** The first tab that stands where indentation should, once reported. */
  tabReported: boolean;
}

export function readerOf(text: string, at: number, lineStart: number): Reader {
  return {
    text,
    at,
    lineStart,
    depth: 0,
    inFlow: false,
    problems: [],
    comments: [],
    anchors: new Map(),
    tabReported: false,
  };
}

/** Deeper than anything that people or the API server accept; keeps the recursion within the stack. */
export const mostDepth = 400;

export interface ProblemExtras {
  readonly shown?: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

export function report(
  reader: Reader,
  code: ProblemCode,
  start: number,
  end: number,
  extras: ProblemExtras = {},
): void {
  const { shown, ...rest } = extras;
  reader.problems.push({ ...problemText(code, shown ?? reader.text.slice(start, end)), span: { start, end }, ...rest });
}

/**
 * Moves over blanks, line ends and comments to the next content. Gives its column, or -1 at the end of the text.
 */
export function skipToContent(reader: Reader): number {
  const { text } = reader;
  let at = reader.at;
  let fresh = at === reader.lineStart;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === space || code === carriageReturn) at++;
    else if (code === lineFeed) {
      at++;
      reader.lineStart = at;
      fresh = true;
    } else if (code === tab) {
      if (fresh) reportTab(reader, at);
      at++;
    } else if (code === hash) at = skipComment(reader, at);
    else break;
  }
  reader.at = at;
  return at >= text.length ? -1 : at - reader.lineStart;
}

export function columnAt(reader: Reader): number {
  return reader.at - reader.lineStart;
}

/** Moves over blanks within the line. True when nothing but a comment follows on it. */
export function skipBlanks(reader: Reader): boolean {
  const { text } = reader;
  let at = reader.at;
  let code = text.charCodeAt(at);
  while (code === space || code === tab) code = text.charCodeAt(++at);
  reader.at = at;
  return code === hash || isLineEnd(code);
}

function skipComment(reader: Reader, start: number): number {
  const end = endOfLine(reader.text, start);
  reader.comments.push({ start, end });
  return end;
}

/** Where the line's text ends, before its line break. */
export function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  if (newline < 0) return text.length;
  return newline > from && text.charCodeAt(newline - 1) === carriageReturn ? newline - 1 : newline;
}

/** One problem for the whole document, with the fix for every line: tabs come in numbers. */
function reportTab(reader: Reader, at: number): void {
  if (reader.tabReported || reader.inFlow) return;
  reader.tabReported = true;
  const { text } = reader;
  let end = at;
  while (text.charCodeAt(end) === tab || text.charCodeAt(end) === space) end++;
  const edits = [...text.matchAll(/^[ ]*\t[ \t]*/gm)].map((match) => ({
    span: { start: match.index, end: match.index + match[0].length },
    newText: match[0].replaceAll('\t', '  '),
  }));
  const title = { en: 'replace tabs by spaces in the whole document', zh: '将整个文档中的制表符替换为空格' };
  report(reader, 'tab-indentation', at, end, { fixes: [{ title, edits, preferred: true }] });
}
