// Mappings in block style: `key: value` lines of one column, and the faults that people make between them.
import type { MappingNode, Node, Pair, ScalarNode } from '../nodes.ts';
import { readPlain } from '../scalar.ts';
import { isDash, readBelow, readNode } from './block.ts';
import {
  ampersand,
  asterisk,
  colon,
  doubleQuote,
  exclamation,
  isBlankOrEnd,
  lineFeed,
  openBrace,
  openBracket,
  singleQuote,
} from './chars.ts';
import { readFlow } from './flow.ts';
import { asKey, checkMapping } from './keys.ts';
import { colonFollows, endOfPlain } from './plainScalar.ts';
import { type Properties, readAlias, readProperties, withProperties } from './properties.ts';
import { readQuotedScalar } from './quotedScalar.ts';
import { endOfLine, type Reader, report, skipBlanks, skipToContent } from './reader.ts';

/** What has been read already of the first pair: its key, or the properties before it. */
export interface FirstPair {
  readonly start: number;
  readonly key?: ScalarNode;
  readonly properties?: Properties;
}

/** Reads the pairs of `column`. `indent` is the column of the collection around: lines not deeper than it end the mapping. */
export function readMapping(reader: Reader, column: number, indent: number, first: FirstPair): MappingNode {
  const pairs: Pair[] = [];
  const firstKey = first.key ?? propertiedKey(reader, first.properties);
  readPair(reader, column, firstKey, pairs);
  continueMapping(reader, column, indent, pairs);
  const node: MappingNode = {
    type: 'mapping',
    flow: false,
    pairs,
    start: first.start,
    end: pairs[pairs.length - 1]?.end ?? first.start,
  };
  checkMapping(reader, node);
  return node;
}

/** Reads further pairs into `pairs`, until a line belongs to something around. */
export function continueMapping(reader: Reader, column: number, indent: number, pairs: Pair[]): void {
  let blamed = -1;
  for (;;) {
    const here = skipToContent(reader);
    if (here < 0 || here <= indent) return;
    if (here !== column && here !== blamed) {
      blamed = here;
      report(reader, 'bad-indentation', reader.at, endOfLine(reader.text, reader.at));
    }
    if (isDash(reader)) skipMisplacedList(reader, here, indent, here === blamed);
    else readPair(reader, here, readKey(reader), pairs);
  }
}

/** A list where a key should stand: `a: 1` and below it `- b`. */
function skipMisplacedList(reader: Reader, column: number, indent: number, reported: boolean): void {
  if (!reported) report(reader, 'misplaced-dash', reader.at, reader.at + 1);
  readNode(reader, { indent: Math.max(indent, column - 1), inline: false, listAtIndent: false });
}

function propertiedKey(reader: Reader, properties: Properties | undefined): ScalarNode {
  const key = readKey(reader);
  const node = withProperties(reader, key, properties);
  return node.type === 'scalar' ? node : key;
}

/** The key at reader.at; a line without a colon gives the whole of its text. */
function readKey(reader: Reader): ScalarNode {
  const { text } = reader;
  const start = reader.at;
  const code = text.charCodeAt(start);
  if (code === doubleQuote || code === singleQuote) return readQuotedScalar(reader);
  if (code === openBrace || code === openBracket) return asKey(reader, readFlow(reader, -1), start);
  if (code === asterisk) return asKey(reader, readAlias(reader), start);
  if (code === ampersand || code === exclamation) {
    const properties = readProperties(reader);
    if (properties && !skipBlanks(reader)) return propertiedKey(reader, properties);
  }
  const end = endOfPlain(text, start, false);
  const source = text.slice(start, end);
  if (isReserved(code)) report(reader, 'reserved-character', start, start + 1);
  reader.at = end;
  return { type: 'scalar', style: 'plain', value: readPlain(source), source, start, end };
}

/** What no unquoted text may start with. */
function isReserved(code: number): boolean {
  return '@`%,]}|>'.includes(String.fromCharCode(code));
}

/** Reads what stands behind a key, and adds the pair. */
function readPair(reader: Reader, column: number, key: ScalarNode, pairs: Pair[]): void {
  const { text } = reader;
  skipBlanks(reader);
  if (text.charCodeAt(reader.at) !== colon || !isBlankOrEnd(text.charCodeAt(reader.at + 1))) {
    pairs.push(keyWithoutColon(reader, key));
    return;
  }
  reader.at++;
  const colonEnd = reader.at;
  const value = readValue(reader, column);
  const merge = key.style === 'plain' && key.source === '<<';
  pairs.push({ key, value, merge, start: key.start, end: value?.end ?? colonEnd });
}

function readValue(reader: Reader, column: number): Node | undefined {
  const spot = { indent: column, inline: true, listAtIndent: true };
  return skipBlanks(reader) ? readBelow(reader, spot) : readNode(reader, spot);
}

/** A key that is still being typed. On the last line of the document there is nothing to complain about yet. */
function keyWithoutColon(reader: Reader, key: ScalarNode): Pair {
  const { text } = reader;
  const end = endOfLine(text, reader.at);
  const last = skipsToEnd(text, end);
  if (reader.at === key.start) reader.at = end;
  if (!last) reportMissingColon(reader, key, end);
  reader.at = end;
  return { key, value: undefined, merge: false, start: key.start, end: key.end };
}

function skipsToEnd(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    if (!isBlankOrEnd(text.charCodeAt(at))) return false;
  }
  return true;
}

function reportMissingColon(reader: Reader, key: ScalarNode, lineEnd: number): void {
  const line = reader.text.slice(key.start, lineEnd).trimEnd();
  const wide = line.indexOf('：');
  const narrow = line.search(/^[\w./-]+:\S/) < 0 ? -1 : line.indexOf(':');
  const found = wide >= 0 ? wide : narrow;
  const end = key.start + line.length;
  if (reader.problems.at(-1)?.span.start === key.start) return;
  if (found < 0) {
    report(reader, 'missing-colon', key.start, end);
    return;
  }
  const span = { start: key.start + found, end: key.start + found + 1 };
  const title = { en: 'write ": "', zh: '改为 ": "' };
  const fixes = [{ title, edits: [{ span, newText: ': ' }], preferred: true }];
  report(reader, wide >= 0 ? 'full-width-colon' : 'missing-space', key.start, end, { fixes });
}

/** Whether the line at reader.at starts with `key:`. Reads nothing and reports nothing. */
export function startsKey(reader: Reader): boolean {
  const { text, at } = reader;
  const code = text.charCodeAt(at);
  if (code === doubleQuote || code === singleQuote) return quotedKeyAt(text, at);
  if (code === openBrace || code === openBracket) return false;
  const end = endOfPlain(text, at, false);
  return end > at && colonFollows(text, end);
}

function quotedKeyAt(text: string, at: number): boolean {
  const quote = text.charAt(at);
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === lineFeed) return false;
    if (quote === '"' && text.charAt(end) === '\\') end++;
    else if (text.charAt(end) === quote) return colonFollows(text, end + 1);
  }
  return false;
}
