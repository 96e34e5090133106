// PersistentVolumeClaim: modes, size, sources, classes, what may change once created. Its spec is also that of templates.
// Mirrors ValidatePersistentVolumeClaim(Spec|Update), pkg/registry/core/persistentvolumeclaim, pkg/api/persistentvolumeclaim (v1.36).
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import { quantityMilliValue, quantityOf, quantitySign, quantityText } from '../../kubernetes/quantity.ts';
import type { Draft } from '../draft.ts';
import { ensureObject, isSet, objectAt, optionalObject, setDefault, stringAt, stringMapAt } from '../draft.ts';
import { invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, key } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import { roundToMilli } from '../resourceNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, labelSelectorErrors } from './checks.ts';
import { accessModeErrors } from './persistentVolume.ts';
import { CLASS_ANNOTATION, claimChangeErrors } from './persistentVolumeClaimUpdate.ts';

export const persistentVolumeClaim: KindRules = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  applyDefaults: (object) => setClaimSpecDefaults(ensureObject(object, 'spec')),
  prepareForCreate(object) {
    object['status'] = { phase: 'Pending' };
    dropDataSources(objectAt(object, 'spec'), {});
    normalizeDataSources(objectAt(object, 'spec'));
  },
  validate,
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
    dropDataSources(objectAt(object, 'spec'), objectAt(old, 'spec'));
    normalizeDataSources(objectAt(object, 'spec'));
    normalizeDataSources(objectAt(old, 'spec'));
  },
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...validate(object),
    ...claimChangeErrors(object, old),
  ],
  warnings: (object) => [
    ...(Object.hasOwn(stringMapAt(objectAt(object, 'metadata'), 'annotations'), CLASS_ANNOTATION)
      ? [`metadata.annotations[${CLASS_ANNOTATION}]: deprecated since v1.8; use "storageClassName" attribute instead`]
      : []),
    ...claimSpecWarnings(objectAt(object, 'spec'), 'spec'),
  ],
};

/** Defaults of a claim's spec, in templates too. Writes to the draft. */
export function setClaimSpecDefaults(spec: Draft): void {
  setDefault(spec, 'volumeMode', 'Filesystem');
  const resources = optionalObject(spec, 'resources');
  if (resources) roundToMilli(resources, ['limits', 'requests']);
}

/**
 * pkg/api/persistentvolumeclaim: a reference out of the namespace is behind a gate that is off, and other sources than claims
 * and snapshots were never kept; unless the claim has such a source already.
 */
function dropDataSources(spec: Draft, old: Draft): void {
  const referred = isSet(old, 'dataSourceRef');
  if (!referred && stringAt(optionalObject(spec, 'dataSourceRef'), 'namespace') !== '') delete spec['dataSourceRef'];
  if (referred || isSet(old, 'dataSource') || isSet(spec, 'dataSourceRef')) return;
  const source = optionalObject(spec, 'dataSource');
  if (source && !isClaimOrSnapshot(source)) delete spec['dataSource'];
}

/** `dataSource` and `dataSourceRef` say the same, unless the reference leaves the namespace. */
function normalizeDataSources(spec: Draft): void {
  const reference = optionalObject(spec, 'dataSourceRef');
  const source = optionalObject(spec, 'dataSource');
  if (source && !reference) spec['dataSourceRef'] = { ...source };
  if (source || !reference || stringAt(reference, 'namespace') !== '') return;
  const { namespace: _, ...rest } = reference;
  spec['dataSource'] = rest;
}

function isClaimOrSnapshot(source: Draft): boolean {
  const kind = stringAt(source, 'kind');
  const group = stringAt(source, 'apiGroup');
  if (kind === 'PersistentVolumeClaim') return group === '';
  return kind === 'VolumeSnapshot' && group === 'snapshot.storage.k8s.io';
}

function validate(object: Draft): FieldError[] {
  return [...validateObjectMeta(object, true, subdomainName), ...claimSpecErrors(objectAt(object, 'spec'), 'spec')];
}

