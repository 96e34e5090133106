// Nodes in block style, where indentation is structure. Goes on after every fault: a line that stands in a wrong column
// is taken into the collection it most likely belongs to, a word without a colon is a key that is still being typed.
import type { Fix } from '../../finding.ts';
import type { Node, ScalarNode } from '../nodes.ts';
import { readMapping, startsKey } from './blockMapping.ts';
import { readBlockScalar } from './blockScalar.ts';
import { readSequence } from './blockSequence.ts';
import {
  ampersand,
  asterisk,
  at as atSign,
  backtick,
  bar,
  closeBrace,
  closeBracket,
  comma,
  dash,
  doubleQuote,
  exclamation,
  greater,
  hash,
  isBlankOrEnd,
  isLineEnd,
  openBrace,
  openBracket,
  percent,
  singleQuote,
} from './chars.ts';
import { readFlow } from './flow.ts';
import { asKey } from './keys.ts';
import { colonFollows, endOfPlain, readPlainScalar } from './plainScalar.ts';
import { emptyScalar, type Properties, quoteTitle, readAlias, readProperties, withProperties } from './properties.ts';
import { readQuotedScalar } from './quotedScalar.ts';
import { columnAt, endOfLine, mostDepth, type Reader, report, skipBlanks, skipToContent } from './reader.ts';

/** Where a node stands: what it may be follows from it. */
export interface Spot {
  /** Column of the collection around; -1 at the root. What belongs to the node is indented deeper. */
  readonly indent: number;
  /** Behind `key:` on the same line no mapping or list in block style may start. */
  readonly inline: boolean;
  /** Below a key, a list may start in the key's own column. */
  readonly listAtIndent: boolean;
}

/** Reads the node at reader.at. Always moves forward. */
export function readNode(reader: Reader, spot: Spot): Node {
  if (reader.depth >= mostDepth) return skipRest(reader);
  reader.depth++;
  const node = readDeeper(reader, spot);
  reader.depth--;
  return node;
}

function skipRest(reader: Reader): Node {
  const start = reader.at;
  report(reader, 'too-deep', start, endOfLine(reader.text, start));
  reader.at = reader.text.length;
  return { type: 'scalar', style: 'plain', value: null, source: '', start, end: start };
}

function readDeeper(reader: Reader, spot: Spot): Node {
  const { text } = reader;
  const code = text.charCodeAt(reader.at);
  if (code === dash && isBlankOrEnd(text.charCodeAt(reader.at + 1))) {
    if (spot.inline) report(reader, 'misplaced-dash', reader.at, reader.at + 1);
    return readSequence(reader, spot.indent);
  }
  if (code !== ampersand && code !== exclamation) return readBare(reader, spot);
  return readWithProperties(reader, spot);
}

/** `&a key: 1` names the key; `&a` with the mapping on the lines below names the mapping. */
function readWithProperties(reader: Reader, spot: Spot): Node {
  const column = columnAt(reader);
  const start = reader.at;
  const properties = readProperties(reader);
  if (!properties) return readBare(reader, spot);
  if (!skipBlanks(reader)) {
    if (!spot.inline && startsKey(reader)) return readMapping(reader, column, spot.indent, { start, properties });
    return withProperties(reader, readBare(reader, { ...spot, inline: true }), properties);
  }
  return readBelow(reader, spot, properties) ?? emptyScalar(reader, properties);
}

/** The node on the lines below, when one is indented deeply enough to belong here. */
export function readBelow(reader: Reader, spot: Spot, properties?: Properties): Node | undefined {
  const column = skipToContent(reader);
  if (column < 0) return undefined;
  const listHere = spot.listAtIndent && column === spot.indent && isDash(reader);
  if (column <= spot.indent && !listHere) return undefined;
  const below: Spot = { indent: spot.indent, inline: false, listAtIndent: false };
  const node = listHere ? readSequence(reader, spot.indent) : readNode(reader, below);
  return withProperties(reader, node, properties);
}

export function isDash(reader: Reader): boolean {
  const { text, at } = reader;
  return text.charCodeAt(at) === dash && isBlankOrEnd(text.charCodeAt(at + 1));
}

