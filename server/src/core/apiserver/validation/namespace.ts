// Namespace: its name label, its finalizers. Mirrors pkg/registry/core/namespace and ValidateNamespace (v1.36).
import type { Draft } from '../draft.ts';
import { ensureObject, objectAt, stringAt, stringsAt } from '../draft.ts';
import { invalid } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { namespaceName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { qualifiedName } from './checks.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

export const namespace: KindRules = {
  apiVersion: 'v1',
  kind: 'Namespace',
  applyDefaults: labelWithName,
  prepareForCreate(object) {
    labelWithName(object);
    object['status'] = { phase: 'Active' };
    const spec = ensureObject(object, 'spec');
    const finalizers = stringsAt(spec, 'finalizers');
    if (!finalizers.includes('kubernetes')) spec['finalizers'] = [...finalizers, 'kubernetes'];
  },
  validate,
  prepareForUpdate(object, old) {
    const finalizers = objectAt(old, 'spec')['finalizers'];
    const spec = ensureObject(object, 'spec');
    if (finalizers === undefined) delete spec['finalizers'];
    else spec['finalizers'] = finalizers;
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [...validate(object), ...validateObjectMetaUpdate(object, old)],
};

function labelWithName(object: Draft): void {
  const metadata = ensureObject(object, 'metadata');
  const name = stringAt(metadata, 'name');
  if (name !== '') ensureObject(metadata, 'labels')[NAME_LABEL] = name;
}

function validate(object: Draft): FieldError[] {
  const finalizers = stringsAt(objectAt(object, 'spec'), 'finalizers');
  return [...validateObjectMeta(object, false, namespaceName), ...finalizers.flatMap(finalizerErrors)];
}

function finalizerErrors(name: string): FieldError[] {
  const field = 'spec.finalizers';
  const errors = qualifiedName(name, field);
  if (name.includes('/') || STANDARD_FINALIZERS.includes(name)) return errors;
  return [...errors, invalid(field, name, 'name is neither a standard finalizer name nor is it fully qualified')];
}
