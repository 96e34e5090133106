// What may change in a claim: its size and attributes class once it is bound, its class once. Mirrors
// ValidatePersistentVolumeClaimUpdate of pkg/apis/core/validation (v1.36).
import { compareQuantities, quantityOf, ZERO_QUANTITY } from '../../kubernetes/quantity.ts';
import { type Draft, isSet, objectAt, optionalObject, stringAt, stringMapAt } from '../draft.ts';
import { forbidden, invalid } from '../fieldErrors.ts';
import { key } from '../fieldPath.ts';
import { validateImmutable } from '../objectMeta.ts';
import type { FieldError } from '../types.ts';
import { sameInternal } from './pod/internalObject.ts';
import { internalDiff } from './pod/textDiff.ts';

/** Where the class was named before there was a field. */
export const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** Errors of the change alone; the status of `object` is already that of `old`. */
export function claimChangeErrors(object: Draft, old: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const before = objectAt(old, 'spec');
  const moved = movesClassFromAnnotation(object, old);
  const bound = stringAt(objectAt(object, 'status'), 'phase') === 'Bound';
  const errors = moved ? [] : annotationErrors(object, old);
  const compared = comparable(spec, before, bound);
  if (moved) delete compared['storageClassName'];
  else if (takesClass(object, old)) compared['storageClassName'] = before['storageClassName'];
  const kept = stringAt(before, 'volumeName') === '' ? { ...before, volumeName: compared['volumeName'] } : before;
  if (!sameInternal('core.PersistentVolumeClaimSpec', compared, kept)) {
    const words =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    errors.push(forbidden('spec', `${words}\n${internalDiff('core.PersistentVolumeClaimSpec', kept, compared)}`));
  }
  errors.push(...sizeErrors(spec, before, objectAt(old, 'status')));
  errors.push(...validateImmutable(spec['volumeMode'], before['volumeMode'], 'volumeMode'));
  return [...errors, ...attributesClassErrors(spec, before, objectAt(old, 'status'))];
}

function annotated(object: Draft): string | undefined {
  return stringMapAt(objectAt(object, 'metadata'), 'annotations')[CLASS_ANNOTATION];
}

/** `validateStorageClassUpgradeFromAnnotation`. */
function movesClassFromAnnotation(object: Draft, old: Draft): boolean {
  const name = annotated(old);
  const spec = objectAt(object, 'spec');
  if (name === undefined || isSet(objectAt(old, 'spec'), 'storageClassName')) return false;
  return spec['storageClassName'] === name && (annotated(object) ?? name) === name;
}

/** `validateStorageClassUpgradeFromNil`: a claim without a class may be given one. */
function takesClass(object: Draft, old: Draft): boolean {
  const name = objectAt(object, 'spec')['storageClassName'];
  if (name === undefined || name === null || isSet(objectAt(old, 'spec'), 'storageClassName')) return false;
  return (annotated(old) ?? name) === name;
}

function annotationErrors(object: Draft, old: Draft): FieldError[] {
  const now = annotated(object) ?? '';
  if (now === (annotated(old) ?? '')) return [];
  return [invalid(key('metadata', CLASS_ANNOTATION), now, 'field is immutable')];
}

/** The new spec, with what a bound claim may change put back to what it was. */
function comparable(spec: Draft, before: Draft, bound: boolean): Draft {
  if (!bound) return { ...spec };
  const copy: Draft = { ...spec, volumeAttributesClassName: before['volumeAttributesClassName'] };
  const resources = optionalObject(spec, 'resources');
  const requests = optionalObject(resources, 'requests');
  if (!requests) return copy;
  const storage = objectAt(objectAt(before, 'resources'), 'requests')['storage'];
  return { ...copy, resources: { ...resources, requests: { ...requests, storage } } };
}

/** A claim may shrink to what it has, never below: that is how a failed expansion is taken back. */
function sizeErrors(spec: Draft, before: Draft, status: Draft): FieldError[] {
  const sizeOf = (amounts: Draft) => quantityOf(amounts['storage']) ?? ZERO_QUANTITY;
  const requested = (of: Draft) => sizeOf(objectAt(objectAt(of, 'resources'), 'requests'));
  const size = requested(spec);
  if (compareQuantities(size, requested(before)) >= 0) return [];
  if (compareQuantities(size, sizeOf(objectAt(status, 'capacity'))) > 0) return [];
  return [forbidden('spec.resources.requests.storage', 'field can not be less than status.capacity')];
}

function attributesClassErrors(spec: Draft, before: Draft, status: Draft): FieldError[] {
  const name = 'volumeAttributesClassName';
  if ((spec[name] ?? null) === (before[name] ?? null) || !isSet(status, 'currentVolumeAttributesClassName')) return [];
  const words = 'is forbidden when status.currentVolumeAttributesClassName is not nil';
  if (!isSet(spec, name)) return [forbidden(`spec.${name}`, `update to nil ${words}`)];
  return spec[name] === '' ? [forbidden(`spec.${name}`, `update to empty string ${words}`)] : [];
}
