// Paths inside volumes and containers. Mirrors validateLocalDescendingPath and its kin (v1.36).
import { invalid } from '../../fieldErrors.ts';
import type { FieldPath } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';

/** `validatePathNoBacksteps`. */
export function backstepErrors(path: string, field: FieldPath): FieldError[] {
  return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}

/** `validateLocalDescendingPath`: relative, never upwards. */
export function descendingPathErrors(path: string, field: FieldPath): FieldError[] {
  const absolute = path.startsWith('/') ? [invalid(field, path, 'must be a relative path')] : [];
  return [...absolute, ...backstepErrors(path, field)];
}

/** `ValidateLocalNonReservedPath`: names that begin with two dots belong to the kubelet. */
export function localPathErrors(path: string, field: FieldPath): FieldError[] {
  const errors = descendingPathErrors(path, field);
  const reserved = path.startsWith('..') && !path.startsWith('../');
  return reserved ? [...errors, invalid(field, path, "must not start with '..'")] : errors;
}
