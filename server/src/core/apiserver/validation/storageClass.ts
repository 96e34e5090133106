// StorageClass and VolumeAttributesClass: who provisions, with which parameters. Mirrors pkg/apis/storage/validation (v1.36).
import { byteLength } from '../../kubernetes/goText.ts';
import { qualifiedNameErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, objectAt, objectsAt, sameJson, setDefault, stringAt, stringMapAt, stringsAt } from '../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required, tooLong } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, qualifiedName } from './checks.ts';
import { deprecatedNodeLabel } from './nodeSelectorWarnings.ts';

export const storageClass: KindRules = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  applyDefaults(object) {
    setDefault(object, 'reclaimPolicy', 'Delete');
    setDefault(object, 'volumeBindingMode', 'Immediate');
  },
  validate: validateStorageClass,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'].flatMap((name) =>
      validateImmutable(shown(object, name), shown(old, name), name),
    ),
  ],
  warnings: topologyWarnings,
};

/** Go's zero value stands for a string that is not set, nil for a map. */
function shown(object: Draft, name: string) {
  return name === 'parameters' ? (object[name] ?? null) : stringAt(object, name);
}

function validateStorageClass(object: Draft): FieldError[] {
  const policy = stringAt(object, 'reclaimPolicy');
  const mode = stringAt(object, 'volumeBindingMode');
  const errors = [
    ...validateObjectMeta(object, false, subdomainName),
    ...provisionerErrors(stringAt(object, 'provisioner'), 'provisioner'),
    ...parameterErrors(object, true),
  ];
  if (policy !== '' && policy !== 'Delete' && policy !== 'Retain') {
    errors.push(notSupported('reclaimPolicy', policy, ['Delete', 'Retain']));
  }
  if (mode !== 'Immediate' && mode !== 'WaitForFirstConsumer') {
    errors.push(notSupported('volumeBindingMode', mode, ['Immediate', 'WaitForFirstConsumer']));
  }
  return [...errors, ...topologyErrors(objectsAt(object, 'allowedTopologies'))];
}

function provisionerErrors(name: string, field: FieldPath): FieldError[] {
  if (name === '') return [required(field)];
  return invalidEach(field, name.toLowerCase(), qualifiedNameErrors(name.toLowerCase()));
}

const MOST_PARAMETERS = 512;
const MOST_PARAMETER_BYTES = 256 * 1024;

function parameterErrors(object: Draft, mayBeEmpty: boolean): FieldError[] {
  const entries = Object.entries(stringMapAt(object, 'parameters'));
  if (entries.length > MOST_PARAMETERS) return [tooLong('parameters', MOST_PARAMETERS)];
  const errors = entries
    .filter(([name]) => name === '')
    .map(() => invalid('parameters', '', 'field can not be empty.'));
  const size = entries.reduce((sum, [name, value]) => sum + byteLength(name) + byteLength(value), 0);
  if (size > MOST_PARAMETER_BYTES) errors.push(tooLong('parameters', MOST_PARAMETER_BYTES));
  if (!mayBeEmpty && entries.length === 0) {
    errors.push(required('parameters', 'must contain at least one key/value pair'));
  }
  return errors;
}

function topologyErrors(terms: readonly Draft[]): FieldError[] {
  const seen: string[] = [];
  return terms.flatMap((term, t) => {
    const field = child(index('allowedTopologies', t), 'matchLabelExpressions');
    const expressions = objectsAt(term, 'matchLabelExpressions');
    const keys = new Set<string>();
    const errors = expressions.flatMap((expression, e) => {
      const key = stringAt(expression, 'key');
      const repeated = keys.has(key) ? [duplicate(child(index(field, e), 'key'), key)] : [];
      keys.add(key);
      return [...topologyExpressionErrors(expression, key, index(field, e)), ...repeated];
    });
    // A term without expressions is the same as none, of which the server has made some room beforehand.
    const same = JSON.stringify(
      expressions.map((e) => [stringAt(e, 'key'), [...new Set(stringsAt(e, 'values'))].sort()]).sort(),
    );
    if (expressions.length === 0 || seen.includes(same)) errors.push(duplicate(field, ''));
    seen.push(same);
    return errors;
  });
}

function topologyExpressionErrors(expression: Draft, key: string, field: FieldPath): FieldError[] {
  const values = stringsAt(expression, 'values');
  const repeated = values.flatMap((value, at) =>
    values.indexOf(value) < at ? [duplicate(index(child(field, 'values'), at), value)] : [],
  );
  const missing = values.length === 0 ? [required(child(field, 'values'))] : [];
  return [...missing, ...repeated, ...qualifiedName(key, child(field, 'key'))];
}

/** pkg/api/storage/util.go. */
function topologyWarnings(object: Draft): string[] {
  return objectsAt(object, 'allowedTopologies').flatMap((term, t) =>
    objectsAt(term, 'matchLabelExpressions').flatMap((expression, e) => {
      const words = deprecatedNodeLabel(stringAt(expression, 'key'));
      const place = `allowedTopologies[${t}].matchLabelExpressions[${e}].key`;
      return words === undefined ? [] : [`${place}: ${stringAt(expression, 'key')} is ${words}`];
    }),
  );
}

export const volumeAttributesClass: KindRules = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'VolumeAttributesClass',
  validate: validateAttributesClass,
  validateUpdate(object, old) {
    const errors = validateObjectMetaUpdate(object, old);
    if (stringAt(object, 'driverName') !== stringAt(old, 'driverName')) {
      errors.push(forbidden('driverName', 'updates to driverName are forbidden.'));
    }
    if (!sameJson(objectAt(object, 'parameters'), objectAt(old, 'parameters'))) {
      errors.push(forbidden('parameters', 'updates to parameters are forbidden.'));
    }
    return [...errors, ...validateAttributesClass(object)];
  },
};

function validateAttributesClass(object: Draft): FieldError[] {
  return [
    ...validateObjectMeta(object, false, subdomainName),
    ...provisionerErrors(stringAt(object, 'driverName'), 'driverName'),
    ...parameterErrors(object, false),
  ];
}

/** Whether a class is the one taken when none is named. */
export function isDefaultClass(object: Draft): boolean {
  const annotations = stringMapAt(objectAt(object, 'metadata'), 'annotations');
  const names = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
  return (
    names.some((name) => annotations[name] === 'true') && !isSet(objectAt(object, 'metadata'), 'deletionTimestamp')
  );
}
