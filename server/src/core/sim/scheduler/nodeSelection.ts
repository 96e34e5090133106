// Node selectors and node affinity on one node's labels. Source: component-helpers/scheduling/corev1/nodeaffinity (v1.36).
import type { Node, Pod } from '../objects.ts';
import { matchesLabels } from '../selectors.ts';
import { labelsOf, type NodeSelector, type NodeSelectorRequirement, type NodeSelectorTerm, specOf } from './shapes.ts';

/** `spec.nodeSelector` and the required node affinity, both. */
export function matchesRequiredAffinity(pod: Pod, node: Node): boolean {
  const { nodeSelector, affinity } = specOf(pod);
  if (nodeSelector && !matchesLabels(nodeSelector, labelsOf(node))) return false;
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return !required || matchesNodeSelector(required, node);
}

/** Terms are alternatives; a selector without terms matches nothing. */
export function matchesNodeSelector(selector: NodeSelector, node: Pick<Node, 'metadata'>): boolean {
  return (selector.nodeSelectorTerms ?? []).some((term) => matchesTerm(term, node));
}

/** An empty term matches nothing. */
export function matchesTerm(term: NodeSelectorTerm, node: Pick<Node, 'metadata'>): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length + matchFields.length === 0) return false;
  const labels = labelsOf(node);
  return (
    matchExpressions.every((wanted) => matches(wanted, labels[wanted.key])) &&
    matchFields.every((wanted) => matches(wanted, wanted.key === 'metadata.name' ? node.metadata.name : undefined))
  );
}

function matches({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return compares(value, values[0], (a, b) => a > b);
    case 'Lt':
      return compares(value, values[0], (a, b) => a < b);
    default:
      return false;
  }
}

function compares(
  value: string | undefined,
  bound: string | undefined,
  holds: (a: bigint, b: bigint) => boolean,
): boolean {
  const whole = /^[+-]?\d+$/;
  if (value === undefined || bound === undefined || !whole.test(value) || !whole.test(bound)) return false;
  return holds(BigInt(value), BigInt(bound));
}
