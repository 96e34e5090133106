// One device of a slice: attributes, capacity, counters it takes from, taints, the nodes it is on.
// Mirrors validateDevice of pkg/apis/resource/validation (v1.36).
import { byteLength } from '../../../kubernetes/goText.ts';
import { dns1123SubdomainErrors, labelValueErrors } from '../../../kubernetes/names.ts';
import { quantityOf, ZERO_QUANTITY } from '../../../kubernetes/quantity.ts';
import type { Draft, Json } from '../../draft.ts';
import { isSet, objectAt, objectsAt, optionalObject, sameJson, stringAt, stringsAt } from '../../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required, tooLong, tooMany } from '../../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { dnsLabel, invalidEach, qualifiedName } from '../checks.ts';
import { nodeSelectorErrors } from '../nodeSelector.ts';
import { TAINT_EFFECTS } from './claim.ts';
import { listErrors, setErrors, shortenedKey } from './lists.ts';
import { deviceQualifiedNameErrors, MOST_QUALIFIED_BYTES } from './names.ts';
import { requestPolicyErrors } from './requestPolicy.ts';

const MOST_ENTRIES = 32;
const MOST_VALUES = 48;
const MOST_TAINTS = 16;
const MOST_COUNTER_SETS = 2;
const MOST_COUNTERS = 32;
const MOST_CONDITIONS = 4;
const MOST_VALUE_BYTES = 64;

/** @param perDevice whether each device names its nodes */
export function deviceErrors(
  device: Draft,
  old: Draft | undefined,
  perDevice: boolean,
  field: FieldPath,
): FieldError[] {
  const unchanged = old !== undefined && sameJson(old['taints'], device['taints']);
  return [
    ...dnsLabel(stringAt(device, 'name'), child(field, 'name')),
    ...sizeErrors(device, field),
    ...attributesErrors(device, child(field, 'attributes')),
    ...capacityErrors(device, child(field, 'capacity')),
    ...(unchanged ? [] : listErrors(objectsAt(device, 'taints'), MOST_TAINTS, child(field, 'taints'), taintErrors)),
    ...setErrors(
      objectsAt(device, 'consumesCounters'),
      MOST_COUNTER_SETS,
      child(field, 'consumesCounters'),
      (item) => stringAt(item, 'counterSet'),
      (item, at) => counterSetErrors(item, 'counterSet', at),
    ),
    ...(perDevice ? nodeErrors(device, field) : noNodeErrors(device, field)),
    ...bindingErrors(device, field),
  ];
}

function sizeErrors(device: Draft, field: FieldPath): FieldError[] {
  const values = Object.keys(objectAt(device, 'attributes')).length;
  const entries = values + Object.keys(objectAt(device, 'capacity')).length;
  const errors: FieldError[] = [];
  if (entries > MOST_ENTRIES) {
    errors.push(
      invalid(field, entries, `the total number of attributes and capacities must not exceed ${MOST_ENTRIES}`),
    );
  }
  if (values > MOST_VALUES) {
    errors.push(invalid(field, values, `the total number of attribute values must not exceed ${MOST_VALUES}`));
  }
  return errors;
}

function attributesErrors(device: Draft, field: FieldPath): FieldError[] {
  const attributes = objectAt(device, 'attributes');
  return Object.keys(attributes).flatMap((name) => [
    ...deviceQualifiedNameErrors(name, field),
    ...attributeErrors(objectAt(attributes, name), key(field, shortenedKey(name, MOST_QUALIFIED_BYTES))),
  ]);
}

const ATTRIBUTE_FIELDS = { IntValue: 'int', BoolValue: 'bool', StringValue: 'string', VersionValue: 'version' };
const LIST_FIELDS = { IntValues: null, BoolValues: null, StringValues: null, VersionValues: null };

const SEMANTIC_VERSION =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/;

function attributeErrors(attribute: Draft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const version = stringAt(attribute, 'version');
  if (isSet(attribute, 'version') && !SEMANTIC_VERSION.test(version)) {
    errors.push(invalid(child(field, 'version'), version, 'must be a string compatible with semver.org spec 2.0.0'));
  }
  for (const name of ['string', 'version']) {
    if (byteLength(stringAt(attribute, name)) > MOST_VALUE_BYTES)
      errors.push(tooLong(child(field, name), MOST_VALUE_BYTES));
  }
  const count = Object.values(ATTRIBUTE_FIELDS).filter((name) => isSet(attribute, name)).length;
  if (count === 1) return errors;
  return [
    ...errors,
    invalid(field, count === 0 ? '' : attributeAsGo(attribute), 'exactly one value must be specified'),
  ];
}

function attributeAsGo(attribute: Draft): Json {
  const shown = Object.entries(ATTRIBUTE_FIELDS).map(([goName, name]) => [goName, attribute[name] ?? null] as const);
  return { ...Object.fromEntries(shown), ...LIST_FIELDS };
}

