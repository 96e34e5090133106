// The same tree from the `yaml` package: the slow, complete reader, for what the fast one leaves to it (explicit `? `
// keys, tags with handles, exotic line breaks). Scalars come untyped from it and are read by scalar.ts.
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair as PackagePair,
  type ParsedNode,
  Parser,
  type Scalar,
  type YAMLError,
} from 'yaml';
import { text as words } from '../text.ts';
import type {
  AliasNode,
  Node,
  Pair,
  ScalarNode,
  ScalarStyle,
  SequenceItem,
  YamlDocument,
  YamlProblem,
} from './nodes.ts';
import { readScalar } from './scalar.ts';

/** Reads one document with the `yaml` package. Never throws. */
export function composeDocument(text: string): YamlDocument {
  const composer = new Composer({ schema: 'failsafe', version: '1.2', uniqueKeys: false, strict: false });
  const problems: YamlProblem[] = [];
  for (const document of composer.compose(new Parser().parse(text), true, text.length)) {
    problems.push(...document.errors.map((error) => problemOf(error, text.length)));
    const context: Context = { text, anchors: new Map(), problems };
    const root = document.contents ? convert(document.contents as ParsedNode, context) : undefined;
    return { root, problems, comments: [] };
  }
  return { root: undefined, problems, comments: [] };
}

interface Context {
  readonly text: string;
  /** Anchored nodes before the one being converted; an anchor that is still open maps to undefined. */
  readonly anchors: Map<string, Node | undefined>;
  readonly problems: YamlProblem[];
}

function problemOf(error: YAMLError, length: number): YamlProblem {
  const [start, end] = error.pos;
  return {
    code: 'yaml-syntax',
    severity: 'error',
    span: { start: Math.min(start, length), end: Math.min(Math.max(end, start), length) },
    message: words(
      `${error.message.split('\n')[0]}; correct the YAML here`,
      `YAML 语法错误：${error.message.split('\n')[0]}`,
    ),
  };
}

function convert(node: ParsedNode, context: Context): Node {
  const anchor = 'anchor' in node ? node.anchor : undefined;
  if (anchor && !isAlias(node)) context.anchors.set(anchor, undefined);
  const converted = withProperties(convertBare(node, context), anchor, node.tag);
  if (anchor && !isAlias(node)) context.anchors.set(anchor, converted);
  return converted;
}

function withProperties(node: Node, anchor: string | undefined, tag: string | undefined): Node {
  const shown = tag?.startsWith('tag:yaml.org,2002:') ? `!!${tag.slice('tag:yaml.org,2002:'.length)}` : tag;
  return { ...node, ...(anchor ? { anchor } : {}), ...(shown ? { tag: shown } : {}) };
}

function convertBare(node: ParsedNode, context: Context): Node {
  const [start, end] = node.range;
  if (isAlias(node)) return alias(node.source, start, end, context);
  if (isMap(node)) {
    const pairs = node.items.map((pair) => convertPair(pair as PackagePair<ParsedNode, ParsedNode | null>, context));
    return { type: 'mapping', flow: node.flow === true, pairs, start, end };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => convertItem(item as ParsedNode, context));
    return { type: 'sequence', flow: node.flow === true, items, start, end };
  }
  return scalar(node);
}

function alias(name: string, start: number, end: number, context: Context): AliasNode {
  return { type: 'alias', name, target: context.anchors.get(name), start, end };
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function scalar(node: Scalar.Parsed): ScalarNode {
  const [start, end] = node.range;
  const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
  const source = isScalar(node) && typeof node.value === 'string' ? node.value : '';
  const value = readScalar(source, style === 'plain', node.tag && `!<${node.tag}>`);
  return { type: 'scalar', style, value: value === undefined ? source : value, source, start, end };
}

function convertItem(node: ParsedNode, context: Context): SequenceItem {
  const value = isEmpty(node) ? undefined : convert(node, context);
  return { value, start: node.range[0], end: node.range[1] };
}

function convertPair(pair: PackagePair<ParsedNode, ParsedNode | null>, context: Context): Pair {
  const key = keyScalar(convert(pair.key, context), context);
  const value = pair.value && !isEmpty(pair.value) ? convert(pair.value, context) : undefined;
  const merge = key.style === 'plain' && key.source === '<<';
  return { key, value, merge, start: key.start, end: value?.end ?? key.end };
}

function isEmpty(node: ParsedNode): boolean {
  return isScalar(node) && node.range[0] === node.range[1] && !node.anchor && !node.tag;
}

/** Kubernetes has no other keys than scalars: another node stands for the text it was written as. */
function keyScalar(node: Node, context: Context): ScalarNode {
  if (node.type === 'scalar') return node;
  if (node.type === 'alias' && node.target?.type === 'scalar') return node.target;
  const source = context.text.slice(node.start, node.end);
  return { type: 'scalar', style: 'plain', value: source, source, start: node.start, end: node.end };
}
