// The pod template inside a workload. Mirrors ValidatePodTemplateSpec of pkg/apis/core/validation (v1.36).
import type { Draft } from '../draft.ts';
import { objectAt, stringMapAt } from '../draft.ts';
import { validateAnnotations, validateLabels } from '../objectMeta.ts';
import type { FieldError } from '../types.ts';

/** @param path of the template in the object; `old` is the object that is replaced, if one is */
export function podTemplateErrors(object: Draft, _old: Draft | undefined, path: readonly string[]): FieldError[] {
  const template = path.reduce<Draft>(objectAt, object);
  const at = path.join('.');
  const meta = objectAt(template, 'metadata');
  return [
    ...validateLabels(stringMapAt(meta, 'labels'), `${at}.labels`),
    ...validateAnnotations(stringMapAt(meta, 'annotations'), `${at}.annotations`),
  ];
}

/** Warnings about the pods that the template makes. */
export function podTemplateWarnings(_object: Draft, _old: Draft | undefined, _path: readonly string[]): string[] {
  return [];
}
