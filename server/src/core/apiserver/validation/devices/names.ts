// Names inside the device API: pools, attributes and capacities with their domain, requests and subrequests.
// Mirrors pkg/apis/resource/validation (v1.36).
import { cIdentifierErrors, dns1123SubdomainErrors } from '../../../kubernetes/names.ts';
import { invalid, required, tooLong } from '../../fieldErrors.ts';
import type { FieldPath } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { invalidEach } from '../checks.ts';
import { csiDriverName } from '../persistentVolumeSources.ts';

const MOST_POOL_BYTES = 253;
const MOST_ID_BYTES = 32;
/** A domain, a slash, an id. */
export const MOST_QUALIFIED_BYTES = 63 + 1 + MOST_ID_BYTES;

export function poolNameErrors(name: string, field: FieldPath): FieldError[] {
  if (name === '') return [required(field)];
  const errors = name.length > MOST_POOL_BYTES ? [tooLong(field, MOST_POOL_BYTES)] : [];
  return [...errors, ...name.split('/').flatMap((part) => invalidEach(field, part, dns1123SubdomainErrors(part)))];
}

/** `validateQualifiedName`: `model` or `gpu.example.com/model`; more than one slash is not looked at. */
export function deviceQualifiedNameErrors(name: string, field: FieldPath): FieldError[] {
  const parts = name.split('/');
  const [domain = '', id = ''] = parts;
  if (parts.length === 1) return idErrors(domain, field);
  if (parts.length > 2) return [];
  return [
    ...(domain === '' ? [invalid(field, '', 'the domain must not be empty')] : csiDriverName(domain, field)),
    ...(id === '' ? [invalid(field, '', 'the name must not be empty')] : idErrors(id, field)),
  ];
}

/** `validateFullyQualifiedName`: with its domain. */
export function fullyQualifiedNameErrors(name: string, field: FieldPath): FieldError[] {
  const errors = deviceQualifiedNameErrors(name, field);
  if (name.includes('/')) return errors;
  return [...errors, invalid(field, name, 'a fully qualified name must be a domain and a name separated by a slash')];
}

function idErrors(id: string, field: FieldPath): FieldError[] {
  const errors = id.length > MOST_ID_BYTES ? [tooLong(field, MOST_ID_BYTES)] : [];
  return [...errors, ...invalidEach(field, id, cIdentifierErrors(id))];
}
