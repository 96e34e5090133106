// Node selectors as node affinity, volumes and device pools have them. Mirrors ValidateNodeSelector (v1.36).
import { dns1123SubdomainErrors, labelValueErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { objectsAt, stringAt, stringsAt } from '../draft.ts';
import { forbidden, invalid, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, qualifiedName } from './checks.ts';

/** @param valuesChecked false where the server tolerates values that no label can have */
export function nodeSelectorErrors(selector: Draft, field: FieldPath, valuesChecked = true): FieldError[] {
  const terms = objectsAt(selector, 'nodeSelectorTerms');
  const at = child(field, 'nodeSelectorTerms');
  if (terms.length === 0) return [required(at, 'must have at least one node selector term')];
  return terms.flatMap((term, t) => nodeSelectorTermErrors(term, index(at, t), valuesChecked));
}

export function nodeSelectorTermErrors(term: Draft, field: FieldPath, valuesChecked = true): FieldError[] {
  const labels = objectsAt(term, 'matchExpressions').flatMap((expression, at) =>
    labelErrors(expression, index(child(field, 'matchExpressions'), at), valuesChecked),
  );
  const fields = objectsAt(term, 'matchFields').flatMap((expression, at) =>
    fieldErrors(expression, index(child(field, 'matchFields'), at)),
  );
  return [...labels, ...fields];
}

function labelErrors(expression: Draft, field: FieldPath, valuesChecked: boolean): FieldError[] {
  const values = stringsAt(expression, 'values');
  const checked = valuesChecked ? values : [];
  return [
    ...operatorErrors(stringAt(expression, 'operator'), values.length, field),
    ...qualifiedName(stringAt(expression, 'key'), child(field, 'key')),
    ...checked.flatMap((value, at) => invalidEach(index(child(field, 'values'), at), value, labelValueErrors(value))),
  ];
}

function operatorErrors(operator: string, count: number, field: FieldPath): FieldError[] {
  const values = child(field, 'values');
  switch (operator) {
    case 'In':
    case 'NotIn':
      return count > 0 ? [] : [required(values, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      return count === 0
        ? []
        : [forbidden(values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case 'Gt':
    case 'Lt':
      return count === 1 ? [] : [required(values, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [invalid(child(field, 'operator'), operator, 'not a valid selector operator')];
  }
}

function fieldErrors(expression: Draft, field: FieldPath): FieldError[] {
  const operator = stringAt(expression, 'operator');
  const key = stringAt(expression, 'key');
  const values = stringsAt(expression, 'values');
  const errors: FieldError[] = [];
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.push(invalid(child(field, 'operator'), operator, 'not a valid selector operator'));
  } else if (values.length !== 1) {
    const words = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.push(required(child(field, 'values'), words));
  }
  if (key !== 'metadata.name') {
    return [...errors, invalid(child(field, 'key'), key, 'not a valid field selector key')];
  }
  const wrong = values.flatMap((value, at) =>
    invalidEach(index(child(field, 'values'), at), value, dns1123SubdomainErrors(value)),
  );
  return [...errors, ...wrong];
}
