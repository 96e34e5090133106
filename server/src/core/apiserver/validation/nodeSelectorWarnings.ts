// Node labels that have a successor, and where the server warns of them. Mirrors pkg/api/node/util.go (v1.36).
import type { Draft } from '../draft.ts';
import { objectsAt, stringAt } from '../draft.ts';
import type { FieldPath } from '../fieldPath.ts';

const DEPRECATED: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'deprecated since v1.14; use "kubernetes.io/arch" instead'],
  ['beta.kubernetes.io/os', 'deprecated since v1.14; use "kubernetes.io/os" instead'],
  ['failure-domain.beta.kubernetes.io/region', 'deprecated since v1.17; use "topology.kubernetes.io/region" instead'],
  ['failure-domain.beta.kubernetes.io/zone', 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead'],
  ['beta.kubernetes.io/instance-type', 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead'],
  ['app.kubernetes.io/created-by', 'deprecated since v1.9'],
  ['scheduler.alpha.kubernetes.io/preferAvoidPods', 'deprecated since v1.22; use Taints and Tolerations instead'],
  ['node-role.kubernetes.io/master', 'use "node-role.kubernetes.io/control-plane" instead'],
]);

/** What the server says of a node label, if it is deprecated. */
export function deprecatedNodeLabel(name: string): string | undefined {
  return DEPRECATED.get(name);
}

/** `GetWarningsForNodeSelectorTerm`. */
export function nodeSelectorTermWarnings(term: Draft, field: FieldPath): string[] {
  return objectsAt(term, 'matchExpressions').flatMap((expression, at) => {
    const key = stringAt(expression, 'key');
    const words = DEPRECATED.get(key);
    return words === undefined ? [] : [`${field}.matchExpressions[${at}].key: ${key} is ${words}`];
  });
}

/** `GetWarningsForNodeSelector`: of a label selector for nodes. */
export function nodeLabelSelectorWarnings(selector: Draft | undefined, field: FieldPath): string[] {
  if (!selector) return [];
  const labels = selector['matchLabels'];
  const names = typeof labels === 'object' && labels !== null ? Object.keys(labels) : [];
  return [
    ...nodeSelectorTermWarnings(selector, field),
    ...names.flatMap((name) => {
      const words = DEPRECATED.get(name);
      return words === undefined ? [] : [`${field}.matchLabels.${name}: ${words}`];
    }),
  ];
}
