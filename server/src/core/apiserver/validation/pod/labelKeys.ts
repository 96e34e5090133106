// matchLabelKeys and mismatchLabelKeys of pod affinity and topology spread. Mirrors
// ValidateMatchLabelKeysAndMismatchLabelKeys and ValidateMatchLabelKeysInTopologySpread (v1.36).
import { type Draft, objectsAt, optionalObject, stringMapAt, stringsAt } from '../../draft.ts';
import { forbidden, invalid } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { qualifiedName } from '../checks.ts';

const needsSelector = 'must not be specified when labelSelector is not set';
const inBoth = 'exists in both matchLabelKeys and labelSelector';

/** @param term an affinity term or a spread constraint */
export function labelKeyErrors(term: Draft, field: FieldPath): FieldError[] {
  const selector = optionalObject(term, 'labelSelector');
  const match = stringsAt(term, 'matchLabelKeys');
  const mismatch = new Set(stringsAt(term, 'mismatchLabelKeys'));
  const errors = ['matchLabelKeys', 'mismatchLabelKeys'].flatMap((name) =>
    keyNameErrors(stringsAt(term, name), selector, child(field, name)),
  );
  if (selector && match.length > 0) errors.push(...repeatedKeyErrors(match, selector, field));
  match.forEach((key, at) => {
    const place = index(child(field, 'matchLabelKeys'), at);
    if (mismatch.has(key)) errors.push(invalid(place, key, 'exists in both matchLabelKeys and mismatchLabelKeys'));
  });
  return errors;
}

function keyNameErrors(keys: readonly string[], selector: Draft | undefined, field: FieldPath): FieldError[] {
  if (keys.length === 0) return [];
  if (!selector) return [forbidden(field, needsSelector)];
  return keys.flatMap((key, at) => qualifiedName(key, index(field, at)));
}

/** The server merges the keys into the selector before it looks, so one repetition is its own doing. */
function repeatedKeyErrors(match: readonly string[], selector: Draft, field: FieldPath): FieldError[] {
  const seen = new Set(Object.keys(stringMapAt(selector, 'matchLabels')));
  const errors: FieldError[] = [];
  for (const { key } of objectsAt(selector, 'matchExpressions')) {
    if (typeof key !== 'string') continue;
    const at = match.lastIndexOf(key);
    if (at >= 0 && seen.has(key)) errors.push(invalid(index(field, at), key, inBoth));
    seen.add(key);
  }
  return errors;
}

/** The rule before 1.34, which updates of older objects are still held to. */
export function legacyMatchKeyErrors(constraint: Draft, field: FieldPath): FieldError[] {
  const keys = stringsAt(constraint, 'matchLabelKeys');
  if (keys.length === 0) return [];
  const selector = optionalObject(constraint, 'labelSelector');
  const taken = new Set([
    ...Object.keys(stringMapAt(selector, 'matchLabels')),
    ...objectsAt(selector, 'matchExpressions').map(({ key }) => key),
  ]);
  const errors = selector ? [] : [forbidden(field, needsSelector)];
  keys.forEach((key, at) => {
    errors.push(...qualifiedName(key, index(field, at)));
    if (taken.has(key)) errors.push(invalid(index(field, at), key, inBoth));
  });
  return errors;
}