/** `ValidatePersistentVolumeClaimSpec`. */
export function claimSpecErrors(spec: Draft, field: FieldPath): FieldError[] {
  return [
    ...accessModeErrors(spec, field, 'at least 1 access mode is required'),
    ...labelSelectorErrors(optionalObject(spec, 'selector'), child(field, 'selector')),
    ...sizeErrors(spec, key(child(field, 'resources'), 'storage')),
    ...classNameErrors(spec, 'storageClassName', field),
    ...volumeModeErrors(spec, child(field, 'volumeMode')),
    ...dataSourceErrors(optionalObject(spec, 'dataSource'), child(field, 'dataSource')),
    ...dataSourceErrors(optionalObject(spec, 'dataSourceRef'), child(field, 'dataSourceRef')),
    ...sourcePairErrors(spec, field),
    ...classNameErrors(spec, 'volumeAttributesClassName', field),
  ];
}

function sizeErrors(spec: Draft, field: FieldPath): FieldError[] {
  const text = objectAt(objectAt(spec, 'resources'), 'requests')['storage'];
  const quantity = quantityOf(text ?? '');
  if (!quantity) return [required(field)];
  return quantitySign(quantity) > 0 ? [] : [invalid(field, text, 'must be greater than zero')];
}

function classNameErrors(spec: Draft, name: string, field: FieldPath): FieldError[] {
  const value = stringAt(spec, name);
  return value === '' ? [] : invalidEach(child(field, name), value, dns1123SubdomainErrors(value));
}

function volumeModeErrors(spec: Draft, field: FieldPath): FieldError[] {
  const mode = stringAt(spec, 'volumeMode');
  const modes = ['Block', 'Filesystem'];
  return !isSet(spec, 'volumeMode') || modes.includes(mode) ? [] : [notSupported(field, mode, modes)];
}

function dataSourceErrors(source: Draft | undefined, field: FieldPath): FieldError[] {
  if (!source) return [];
  const kind = stringAt(source, 'kind');
  const group = stringAt(source, 'apiGroup');
  const namespace = stringAt(source, 'namespace');
  const errors = ['name', 'kind']
    .filter((name) => stringAt(source, name) === '')
    .map((name) => required(child(field, name)));
  if (group === '' && kind !== 'PersistentVolumeClaim') {
    errors.push(invalid(field, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  }
  if (group !== '') errors.push(...invalidEach(child(field, 'apiGroup'), group, dns1123SubdomainErrors(group)));
  if (namespace === '') return errors;
  return [...errors, ...invalidEach(child(field, 'namespace'), namespace, dns1123LabelErrors(namespace))];
}

function sourcePairErrors(spec: Draft, field: FieldPath): FieldError[] {
  const source = optionalObject(spec, 'dataSource');
  const reference = optionalObject(spec, 'dataSourceRef');
  if (!source || !reference) return [];
  // The bad value is a field.Path, which has no exported fields: it prints as an empty JSON object.
  if (stringAt(reference, 'namespace') !== '') {
    return [invalid(field, {}, 'may not be specified when dataSourceRef.namespace is specified')];
  }
  const same = ['apiGroup', 'kind', 'name'].every((name) => (source[name] ?? null) === (reference[name] ?? null));
  return same ? [] : [invalid(field, {}, 'must match dataSourceRef')];
}

/** `GetWarningsForPersistentVolumeClaimSpec`. */
export function claimSpecWarnings(spec: Draft, field: FieldPath): string[] {
  return ['requests', 'limits'].flatMap((list) => {
    const quantity = quantityOf(objectAt(objectAt(spec, 'resources'), list)['storage'] ?? '');
    if (!quantity || quantityMilliValue(quantity) % 1000n === 0n) return [];
    const text = quantityText(quantity);
    return [`${field}.resources.${list}[storage]: fractional byte value "${text}" is invalid, must be an integer`];
  });
}
