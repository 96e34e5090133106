// Helm templates are no YAML until they are rendered. So that outline and navigation work in them all the same, their
// `{{ actions }}` are hidden before reading and put back afterwards. Nothing in them is reported as a fault of YAML.
import type { Node, ScalarNode, YamlDocument } from './nodes.ts';

const action = /\{\{[\s\S]*?\}\}/g;
const helmObject = /\{\{-?[^}]*\.(Values|Release|Chart|Capabilities)\b/;

/** Whether it uses the objects that only Helm gives: no other tool's braces do. */
export function usesHelmObjects(text: string): boolean {
  return text.includes('{{') && helmObject.test(text);
}

/** The text with the same length where lines of actions are blank and actions inside values are letters; undefined without any. */
export function hideActions(text: string): string | undefined {
  if (!text.includes('{{')) return undefined;
  let hidden = '';
  let at = 0;
  let isFirst = true;
  let isAlone = false;
  for (const { 0: match, index } of text.matchAll(action)) {
    const between = text.slice(at, index);
    if (isFirst || between.includes('\n')) isAlone = standsAlone(text, index);
    hidden += between + masked(match, isAlone ? ' ' : 'x');
    at = index + match.length;
    isFirst = false;
  }
  return at === 0 ? undefined : hidden + text.slice(at);
}

/** Whether the line that the action begins holds actions only. */
function standsAlone(text: string, start: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return false;
  for (let at = start; ; ) {
    const close = text.indexOf('}}', at);
    if (close < 0) return false;
    at = close + 2;
    while (isBlank(text.charCodeAt(at))) at++;
    if (at >= text.length || text[at] === '\n') return true;
    if (!text.startsWith('{{', at)) return false;
  }
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0d;

function masked(words: string, letter: string): string {
  return words.includes('\n') ? words.replace(/[^\r\n]/g, letter) : letter.repeat(words.length);
}

/** The tree of the hidden text, with scalars that hold an action as they are written, and no problems. */
export function showActions(document: YamlDocument, text: string): YamlDocument {
  return { root: document.root && show(document.root, text), problems: [], comments: document.comments };
}

function show(node: Node, text: string): Node {
  if (node.type === 'scalar') return showScalar(node, text);
  if (node.type === 'mapping') {
    const pairs = node.pairs.map((pair) => ({
      ...pair,
      key: showScalar(pair.key, text),
      value: pair.value && show(pair.value, text),
    }));
    return { ...node, pairs };
  }
  if (node.type === 'alias') return node;
  return { ...node, items: node.items.map((item) => ({ ...item, value: item.value && show(item.value, text) })) };
}

function showScalar(node: ScalarNode, text: string): ScalarNode {
  const written = text.slice(node.start, node.end);
  if (!written.includes('{{') || node.style === 'literal' || node.style === 'folded') return node;
  const source = node.style === 'plain' ? written : written.slice(1, -1);
  return { ...node, source, value: source };
}