function capacityErrors(device: Draft, field: FieldPath): FieldError[] {
  const capacities = objectAt(device, 'capacity');
  return Object.keys(capacities).flatMap((name) => {
    const capacity = objectAt(capacities, name);
    const policy = optionalObject(capacity, 'requestPolicy');
    const at = child(key(field, shortenedKey(name, MOST_QUALIFIED_BYTES)), 'requestPolicy');
    const errors = deviceQualifiedNameErrors(name, field);
    if (!policy) return errors;
    if (device['allowMultipleAllocations'] !== true) {
      return [...errors, forbidden(at, 'allowMultipleAllocations must be true')];
    }
    return [...errors, ...requestPolicyErrors(policy, quantityOf(capacity['value']) ?? ZERO_QUANTITY, at)];
  });
}

function taintErrors(taint: Draft, field: FieldPath): FieldError[] {
  const effect = stringAt(taint, 'effect');
  const value = stringAt(taint, 'value');
  const at = child(field, 'effect');
  const errors = qualifiedName(stringAt(taint, 'key'), child(field, 'key'));
  if (value !== '') errors.push(...invalidEach(child(field, 'value'), value, labelValueErrors(value)));
  if (effect === '') errors.push(required(at));
  else if (!TAINT_EFFECTS.includes(effect)) errors.push(notSupported(at, effect, TAINT_EFFECTS));
  return errors;
}

/** A set of counters, shared by devices or taken from by one. @param nameField where its name is */
export function counterSetErrors(set: Draft, nameField: string, field: FieldPath): FieldError[] {
  const name = stringAt(set, nameField);
  const at = child(field, nameField);
  const errors = name === '' ? [required(at)] : dnsLabel(name, at);
  const counters = Object.keys(objectAt(set, 'counters'));
  const place = child(field, 'counters');
  if (counters.length === 0) return [...errors, required(place)];
  if (counters.length > MOST_COUNTERS) return [...errors, tooMany(place, counters.length, MOST_COUNTERS)];
  return [...errors, ...counters.flatMap((counter) => dnsLabel(counter, place))];
}

function nodeErrors(device: Draft, field: FieldPath): FieldError[] {
  const set: string[] = [];
  const errors: FieldError[] = [];
  if (isSet(device, 'nodeName')) {
    const name = stringAt(device, 'nodeName');
    const at = child(field, 'nodeName');
    if (name !== '') set.push('`nodeName`');
    errors.push(
      ...(name === '' ? [invalid(at, '', 'must not be empty')] : invalidEach(at, name, dns1123SubdomainErrors(name))),
    );
  }
  const selector = optionalObject(device, 'nodeSelector');
  if (selector) {
    set.push('`nodeSelector`');
    errors.push(...nodeSelectorErrors(selector, child(field, 'nodeSelector')));
  }
  if (device['allNodes'] === true) set.push('`allNodes`');
  if (device['allNodes'] === false) {
    errors.push(invalid(child(field, 'allNodes'), false, 'must be either unset or set to true'));
  }
  const words =
    'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
  if (set.length === 0) errors.push(required(field, words));
  if (set.length > 1) errors.push(invalid(field, `{${set.join(', ')}}`, words));
  return errors;
}

function noNodeErrors(device: Draft, field: FieldPath): FieldError[] {
  if (!['nodeName', 'nodeSelector', 'allNodes'].some((name) => isSet(device, name))) return [];
  const words =
    '`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
  return [invalid(field, null, words)];
}

function bindingErrors(device: Draft, field: FieldPath): FieldError[] {
  const binding = stringsAt(device, 'bindingConditions');
  const failing = stringsAt(device, 'bindingFailureConditions');
  const at = child(field, 'bindingConditions');
  const place = child(field, 'bindingFailureConditions');
  const errors = [
    ...listErrors(binding, MOST_CONDITIONS, at, qualifiedName),
    ...listErrors(failing, MOST_CONDITIONS, place, qualifiedName),
    ...repeatedErrors(binding, at),
    ...failing.flatMap((condition, i) => [
      ...(failing.indexOf(condition) < i ? [duplicate(index(place, i), condition)] : []),
      ...(binding.includes(condition)
        ? [invalid(index(place, i), condition, 'bindingFailureConditions must not overlap with bindingConditions')]
        : []),
    ]),
  ];
  if (binding.length === 0 && failing.length > 0) {
    errors.push(
      invalid(
        at,
        device['bindingConditions'] ?? null,
        'bindingConditions are required to use bindingFailureConditions',
      ),
    );
  }
  if (failing.length === 0 && binding.length > 0) {
    const words = 'bindingFailureConditions are required to use bindingConditions';
    errors.push(invalid(place, device['bindingFailureConditions'] ?? null, words));
  }
  return errors;
}

function repeatedErrors(values: readonly string[], field: FieldPath): FieldError[] {
  return values.flatMap((value, at) => (values.indexOf(value) < at ? [duplicate(index(field, at), value)] : []));
}
