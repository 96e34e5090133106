// What may stand before a node, `&anchor` and `!tag`, and the `*alias` that stands for one.
import type { AliasNode, Node, ScalarNode } from '../nodes.ts';
import { readScalar } from '../scalar.ts';
import { ampersand, colon, exclamation, isBlankOrEnd, isFlowIndicator } from './chars.ts';
import { type Reader, report, skipBlanks } from './reader.ts';

export interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
  readonly start: number;
  readonly end: number;
}

/** Reads `&anchor` and `!tag` in either order; undefined when neither stands at reader.at. */
export function readProperties(reader: Reader): Properties | undefined {
  const { text } = reader;
  const start = reader.at;
  let found: Properties | undefined;
  for (;;) {
    const code = text.charCodeAt(reader.at);
    if (code !== ampersand && code !== exclamation) return found;
    const from = reader.at;
    reader.at = code === exclamation ? endOfTag(text, from) : endOfWord(text, from + 1);
    const word = text.slice(from, reader.at);
    if (code === exclamation) found = { ...found, tag: word, start, end: reader.at };
    else found = { ...found, anchor: readAnchorName(reader, word, from), start, end: reader.at };
    skipBlanks(reader);
  }
}

function readAnchorName(reader: Reader, word: string, from: number): string {
  const name = word.slice(1);
  if (!/^[0-9A-Za-z_-]+$/.test(name)) report(reader, 'bad-anchor', from, reader.at, { fixes: [] });
  reader.anchors.set(name, undefined);
  return name;
}

/** The end of an anchor, alias or tag: a blank or a flow indicator. */
function endOfWord(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isBlankOrEnd(code) || isFlowIndicator(code)) return at;
    if (code === colon && isBlankOrEnd(text.charCodeAt(at + 1))) return at;
    at++;
  }
}

/** A verbatim tag, `!<tag:yaml.org,2002:int>`, may hold commas. */
function endOfTag(text: string, from: number): number {
  const verbatim = /!<[^\s>]*>/y;
  verbatim.lastIndex = from;
  const match = verbatim.exec(text);
  return match ? from + match[0].length : endOfWord(text, from + 1);
}

/** The node with what stood before it; remembers it under its anchor, for the aliases to come. */
export function withProperties(reader: Reader, node: Node, properties: Properties | undefined): Node {
  if (!properties) return node;
  const { anchor, tag, start } = properties;
  const tagged = tag !== undefined && node.type === 'scalar' ? tagScalar(reader, node, tag, properties) : node;
  const complete = {
    ...tagged,
    start,
    ...(anchor === undefined ? {} : { anchor }),
    ...(tag === undefined ? {} : { tag }),
  };
  if (anchor !== undefined) reader.anchors.set(anchor, complete);
  return complete;
}

function tagScalar(reader: Reader, node: ScalarNode, tag: string, properties: Properties): ScalarNode {
  const value = readScalar(node.source, node.style === 'plain', tag);
  if (value !== undefined) return { ...node, value };
  report(reader, 'bad-tag', properties.start, node.end, { shown: tag });
  return { ...node, value: node.source };
}

/** `key: &a` or `- !!str` with nothing behind it. */
export function emptyScalar(reader: Reader, properties: Properties): Node {
  const { end } = properties;
  return withProperties(
    reader,
    { type: 'scalar', style: 'plain', value: null, source: '', start: end, end },
    properties,
  );
}

/** Reads the alias at reader.at. `*` alone, `*.example.com` and the like are meant as text: they get the remedy of quoting. */
export function readAlias(reader: Reader): AliasNode {
  const { text } = reader;
  const start = reader.at;
  const end = endOfWord(text, start + 1);
  reader.at = end;
  const name = text.slice(start + 1, end);
  const shown = text.slice(start, end);
  if (!/^[0-9A-Za-z_-]+$/.test(name)) {
    const fix = { title: quoteTitle, edits: [{ span: { start, end }, newText: `"${shown}"` }], preferred: true };
    report(reader, 'asterisk-alias', start, end, { shown, fixes: [fix] });
  } else if (!reader.anchors.has(name)) report(reader, 'unknown-alias', start, end, { shown: name });
  const target = reader.anchors.get(name);
  if (!target && reader.anchors.has(name)) report(reader, 'circular-alias', start, end, { shown: name });
  return { type: 'alias', name, target, start, end };
}

export const quoteTitle = { en: 'put it in quotes', zh: '加上引号' };
