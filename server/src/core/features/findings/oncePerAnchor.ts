// A fault below an anchor is one fault, however many aliases and merges repeat it: it is told once, at the anchor.
import type { Finding, Span } from '../../finding.ts';
import { type ManifestDocument, perDocument, treeOf } from '../../workspace/document.ts';
import type { Node } from '../../yaml/nodes.ts';

/** @param findings in the order of the text */
export function oncePerAnchor(document: ManifestDocument, findings: readonly Finding[]): readonly Finding[] {
  const repeated = findings.length > 1 ? repeatedSpans(document) : [];
  if (repeated.length === 0) return findings;
  const told = new Set<string>();
  return findings.filter((finding) => {
    const { start, end } = finding.span;
    if (!repeated.some((span) => span.start <= start && end <= span.end)) return true;
    const words = `${finding.code} ${start} ${end} ${faultOf(finding)}`;
    const isNew = !told.has(words);
    told.add(words);
    return isNew;
  });
}

/** The server may say several things of one place, and begins each with a path; a rule says one thing, of each container. */
function faultOf({ code, message }: Finding): string {
  return code === 'api-server' ? message.en.slice(message.en.indexOf(': ')) : '';
}

/** What aliases stand for. */
const repeatedSpans: (document: ManifestDocument) => readonly Span[] = perDocument((document) => {
  if (!/&\S/.test(document.text)) return [];
  const targets = new Set<Node>();
  collect(treeOf(document).root, targets);
  return [...targets].map(({ start, end }) => ({ start, end }));
});

function collect(node: Node | undefined, targets: Set<Node>): void {
  if (node?.type === 'alias' && node.target) targets.add(node.target);
  else if (node?.type === 'mapping') for (const { value } of node.pairs) collect(value, targets);
  else if (node?.type === 'sequence') for (const { value } of node.items) collect(value, targets);
}
