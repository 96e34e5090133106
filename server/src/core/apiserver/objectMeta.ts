// Metadata: names, labels, annotations, owners, finalizers, and what of it may change.
// Mirrors k8s.io/apimachinery pkg/api/validation/objectmeta.go (v1.36).
import { byteLength, goQuote } from '../kubernetes/goText.ts';
import { dns1123LabelErrors, labelValueErrors, qualifiedNameErrors } from '../kubernetes/names.ts';
import {
  type Draft,
  type Json,
  numberAt,
  objectAt,
  objectsAt,
  sameJson,
  stringAt,
  stringMapAt,
  stringsAt,
} from './draft.ts';
import { forbidden, invalid, required, tooLong } from './fieldErrors.ts';
import { child, type FieldPath, index } from './fieldPath.ts';
import type { FieldError } from './types.ts';

/** The server's messages about a name; `prefix`: it is a generateName, to which characters will be added. */
export type NameRule = (name: string, prefix: boolean) => readonly string[];

const mostAnnotationBytes = 256 * 1024;

/** Rules for a new object's `metadata`, as pkg/apis/core/validation adds to the general ones: what most kinds ask for. */
export function validateObjectMeta(
  object: Draft,
  namespaced: boolean,
  nameRule: NameRule,
  path: FieldPath = 'metadata',
): FieldError[] {
  return [
    ...validateGeneralObjectMeta(object, namespaced, nameRule, path),
    ...legacyFinalizerErrors(stringsAt(objectAt(object, 'metadata'), 'finalizers'), child(path, 'finalizers')),
  ];
}

/** Rules for every new object's `metadata` (`rest.BeforeCreate` asks for them too). */
export function validateGeneralObjectMeta(
  object: Draft,
  namespaced: boolean,
  nameRule: NameRule,
  path: FieldPath = 'metadata',
): FieldError[] {
  const meta = objectAt(object, 'metadata');
  return [
    ...nameErrors(meta, nameRule, path),
    ...namespaceErrors(meta, namespaced, path),
    ...commonErrors(meta, path, true),
  ];
}

function nameErrors(meta: Draft, nameRule: NameRule, path: FieldPath): FieldError[] {
  const prefix = stringAt(meta, 'generateName');
  const name = stringAt(meta, 'name');
  const errors =
    prefix === '' ? [] : nameRule(prefix, true).map((words) => invalid(child(path, 'generateName'), prefix, words));
  if (name === '') return [...errors, required(child(path, 'name'), 'name or generateName is required')];
  return [...errors, ...nameRule(name, false).map((words) => invalid(child(path, 'name'), name, words))];
}

function namespaceErrors(meta: Draft, namespaced: boolean, path: FieldPath): FieldError[] {
  const namespace = stringAt(meta, 'namespace');
  const at = child(path, 'namespace');
  if (!namespaced) return namespace === '' ? [] : [forbidden(at, 'not allowed on this type')];
  if (namespace === '') return [required(at)];
  return dns1123LabelErrors(namespace).map((words) => invalid(at, namespace, words));
}

function commonErrors(meta: Draft, path: FieldPath, creating: boolean): FieldError[] {
  const generation = numberAt(meta, 'generation') ?? 0;
  const errors: FieldError[] = [];
  if (creating && generation < 0)
    errors.push(invalid(child(path, 'generation'), generation, 'must be greater than or equal to 0'));
  errors.push(...validateLabels(stringMapAt(meta, 'labels'), child(path, 'labels')));
  errors.push(...validateAnnotations(stringMapAt(meta, 'annotations'), child(path, 'annotations')));
  errors.push(...ownerErrors(objectsAt(meta, 'ownerReferences'), child(path, 'ownerReferences')));
  if (creating) errors.push(...finalizerErrors(stringsAt(meta, 'finalizers'), child(path, 'finalizers')));
  errors.push(...managedFieldsErrors(objectsAt(meta, 'managedFields'), child(path, 'managedFields')));
  return errors;
}

/** `pkg/apis/meta/v1/validation.ValidateLabels`. */
export function validateLabels(labels: Readonly<Record<string, string>>, path: FieldPath): FieldError[] {
  return Object.entries(labels).flatMap(([name, value]) => [
    ...qualifiedNameErrors(name).map((words) => invalid(path, name, words)),
    ...labelValueErrors(value).map((words) => invalid(path, value, words)),
  ]);
}

export function validateAnnotations(annotations: Readonly<Record<string, string>>, path: FieldPath): FieldError[] {
  const errors = Object.keys(annotations).flatMap((name) =>
    qualifiedNameErrors(name.toLowerCase()).map((words) => invalid(path, name, words)),
  );
  let bytes = 0;
  for (const [name, value] of Object.entries(annotations)) bytes += byteLength(name) + byteLength(value);
  if (bytes > mostAnnotationBytes) errors.push(tooLong(path, mostAnnotationBytes));
  return errors;
}

