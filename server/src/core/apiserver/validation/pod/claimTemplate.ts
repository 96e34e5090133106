// The claim inside an ephemeral volume. Mirrors ValidatePersistentVolumeClaimTemplate (v1.36).
import { type Draft, objectAt, stringMapAt } from '../../draft.ts';
import { forbidden } from '../../fieldErrors.ts';
import { child, type FieldPath } from '../../fieldPath.ts';
import { validateAnnotations, validateLabels } from '../../objectMeta.ts';
import type { FieldError } from '../../types.ts';
import { claimSpecErrors } from '../persistentVolumeClaim.ts';

/** Fields of metadata that a template may not have; the server drops none of them, and writes uid its own way. */
const refused = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
  'managedFields',
];

export function claimTemplateErrors(template: Draft, field: FieldPath): FieldError[] {
  return [
    ...templateMetadataErrors(template, child(field, 'metadata')),
    ...claimSpecErrors(objectAt(template, 'spec'), child(field, 'spec')),
  ];
}

/** `ValidateTemplateObjectMeta`: labels and annotations, nothing else. */
export function templateMetadataErrors(template: Draft, field: FieldPath): FieldError[] {
  const meta = objectAt(template, 'metadata');
  const set = refused.filter((name) => !isZero(meta[name])).map((name) => (name === 'uid' ? 'uID' : name));
  return [
    ...validateAnnotations(stringMapAt(meta, 'annotations'), child(field, 'annotations')),
    ...validateLabels(stringMapAt(meta, 'labels'), child(field, 'labels')),
    ...set.map((name) => forbidden(child(field, name), 'cannot be set')),
  ];
}

function isZero(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}
