// The names of a custom resource, in the spec and as accepted. Mirrors ValidateCustomResourceDefinitionNames (v1.36).
import { dns1035LabelErrors } from '../../../kubernetes/names.ts';
import { type Draft, stringAt, stringsAt } from '../../draft.ts';
import { invalid, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';

/** Which names must be there; only a spec is asked. */
export function missingNames(names: Draft, field: FieldPath): FieldError[] {
  return ['plural', 'singular', 'kind', 'listKind']
    .filter((name) => stringAt(names, name) === '')
    .map((name) => required(child(field, name)));
}

export function nameErrors(names: Draft, field: FieldPath): FieldError[] {
  const kind = stringAt(names, 'kind');
  const listKind = stringAt(names, 'listKind');
  const same = kind !== '' && kind === listKind;
  return [
    ...labelErrors(child(field, 'plural'), stringAt(names, 'plural')),
    ...labelErrors(child(field, 'singular'), stringAt(names, 'singular')),
    ...mixedCaseErrors(child(field, 'kind'), kind),
    ...mixedCaseErrors(child(field, 'listKind'), listKind),
    ...listErrors(names, 'shortNames', field),
    ...(same ? [invalid(child(field, 'listKind'), listKind, 'kind and listKind may not be the same')] : []),
    ...listErrors(names, 'categories', field),
  ];
}

function labelErrors(field: FieldPath, name: string): FieldError[] {
  const wrong = name === '' ? [] : dns1035LabelErrors(name);
  return wrong.length > 0 ? [invalid(field, name, wrong.join(','))] : [];
}

function mixedCaseErrors(field: FieldPath, name: string): FieldError[] {
  const wrong = name === '' ? [] : dns1035LabelErrors(name.toLowerCase());
  const words = `may have mixed case, but should otherwise match: ${wrong.join(',')}`;
  return wrong.length > 0 ? [invalid(field, name, words)] : [];
}

function listErrors(names: Draft, list: string, field: FieldPath): FieldError[] {
  return stringsAt(names, list).flatMap((name, at) => {
    const wrong = dns1035LabelErrors(name);
    return wrong.length > 0 ? [invalid(index(child(field, list), at), name, wrong.join(','))] : [];
  });
}
