// Flow collections, `[a, b]` and `{a: b}`, which JSON is too. Indentation means nothing inside them to Kubernetes' reader.
// When one is not closed it ends before the next line that is not indented deeper than what is around it.
import type { MappingNode, Node, Pair, ScalarNode, SequenceItem } from '../nodes.ts';
import {
  asterisk,
  closeBrace,
  closeBracket,
  colon,
  comma,
  doubleQuote,
  isBlankOrEnd,
  openBrace,
  openBracket,
  question,
  singleQuote,
} from './chars.ts';
import { asKey, checkMapping } from './keys.ts';
import { readPlainScalar } from './plainScalar.ts';
import { emptyScalar, readAlias, readProperties, withProperties } from './properties.ts';
import { readQuotedScalar } from './quotedScalar.ts';
import { endOfLine, mostDepth, type Reader, report, skipToContent } from './reader.ts';

/** Reads the collection whose bracket is at reader.at; `indent` is the column of the block collection around. */
export function readFlow(reader: Reader, indent: number): Node {
  const { at, lineStart } = reader;
  const marks = { problems: reader.problems.length, comments: reader.comments.length };
  const limits: Limits = { indent, firstLine: lineStart, strict: false, failed: false };
  const node = attempt(reader, limits);
  if (!limits.failed) return node;
  reader.at = at;
  reader.lineStart = lineStart;
  reader.problems.length = marks.problems;
  reader.comments.length = marks.comments;
  const shorter = attempt(reader, { ...limits, strict: true, failed: false });
  if (reader.at > shorter.end) backTo(reader, shorter.end);
  return shorter;
}

function attempt(reader: Reader, limits: Limits): Node {
  const outer = reader.inFlow;
  reader.inFlow = true;
  const node = readCollection(reader, limits);
  reader.inFlow = outer;
  return node;
}

/** What stands behind an unclosed collection has been looked at; it is for the block around to read. */
function backTo(reader: Reader, end: number): void {
  reader.at = end;
  reader.lineStart = reader.text.lastIndexOf('\n', end - 1) + 1;
  while ((reader.comments.at(-1)?.start ?? -1) >= end) reader.comments.pop();
}

interface Limits {
  readonly indent: number;
  /** Start of the line that the outermost bracket is on. */
  readonly firstLine: number;
  /** The second attempt: the collection ends where a line is not indented deeper than `indent`. */
  readonly strict: boolean;
  failed: boolean;
}

function readCollection(reader: Reader, limits: Limits): Node {
  const start = reader.at;
  if (reader.depth >= mostDepth) return tooDeep(reader);
  reader.depth++;
  const isMapping = reader.text.charCodeAt(start) === openBrace;
  reader.at++;
  const closing = isMapping ? closeBrace : closeBracket;
  const node = isMapping ? readPairs(reader, limits, start) : readItems(reader, limits, start);
  const closed = !ends(reader, limits) && reader.text.charCodeAt(reader.at) === closing;
  if (closed) reader.at++;
  else {
    limits.failed = true;
    report(reader, 'unclosed-flow', start, start + 1);
  }
  reader.depth--;
  return { ...node, end: closed ? reader.at : Math.max(node.end, start + 1) };
}

function tooDeep(reader: Reader): Node {
  const start = reader.at;
  report(reader, 'too-deep', start, start + 1);
  reader.at = reader.text.length;
  return { type: 'scalar', style: 'plain', value: null, source: '', start, end: start };
}

/** Moves to the next token; true when the collection cannot go on: the text ends, or in strict reading the lines do. */
function ends(reader: Reader, limits: Limits): boolean {
  const column = skipToContent(reader);
  if (column < 0) return true;
  const { at, lineStart, text } = reader;
  if (!limits.strict || lineStart === limits.firstLine || column > limits.indent) return false;
  if (text.slice(lineStart, at).trim() !== '') return false;
  const code = reader.text.charCodeAt(reader.at);
  return code !== closeBrace && code !== closeBracket;
}

function isClosing(code: number): boolean {
  return code === closeBrace || code === closeBracket;
}

function readItems(reader: Reader, limits: Limits, start: number): Node {
  const items: SequenceItem[] = [];
  while (!ends(reader, limits) && !isClosing(reader.text.charCodeAt(reader.at))) {
    const pair = readEntry(reader, limits, false);
    const value = pair.value && 'key' in pair.value ? singlePair(reader, pair.value) : pair.value;
    items.push({ value, start: pair.start, end: Math.max(pair.start, value?.end ?? pair.start) });
    if (!separator(reader, limits)) break;
  }
  return { type: 'sequence', flow: true, items, start, end: lastEnd(items, start) };
}

