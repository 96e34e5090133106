// Label selectors on label sets. Source: apimachinery/pkg/labels/selector.go (v1.36).
import type { LabelSelector, Labels } from './objects.ts';

/** All of matchLabels and matchExpressions; an empty selector matches everything, an absent one nothing. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (!selector) return false;
  if (!matchesLabels(selector.matchLabels ?? {}, labels)) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const value = labels[key];
    switch (operator) {
      case 'In':
        return value !== undefined && values.includes(value);
      case 'NotIn':
        return value === undefined || !values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      default:
        return false;
    }
  });
}

/** Plain equality of every label: Services and ReplicationControllers. */
export function matchesLabels(wanted: Labels, labels: Labels = {}): boolean {
  for (const key in wanted) if (labels[key] !== wanted[key]) return false;
  return true;
}

/** A selector without any requirement. */
export function selectsEverything(selector: LabelSelector | undefined): boolean {
  return !!selector && !Object.keys(selector.matchLabels ?? {}).length && !selector.matchExpressions?.length;
}
