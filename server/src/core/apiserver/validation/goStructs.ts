// How Go prints objects of internal types as JSON inside messages: every field, in the order of the struct. Metav1 types keep
// their JSON names and omit what is empty.
import { compareGoStrings } from '../../kubernetes/goText.ts';
import type { Draft, Json } from '../draft.ts';
import { isDraft, objectsAt, stringAt, stringsAt } from '../draft.ts';

/** A `*metav1.LabelSelector`. */
export function labelSelectorAsGo(selector: Draft | undefined): Json {
  if (!selector) return null;
  const printed: Draft = {};
  const labels = selector['matchLabels'];
  if (isDraft(labels) && Object.keys(labels).length > 0) printed['matchLabels'] = sortedByName(labels);
  const expressions = objectsAt(selector, 'matchExpressions');
  if (expressions.length > 0) printed['matchExpressions'] = expressions.map(expressionAsGo);
  return printed;
}

/** Go prints maps in the order of their keys. */
export function sortedByName(map: Draft): Draft {
  return Object.fromEntries(Object.entries(map).sort(([one], [other]) => compareGoStrings(one, other)));
}

function expressionAsGo(expression: Draft): Json {
  const values = stringsAt(expression, 'values');
  const printed: Draft = { key: stringAt(expression, 'key'), operator: stringAt(expression, 'operator') };
  if (values.length > 0) printed['values'] = values;
  return printed;
}
