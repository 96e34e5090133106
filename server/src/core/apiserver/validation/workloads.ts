// What the kinds that make pods share: how they are stored, when their templates are warned of. Mirrors the strategies in
// pkg/registry/apps (v1.36).
import { type Draft, ensureObject, objectAt, optionalObject, sameJson } from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { child, type FieldPath } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { labelSelectorErrors } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { dropDisabledPodFields } from './pod/dropFields.ts';
import { sameInternal } from './pod/internalObject.ts';
import type { PodOptions } from './pod/options.ts';
import { endlessPodErrors, podTemplateErrors, templateLabelErrors, workloadSelector } from './pod/podTemplate.ts';

/** Status is the server's; disabled fields of the template go. Writes to the draft. */
export function prepareWorkload(object: Draft): void {
  object['status'] = {};
  firstGeneration(object);
  dropDisabledPodFields(objectAt(templateOf(object), 'spec'));
}

/** As at creation, but the status stays. Writes to the draft. */
export function prepareWorkloadUpdate(object: Draft, old: Draft): void {
  object['status'] = old['status'];
  dropDisabledPodFields(objectAt(templateOf(object), 'spec'));
}

/** What was written there does not count. Writes to the draft. */
export function firstGeneration(object: Draft): void {
  ensureObject(object, 'metadata')['generation'] = 1;
}

export function templateOf(object: Draft): Draft {
  return objectAt(objectAt(object, 'spec'), 'template');
}

/** Whether an update raises the generation: only then the template is looked at for warnings. */
export function specChanged(object: Draft, old: Draft | undefined): boolean {
  if (!old || !sameJson(object['spec'], old['spec'])) return true;
  return templateChanged(object, old);
}

/** Whether the pods will be others: a pointer to an empty struct is a change as well. */
export function templateChanged(object: Draft, old: Draft): boolean {
  return !sameInternal('core.PodTemplateSpec', templateOf(object), templateOf(old));
}

/** A selector that must be there and not be empty. `kind` as the message names it. */
export function requiredSelectorErrors(spec: Draft, kind: string, field: FieldPath): FieldError[] {
  const selector = optionalObject(spec, 'selector');
  if (!selector) return [required(field)];
  const errors = labelSelectorErrors(selector, field);
  return [...errors, ...emptySelectorErrors(selector, kind, field)];
}

export function emptySelectorErrors(selector: Draft, kind: string, field: FieldPath): FieldError[] {
  const size = Object.keys(objectAt(selector, 'matchLabels')).length;
  const expressions = selector['matchExpressions'];
  if (size > 0 || (Array.isArray(expressions) && expressions.length > 0)) return [];
  return [invalid(field, labelSelectorAsGo(selector), `empty selector is invalid for ${kind}`)];
}

/** `ValidatePodTemplateSpecForReplicaSet`, where the selector can be read. */
export function replicatedTemplateErrors(spec: Draft, specPath: FieldPath, options: PodOptions): FieldError[] {
  const given = optionalObject(spec, 'selector');
  const selector = workloadSelector(given);
  const field = child(specPath, 'selector');
  if (selector === undefined) return [invalid(field, labelSelectorAsGo(given), 'invalid label selector')];
  const template = objectAt(spec, 'template');
  const path = child(specPath, 'template');
  return [
    ...(selector.length === 0 ? [] : templateLabelErrors(selector, template, path)),
    ...podTemplateErrors(template, path, options),
    ...endlessPodErrors(template, 'ReplicaSet', path),
  ];
}

/** The selector of a workload stays as it was made. */
export function selectorKept(object: Draft, old: Draft): FieldError[] {
  const now = optionalObject(objectAt(object, 'spec'), 'selector');
  const then = optionalObject(objectAt(old, 'spec'), 'selector');
  if (sameJson(now, then)) return [];
  return [invalid('spec.selector', labelSelectorAsGo(now), 'field is immutable')];
}
