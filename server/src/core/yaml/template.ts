// Helm templates are no YAML until they are rendered. So that outline and navigation work in them all the same, their
// `{{ actions }}` are hidden before reading and put back afterwards. Nothing in them is reported as a fault of YAML.
import type { Node, ScalarNode, YamlDocument } from './nodes.ts';

const action = /\{\{[\s\S]*?\}\}/g;

/** The text with the same length where lines of actions are blank and actions inside values are letters; undefined without any. */
export function hideActions(text: string): string | undefined {
  if (!text.includes('{{')) return undefined;
  const hidden = text.replace(action, (match, offset: number) => {
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const lineEnd = text.indexOf('\n', offset + match.length);
    const rest = text.slice(offset + match.length, lineEnd < 0 ? text.length : lineEnd);
    const alone = text.slice(lineStart, offset).trim() === '' && /^\s*(?:\{\{.*\}\}\s*)*$/.test(rest);
    return match.replace(/[^\r\n]/g, alone ? ' ' : 'x');
  });
  return hidden === text ? undefined : hidden;
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
