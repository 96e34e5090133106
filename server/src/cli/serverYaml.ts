// What the API server's own YAML reader says of a text: the words of sigs.k8s.io/yaml about duplicate keys and about
// YAML that cannot be read.
import { goQuote } from '../core/kubernetes/goText.ts';
import type { Node, YamlDocument } from '../core/yaml/nodes.ts';
import { goYamlFault } from './goYaml/fault.ts';

/** Words about a text that cannot be read; undefined for what can be. */
export function yamlError(yaml: string, document: YamlDocument): string | undefined {
  const fault = goYamlFault(yaml);
  if (fault !== undefined) return `yaml: ${fault}`;
  const problem = document.problems.find(({ code }) => UNREADABLE.has(code));
  return problem && `yaml: line ${lineOf(yaml, problem.span.start) - 1}: did not find expected key`;
}

/** What goyaml scans and then cannot make a value of; its words for these depend on that value. */
const UNREADABLE: ReadonlySet<string> = new Set(['complex-key', 'circular-alias', 'too-deep']);

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
