// ConfigMap: keys, size, immutability. Mirrors pkg/apis/core/validation ValidateConfigMap (v1.36).
import { byteLength } from '../../kubernetes/goText.ts';
import { configMapKeyErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isDraft, objectAt, sameJson, stringMapAt } from '../draft.ts';
import { forbidden, invalid, tooLong } from '../fieldErrors.ts';
import { key } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';

/** What a ConfigMap or a Secret may hold at most, in bytes. */
export const MAX_DATA_BYTES = 1024 * 1024;

export const configMap: KindRules = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  validate,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...immutableDataErrors(object, old, ['data', 'binaryData']),
    ...validate(object),
  ],
};

function validate(object: Draft): FieldError[] {
  const errors = validateObjectMeta(object, true, subdomainName);
  const data = stringMapAt(object, 'data');
  const binary = stringMapAt(object, 'binaryData');
  let size = 0;
  for (const [name, value] of Object.entries(data)) {
    errors.push(...invalidEach(key('data', name), name, configMapKeyErrors(name)));
    if (Object.hasOwn(binary, name)) {
      errors.push(invalid(key('data', name), name, 'duplicate of key present in binaryData'));
    }
    size += byteLength(value);
  }
  for (const [name, value] of Object.entries(binary)) {
    errors.push(...invalidEach(key('binaryData', name), name, configMapKeyErrors(name)));
    size += decodedLength(value);
  }
  return size > MAX_DATA_BYTES ? [...errors, tooLong('', MAX_DATA_BYTES)] : errors;
}

/** How many bytes padded base64 stands for. */
export function decodedLength(base64: string): number {
  return (base64.length / 4) * 3 - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
}

/** Once `immutable` is true, it and the data stay. ConfigMaps and Secrets share the words. */
export function immutableDataErrors(object: Draft, old: Draft, fields: readonly string[]): FieldError[] {
  if (old['immutable'] !== true) return [];
  const words = 'field is immutable when `immutable` is set';
  const errors = object['immutable'] === true ? [] : [forbidden('immutable', words)];
  for (const field of fields) {
    // An empty map is not the same to `reflect.DeepEqual` as none, and none is stored.
    const emptied = isDraft(object[field]) && Object.keys(objectAt(object, field)).length === 0;
    if (emptied || !sameJson(objectAt(object, field), objectAt(old, field))) errors.push(forbidden(field, words));
  }
  return errors;
}
