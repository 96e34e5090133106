// Unquoted scalars: where one ends on its line, and how following lines are folded into it.
import type { ScalarNode } from '../nodes.ts';
import { readPlain } from '../scalar.ts';
import {
  carriageReturn,
  colon,
  hash,
  isBlankOrEnd,
  isFlowIndicator,
  isLineEnd,
  lineFeed,
  question,
  space,
  tab,
} from './chars.ts';
import type { Reader } from './reader.ts';

/** Where the unquoted text from `from` ends on its line, trailing blanks left out. Stops at `: `, ` #` and, in flow, `,[]{}?`. */
export function endOfPlain(text: string, from: number, flow: boolean): number {
  let end = from;
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code === space || code === tab) continue;
    if (code === lineFeed || code === carriageReturn || Number.isNaN(code)) return end;
    if (code === colon && isBlankOrEnd(text.charCodeAt(at + 1))) return end;
    if (code === hash && at > end) return end;
    if (flow && (isFlowIndicator(code) || code === question)) return end;
    end = at + 1;
  }
}

/** Whether a colon that makes a key stands behind `end`, on the same line. */
export function colonFollows(text: string, end: number): boolean {
  let at = end;
  let code = text.charCodeAt(at);
  while (code === space || code === tab) code = text.charCodeAt(++at);
  return code === colon && isBlankOrEnd(text.charCodeAt(at + 1));
}

/** Reads the scalar at reader.at; its further lines must be indented deeper than `indent` (in flow, -1: anywhere). */
export function readPlainScalar(reader: Reader, indent: number, flow: boolean): ScalarNode {
  const { text } = reader;
  const start = reader.at;
  let end = endOfPlain(text, start, flow);
  let source = text.slice(start, end);
  for (;;) {
    const next = continuation(reader, end, indent, flow);
    if (next === undefined) break;
    source += (next.breaks === 1 ? ' ' : '\n'.repeat(next.breaks - 1)) + text.slice(next.start, next.end);
    end = next.end;
    reader.lineStart = next.lineStart;
  }
  reader.at = end;
  return { type: 'scalar', style: 'plain', value: readPlain(source), source, start, end };
}

interface Continuation {
  readonly start: number;
  readonly end: number;
  readonly lineStart: number;
  readonly breaks: number;
}

/** The next line's part of a scalar whose last line ended at `from`; undefined when the scalar is complete. */
function continuation(reader: Reader, from: number, indent: number, flow: boolean): Continuation | undefined {
  const { text } = reader;
  let at = skipSpaces(text, from);
  let breaks = 0;
  let lineStart = at;
  while (isLineEnd(text.charCodeAt(at))) {
    if (at >= text.length) return undefined;
    at += text.charCodeAt(at) === carriageReturn ? 2 : 1;
    lineStart = at;
    while (text.charCodeAt(at) === space) at++;
    if (at - lineStart <= indent && !isLineEnd(text.charCodeAt(at))) return undefined;
    at = skipSpaces(text, at);
    breaks++;
  }
  if (breaks === 0 || text.charCodeAt(at) === hash) return undefined;
  const end = endOfPlain(text, at, flow);
  if (end === at || (!flow && colonFollows(text, end))) return undefined;
  return { start: at, end, lineStart, breaks };
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space || text.charCodeAt(at) === tab) at++;
  return at;
}