function readBare(reader: Reader, spot: Spot): Node {
  const { text } = reader;
  const code = text.charCodeAt(reader.at);
  if (code === bar || code === greater) return readBlockScalar(reader, spot.indent);
  const start = reader.at;
  const column = columnAt(reader);
  const node = readInline(reader, spot, code);
  if (colonFollows(text, reader.at) && !text.slice(start, reader.at).includes('\n')) {
    if (!spot.inline) return readMapping(reader, column, spot.indent, { start, key: asKey(reader, node, start) });
    return valueWithColon(reader, start);
  }
  if (!isLineEnd(text.charCodeAt(reader.at)) && !skipBlanks(reader)) skipUnexpected(reader);
  if (!spot.inline && isWordAboveKeys(reader, node, column)) {
    return readMapping(reader, column, spot.indent, { start, key: asKey(reader, node, start) });
  }
  return node;
}

function readInline(reader: Reader, spot: Spot, code: number): Node {
  switch (code) {
    case doubleQuote:
    case singleQuote:
      return readQuotedScalar(reader);
    case openBrace:
    case openBracket:
      return readFlow(reader, spot.indent);
    case asterisk:
      return readAlias(reader);
    case atSign:
    case backtick:
    case percent:
    case comma:
    case closeBrace:
    case closeBracket:
      return readReserved(reader);
    default:
      return readPlain(reader, spot);
  }
}

/** An unquoted scalar; says so when it holds what looks like YAML but is typography. */
function readPlain(reader: Reader, spot: Spot): ScalarNode {
  const node = readPlainScalar(reader, spot.indent, false);
  const { source, start, end } = node;
  if (/^[“”‘’]/.test(source))
    report(reader, 'full-width-quotes', start, end, { fixes: [straighten(source, start, end)] });
  else if (!spot.inline && /^[\w./-]+：/.test(source)) {
    const colon = start + source.indexOf('：');
    const span = { start: colon, end: colon + 1 };
    const fixes = [{ title: { en: 'write ": "', zh: '改为 ": "' }, edits: [{ span, newText: ': ' }], preferred: true }];
    report(reader, 'full-width-colon', start, end, { fixes });
  }
  return node;
}

function straighten(source: string, start: number, end: number): Fix {
  const title = { en: 'use plain quotes', zh: '改用半角引号' };
  return { title, edits: [{ span: { start, end }, newText: source.replace(/[“”‘’]/g, '"') }], preferred: true };
}

/** `@host`, `%x`, a stray bracket: read as the text that was surely meant. */
function readReserved(reader: Reader): ScalarNode {
  const start = reader.at;
  const end = endOfPlain(reader.text, start, false);
  const source = reader.text.slice(start, end);
  report(reader, 'reserved-character', start, end, { shown: source.slice(0, 1), fixes: [quoting(source, start, end)] });
  reader.at = end;
  return { type: 'scalar', style: 'plain', value: source, source, start, end };
}

function quoting(source: string, start: number, end: number): Fix {
  const newText = source.includes("'") ? JSON.stringify(source) : `'${source}'`;
  return { title: quoteTitle, edits: [{ span: { start, end }, newText }], preferred: true };
}

/** `description: Note: this` — the whole rest of the line was meant as the value. */
function valueWithColon(reader: Reader, start: number): ScalarNode {
  const { text } = reader;
  const lineEnd = endOfLine(text, start);
  const comment = text.slice(start, lineEnd).search(/\s#/);
  const source = text.slice(start, comment < 0 ? lineEnd : start + comment).trimEnd();
  const end = start + source.length;
  report(reader, 'colon-in-value', start, end, { fixes: [quoting(source, start, end)] });
  reader.at = end;
  return { type: 'scalar', style: 'plain', value: source, source, start, end };
}

function skipUnexpected(reader: Reader): void {
  const end = endOfLine(reader.text, reader.at);
  if (reader.text.charCodeAt(reader.at) === hash) return;
  report(reader, 'unexpected-text', reader.at, end);
  reader.at = end;
}

/** A single word above `key:` lines of its own column is a key being typed, not the value of the key around. */
function isWordAboveKeys(reader: Reader, node: Node, column: number): boolean {
  if (node.type !== 'scalar' || node.style !== 'plain' || /\s/.test(node.source)) return false;
  const { at, lineStart } = reader;
  const known = reader.comments.length;
  const above = skipToContent(reader) === column && startsKey(reader);
  reader.at = at;
  reader.lineStart = lineStart;
  reader.comments.length = known;
  return above;
}
