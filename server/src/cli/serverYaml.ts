// What the API server's own YAML reader says of a text: the words of sigs.k8s.io/yaml about duplicate keys and about
// YAML that cannot be read. Positions come from core/yaml; the words are goyaml.v2's.
import { goQuote } from '../core/kubernetes/goText.ts';
import type { Node, YamlDocument } from '../core/yaml/nodes.ts';

/** Words about a text that is no YAML; undefined for what can be read. */
export function yamlError(yaml: string, document: YamlDocument): string | undefined {
  const problem = document.problems.find(
    ({ severity, code, span }) =>
      severity === 'error' &&
      code !== 'duplicate-key' &&
      !(code === 'full-width-colon' && isValue(document.root, span.start)),
  );
  if (!problem) return undefined;
  const { code, span } = problem;
  if (code === 'unclosed-quote') return `yaml: line ${lineOf(yaml, yaml.length + 1)}: found unexpected end of stream`;
  const line = lineOf(yaml, span.start);
  if (code === 'unclosed-flow' || code === 'missing-comma') {
    return `yaml: line ${line}: did not find expected ',' or '${yaml[span.start] === '{' ? '}' : ']'}'`;
  }
  const scanned = words[code];
  // What its parser finds, and not its scanner, it counts from zero.
  return scanned === undefined ? `yaml: line ${line - 1}: did not find expected key` : `yaml: line ${line}: ${scanned}`;
}

/** Whether a scalar begins here that is a value: it reads well, whatever was meant. */
function isValue(node: Node | undefined, offset: number): boolean {
  if (!node || offset < node.start || offset > node.end) return false;
  switch (node.type) {
    case 'scalar':
      return node.start === offset;
    case 'sequence':
      return node.items.some(({ value }) => isValue(value, offset));
    case 'mapping':
      return node.pairs.some(({ value }) => isValue(value, offset));
    case 'alias':
      return false;
  }
}

/** goyaml.v2's words for the faults that core/yaml tells apart; the reader there knows more of them than these. */
const words: Readonly<Record<string, string>> = {
  'tab-indentation': 'found character that cannot start any token',
  'missing-colon': "could not find expected ':'",
  'full-width-colon': "could not find expected ':'",
  'missing-space': "could not find expected ':'",
  'unknown-alias': 'unknown anchor',
};

/** One strict error that lists every duplicate key, as `yaml.TypeError` does; none where keys are unique. */
export function duplicateKeyErrors(yaml: string, document: YamlDocument): string[] {
  const lines: string[] = [];
  if (document.root) collect(yaml, document.root, lines);
  return lines.length === 0 ? [] : [`yaml: unmarshal errors:\n${lines.map((line) => `  ${line}`).join('\n')}`];
}

function collect(yaml: string, node: Node, lines: string[]): void {
  if (node.type === 'sequence') for (const { value } of node.items) if (value) collect(yaml, value, lines);
  if (node.type !== 'mapping') return;
  const seen = new Set<string>();
  for (const { key, value, merge } of node.pairs) {
    if (value) collect(yaml, value, lines);
    if (merge) continue;
    const name = String(key.value);
    // The reader counts the line where the value begins.
    if (seen.has(name))
      lines.push(`line ${lineOf(yaml, (value ?? key).start)}: key ${goQuote(name)} already set in map`);
    seen.add(name);
  }
}

/** Lines from 1. */
function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