function readPairs(reader: Reader, limits: Limits, start: number): Node {
  const pairs: Pair[] = [];
  while (!ends(reader, limits) && !isClosing(reader.text.charCodeAt(reader.at))) {
    const entry = readEntry(reader, limits, true);
    if (entry.value && 'key' in entry.value) pairs.push(entry.value);
    if (!separator(reader, limits)) break;
  }
  const node: MappingNode = { type: 'mapping', flow: true, pairs, start, end: lastEnd(pairs, start) };
  checkMapping(reader, node);
  return node;
}

function lastEnd(spans: readonly { readonly end: number }[], start: number): number {
  return spans[spans.length - 1]?.end ?? start + 1;
}

/** Moves over the comma behind an entry. False when the collection ends here. */
function separator(reader: Reader, limits: Limits): boolean {
  if (ends(reader, limits)) return false;
  const code = reader.text.charCodeAt(reader.at);
  if (isClosing(code)) return false;
  if (code === comma) {
    reader.at++;
    return true;
  }
  limits.failed = true;
  if (limits.strict) report(reader, 'missing-comma', reader.at, endOfLine(reader.text, reader.at));
  return true;
}

interface Entry {
  readonly start: number;
  readonly value: Node | Pair | undefined;
}

/** A pair where a key stands, else a value alone. In a mapping every entry is a pair. */
function readEntry(reader: Reader, limits: Limits, inMapping: boolean): Entry {
  const start = reader.at;
  const first = readFlowNode(reader, limits);
  const adjacent = first?.type !== 'scalar' || first.style !== 'plain';
  if (!colonAt(reader, adjacent && first !== undefined)) {
    if (!inMapping) return { start, value: first };
    const key = asKey(reader, first, start);
    return { start, value: { key, value: undefined, merge: false, start: key.start, end: key.end } };
  }
  const key: ScalarNode = asKey(reader, first, start);
  const colonEnd = reader.at;
  const value = ends(reader, limits) || endsValue(reader) ? undefined : readFlowNode(reader, limits);
  const merge = key.style === 'plain' && key.source === '<<';
  return { start, value: { key, value, merge, start: key.start, end: value?.end ?? colonEnd } };
}

function endsValue(reader: Reader): boolean {
  const code = reader.text.charCodeAt(reader.at);
  return code === comma || isClosing(code);
}

/** Moves over the colon of a pair. Behind quotes and brackets it needs no blank after it, as in JSON. */
function colonAt(reader: Reader, adjacent: boolean): boolean {
  const { text } = reader;
  skipToContent(reader);
  if (text.charCodeAt(reader.at) !== colon) return false;
  if (!adjacent && !isBlankOrEnd(text.charCodeAt(reader.at + 1))) return false;
  reader.at++;
  return true;
}

function singlePair(reader: Reader, pair: Pair): MappingNode {
  const node: MappingNode = { type: 'mapping', flow: true, pairs: [pair], start: pair.start, end: pair.end };
  checkMapping(reader, node);
  return node;
}

function readFlowNode(reader: Reader, limits: Limits): Node | undefined {
  const properties = readProperties(reader);
  if (properties) {
    if (ends(reader, limits) || endsValue(reader)) return emptyScalar(reader, properties);
    const node = readBareNode(reader, limits);
    return node ? withProperties(reader, node, properties) : emptyScalar(reader, properties);
  }
  return readBareNode(reader, limits);
}

function readBareNode(reader: Reader, limits: Limits): Node | undefined {
  const code = reader.text.charCodeAt(reader.at);
  if (code === openBrace || code === openBracket) return readCollection(reader, limits);
  if (code === doubleQuote || code === singleQuote) return readQuotedScalar(reader);
  if (code === asterisk) return readAlias(reader);
  if (code === comma || (code === colon && isBlankOrEnd(reader.text.charCodeAt(reader.at + 1)))) {
    if (code === comma) stray(reader, limits);
    return undefined;
  }
  if (code === question) {
    stray(reader, limits);
    reader.at++;
  }
  const node = readPlainScalar(reader, limits.strict ? limits.indent : -1, true);
  if (node.source.includes('，')) report(reader, 'full-width-comma', node.start, node.end);
  if (/^[“”‘’]/.test(node.source)) report(reader, 'full-width-quotes', node.start, node.end);
  return node;
}

function stray(reader: Reader, limits: Limits): void {
  limits.failed = true;
  if (limits.strict) report(reader, 'unexpected-text', reader.at, reader.at + 1);
}
