// Annotations that once were fields, and still are checked: seccomp, AppArmor, tolerations, the mirror of static pods,
// the cost of deletion. Mirrors ValidatePodSpecificAnnotations and its neighbours (v1.36).
import { parseGoInteger } from '../../../kubernetes/goText.ts';
import { type Draft, isSet, objectAt, optionalObject, stringAt, stringMapAt } from '../../draft.ts';
import { forbidden, invalid } from '../../fieldErrors.ts';
import { child, type FieldPath, key } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { eachContainer } from './containerList.ts';
import type { PodOptions } from './options.ts';
import { descendingPathErrors } from './paths.ts';

export const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';
export const seccompPod = 'seccomp.security.alpha.kubernetes.io/pod';
export const seccompPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
export const mirrorPod = 'kubernetes.io/config.mirror';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/** @param pod `{ metadata, spec }`, a Pod or a template */
export function podAnnotationErrors(pod: Draft, metaPath: FieldPath, options: PodOptions): FieldError[] {
  const spec = objectAt(pod, 'spec');
  const annotations = stringMapAt(objectAt(pod, 'metadata'), 'annotations');
  const field = child(metaPath, 'annotations');
  const errors: FieldError[] = [];
  const mirror = annotations[mirrorPod];
  if (mirror !== undefined && stringAt(spec, 'nodeName') === '') {
    errors.push(invalid(key(field, mirrorPod), mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  }
  if (!options.invalidDeletionCost && !isDeletionCost(annotations)) {
    errors.push(invalid(key(field, deletionCost), annotations[deletionCost], 'must be a 32bit integer'));
  }
  for (const [name, value] of Object.entries(annotations)) {
    if (name === seccompPod || name.startsWith(seccompPrefix)) {
      errors.push(...seccompTextErrors(value, child(field, name)));
    }
    if (name.startsWith(appArmorPrefix)) errors.push(...appArmorTextErrors(spec, name, value, key(field, name)));
  }
  return errors;
}

/** Whether the cost, if there is one, is an int32 without plus or leading zeros. */
export function isDeletionCost(annotations: Draft): boolean {
  const value = annotations[deletionCost];
  if (typeof value !== 'string') return true;
  if (!/^(-|0$|[1-9])/.test(value)) return false;
  const parsed = parseGoInteger(value);
  return 'value' in parsed && parsed.value >= -2147483648n && parsed.value <= 2147483647n;
}

function seccompTextErrors(profile: string, field: FieldPath): FieldError[] {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(profile)) return [];
  if (profile.startsWith('localhost/')) return descendingPathErrors(profile.slice('localhost/'.length), field);
  return [invalid(field, profile, 'must be a valid seccomp profile')];
}

function appArmorTextErrors(spec: Draft, name: string, profile: string, field: FieldPath): FieldError[] {
  const container = name.slice(appArmorPrefix.length);
  const errors: FieldError[] = [];
  if (!eachContainer(spec).some((placed) => placed.container['name'] === container)) {
    errors.push(invalid(field, container, 'container not found'));
  }
  const known = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
  return known
    ? errors
    : [...errors, invalid(field, profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`)];
}

/** Annotation and field must say the same, where both speak. */
export function profileMatchErrors(pod: Draft, specPath: FieldPath): FieldError[] {
  const spec = objectAt(pod, 'spec');
  const annotations = stringMapAt(objectAt(pod, 'metadata'), 'annotations');
  if (Object.keys(annotations).length === 0) return [];
  const podSeccomp = optionalObject(objectAt(spec, 'securityContext'), 'seccompProfile');
  const errors = mismatchErrors('seccomp', annotations[seccompPod], podSeccomp, child(specPath, 'securityContext'));
  const podAppArmor = optionalObject(objectAt(spec, 'securityContext'), 'appArmorProfile');
  const windows = objectAt(spec, 'os')['name'] === 'windows';
  for (const { container, path } of eachContainer(spec, specPath)) {
    const context = objectAt(container, 'securityContext');
    const name = stringAt(container, 'name');
    const at = child(path, 'securityContext');
    errors.push(
      ...mismatchErrors('seccomp', annotations[seccompPrefix + name], optionalObject(context, 'seccompProfile'), at),
    );
    const appArmor = optionalObject(context, 'appArmorProfile') ?? podAppArmor;
    if (!windows) errors.push(...mismatchErrors('apparmor', annotations[appArmorPrefix + name], appArmor, at));
  }
  return errors;
}

type Profile = 'seccomp' | 'apparmor';

function mismatchErrors(
  kind: Profile,
  annotation: string | undefined,
  profile: Draft | undefined,
  contextPath: FieldPath,
): FieldError[] {
  if (annotation === undefined || !profile) return [];
  const field = child(contextPath, kind === 'seccomp' ? 'seccompProfile' : 'appArmorProfile');
  const differentType = [forbidden(child(field, 'type'), `${kind} type in annotation and field must match`)];
  switch (profile['type']) {
    case 'Unconfined':
      return annotation === 'unconfined' ? [] : differentType;
    case 'RuntimeDefault': {
      const same = annotation === 'runtime/default' || (kind === 'seccomp' && annotation === 'docker/default');
      return same ? [] : differentType;
    }
    case 'Localhost': {
      if (!annotation.startsWith('localhost/')) return differentType;
      const same = profile['localhostProfile'] === annotation.slice('localhost/'.length);
      const words = `${kind} profile in annotation and field must match`;
      return same ? [] : [forbidden(child(field, 'localhostProfile'), words)];
    }
    default:
      return [];
  }
}

/** `ApparmorFieldForAnnotation`. */
export function appArmorFromAnnotation(annotation: string): Draft | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const name = annotation.startsWith('localhost/') ? annotation.slice('localhost/'.length) : '';
  return name === '' ? undefined : { type: 'Localhost', localhostProfile: name };
}

/** `ValidatePodSpecificAnnotationUpdates`, without what is asked of every pod. */
export function annotationChangeErrors(meta: Draft, before: Draft): FieldError[] {
  const now = objectAt(meta, 'annotations');
  const then = objectAt(before, 'annotations');
  const removed = Object.keys(then).filter((name) => now[name] !== then[name]);
  const added = Object.keys(now).filter((name) => !isSet(then, name));
  return [
    ...removed.flatMap((name) => protectedErrors(name, 'remove or update')),
    ...added.flatMap((name) => protectedErrors(name, 'add')),
  ];
}

function protectedErrors(name: string, verb: string): FieldError[] {
  const field = key('metadata.annotations', name);
  if (name.startsWith(appArmorPrefix)) return [forbidden(field, `may not ${verb} AppArmor annotations`)];
  return name === mirrorPod ? [forbidden(field, `may not ${verb} mirror pod annotation`)] : [];
}