function ownerErrors(owners: readonly Draft[], path: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  let controller = '';
  for (const owner of owners) {
    errors.push(...ownerReferenceErrors(owner, path));
    if (owner['controller'] !== true) continue;
    const name = `${stringAt(owner, 'kind')}/${stringAt(owner, 'name')}`;
    if (controller === '') controller = name;
    else {
      const words = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`;
      errors.push(invalid(path, owners.map(ownerInOrder), words));
    }
  }
  return errors;
}

function ownerReferenceErrors(owner: Draft, path: FieldPath): FieldError[] {
  const apiVersion = stringAt(owner, 'apiVersion');
  const errors: FieldError[] = [];
  if (apiVersion === '' || /\/$|\/.*\//.test(apiVersion)) {
    errors.push(invalid(child(path, 'apiVersion'), apiVersion, 'version must not be empty'));
  }
  for (const name of ['kind', 'name', 'uid']) {
    if (stringAt(owner, name) === '') errors.push(invalid(child(path, name), '', 'must not be empty'));
  }
  if (apiVersion === 'v1' && owner['kind'] === 'Event') {
    errors.push(invalid(path, ownerInOrder(owner), '/v1, Kind=Event is disallowed from being an owner'));
  }
  return errors;
}

/** The fields in the order of the Go struct, in which JSON prints them. */
function ownerInOrder(owner: Draft): Json {
  const { apiVersion = '', kind = '', name = '', uid = '', controller, blockOwnerDeletion } = owner;
  return { apiVersion, kind, name, uid, controller, blockOwnerDeletion };
}

function finalizerErrors(finalizers: readonly string[], path: FieldPath): FieldError[] {
  const errors = finalizers.flatMap((name) => qualifiedNameErrors(name).map((words) => invalid(path, name, words)));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(path, [...finalizers], 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  return errors;
}

const standardFinalizers = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** `validateKubeFinalizerName` of pkg/apis/core/validation: a bare word has to be one of Kubernetes' own. */
function legacyFinalizerErrors(finalizers: readonly string[], path: FieldPath): FieldError[] {
  return finalizers.flatMap((name, at) =>
    name.includes('/') || standardFinalizers.has(name)
      ? []
      : [invalid(index(path, at), name, 'name is neither a standard finalizer name nor is it fully qualified')],
  );
}

/** `pkg/apis/meta/v1/validation.ValidateManagedFields`. */
function managedFieldsErrors(entries: readonly Draft[], path: FieldPath): FieldError[] {
  return entries.flatMap((entry, at) => {
    const errors: FieldError[] = [];
    const operation = stringAt(entry, 'operation');
    if (operation !== 'Apply' && operation !== 'Update') {
      errors.push(invalid(child(index(path, at), 'operation'), operation, 'must be `Apply` or `Update`'));
    }
    const type = stringAt(entry, 'fieldsType');
    if (type !== '' && type !== 'FieldsV1')
      errors.push(invalid(child(index(path, at), 'fieldsType'), type, 'must be `FieldsV1`'));
    return errors;
  });
}

const immutable = 'field is immutable';

/** A field that may not change. */
export function validateImmutable(value: Json | undefined, old: Json | undefined, path: FieldPath): FieldError[] {
  return sameJson(value, old) ? [] : [invalid(path, value, immutable)];
}

/** Rules for a changed object's `metadata`, with those of pkg/apis/core/validation. */
export function validateObjectMetaUpdate(object: Draft, old: Draft, path: FieldPath = 'metadata'): FieldError[] {
  return [
    ...validateGeneralObjectMetaUpdate(object, old, path),
    ...legacyFinalizerErrors(stringsAt(objectAt(object, 'metadata'), 'finalizers'), child(path, 'finalizers')),
  ];
}

/** Rules for every changed object's `metadata`. What the server fills in from the live object is filled in before. */
export function validateGeneralObjectMetaUpdate(object: Draft, old: Draft, path: FieldPath = 'metadata'): FieldError[] {
  const meta = objectAt(object, 'metadata');
  const before = objectAt(old, 'metadata');
  const errors: FieldError[] = [];
  if (before['deletionTimestamp'] !== undefined) errors.push(...newFinalizerErrors(meta, before, path));
  if ((numberAt(meta, 'generation') ?? 0) < (numberAt(before, 'generation') ?? 0)) {
    errors.push(invalid(child(path, 'generation'), numberAt(meta, 'generation') ?? 0, 'must not be decremented'));
  }
  for (const name of ['name', 'namespace', 'uid']) {
    errors.push(...validateImmutable(stringAt(meta, name), stringAt(before, name), child(path, name)));
  }
  for (const name of ['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds']) {
    errors.push(...validateImmutable(meta[name], before[name], child(path, name)));
  }
  return [...errors, ...commonErrors(meta, path, false)];
}

function newFinalizerErrors(meta: Draft, before: Draft, path: FieldPath): FieldError[] {
  const known = new Set(stringsAt(before, 'finalizers'));
  const added = [...new Set(stringsAt(meta, 'finalizers'))].filter((name) => !known.has(name)).sort();
  if (added.length === 0) return [];
  const list = `[]string{${added.map(goQuote).join(', ')}}`;
  const words = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
  return [forbidden(child(path, 'finalizers'), words)];
}
