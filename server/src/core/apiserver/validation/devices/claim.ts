// What a claim asks for: requests, alternatives, constraints between devices, configuration.
// Mirrors validateDeviceClaim of pkg/apis/resource/validation (v1.36).
import { dns1123SubdomainErrors, labelValueErrors } from '../../../kubernetes/names.ts';
import type { Draft } from '../../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import { invalid, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { dnsLabel, invalidEach, qualifiedName } from '../checks.ts';
import { deviceConfigurationErrors } from './configuration.ts';
import { listErrors, setErrors } from './lists.ts';
import { fullyQualifiedNameErrors } from './names.ts';
import { deviceSelectorErrors } from './selectors.ts';

const MOST = 32;
const MOST_ALTERNATIVES = 8;
export const TAINT_EFFECTS = ['NoExecute', 'NoSchedule', 'None'];

/** Names of requests, each with those of its alternatives. */
type RequestNames = ReadonlyMap<string, ReadonlySet<string>>;

export function claimSpecErrors(spec: Draft, field: FieldPath): FieldError[] {
  const devices = objectAt(spec, 'devices');
  const at = child(field, 'devices');
  const requests = objectsAt(devices, 'requests');
  const names = requestNames(requests);
  return [
    ...setErrors(requests, MOST, child(at, 'requests'), nameOf, requestErrors),
    ...listErrors(objectsAt(devices, 'constraints'), MOST, child(at, 'constraints'), (constraint, place) =>
      constraintErrors(constraint, place, names),
    ),
    ...listErrors(objectsAt(devices, 'config'), MOST, child(at, 'config'), (config, place) => [
      ...namedRequestErrors(config, place, names),
      ...deviceConfigurationErrors(config, place),
    ]),
  ];
}

const nameOf = (item: Draft): string => stringAt(item, 'name');

function requestNames(requests: readonly Draft[]): RequestNames {
  return new Map(
    requests.map((request) => [nameOf(request), new Set(objectsAt(request, 'firstAvailable').map(nameOf))]),
  );
}

function requestErrors(request: Draft, field: FieldPath): FieldError[] {
  const errors = dnsLabel(nameOf(request), child(field, 'name'));
  const alternatives = objectsAt(request, 'firstAvailable');
  const exactly = optionalObject(request, 'exactly');
  const words = 'exactly one of `exactly` or `firstAvailable` is required';
  if (alternatives.length > 0 && exactly) {
    return [...errors, invalid(field, null, `${words}, but multiple fields are set`)];
  }
  if (exactly) return [...errors, ...exactRequestErrors(exactly, child(field, 'exactly'))];
  if (alternatives.length === 0) return [...errors, required(field, words)];
  const listed = setErrors(alternatives, MOST_ALTERNATIVES, child(field, 'firstAvailable'), nameOf, (item, at) => [
    ...dnsLabel(nameOf(item), child(at, 'name')),
    ...exactRequestErrors(item, at),
  ]);
  return [...errors, ...listed];
}

function exactRequestErrors(request: Draft, field: FieldPath): FieldError[] {
  const className = stringAt(request, 'deviceClassName');
  const at = child(field, 'deviceClassName');
  return [
    ...(className === '' ? [required(at)] : invalidEach(at, className, dns1123SubdomainErrors(className))),
    ...deviceSelectorErrors(request, child(field, 'selectors')),
    ...allocationErrors(request, field),
    ...objectsAt(request, 'tolerations').flatMap((item, i) =>
      tolerationErrors(item, index(child(field, 'tolerations'), i)),
    ),
  ];
}

function allocationErrors(request: Draft, field: FieldPath): FieldError[] {
  const mode = stringAt(request, 'allocationMode');
  const count = numberAt(request, 'count') ?? 0;
  const at = child(field, 'count');
  switch (mode) {
    case 'All':
      return count === 0 ? [] : [invalid(at, count, "must not be specified when allocationMode is 'All'")];
    case 'ExactCount':
      return count > 0 ? [] : [invalid(at, count, 'must be greater than zero')];
    default:
      return [notSupported(child(field, 'allocationMode'), mode, ['All', 'ExactCount'])];
  }
}

function tolerationErrors(toleration: Draft, field: FieldPath): FieldError[] {
  const key = stringAt(toleration, 'key');
  const effect = stringAt(toleration, 'effect');
  const errors = key === '' ? [] : qualifiedName(key, child(field, 'key'));
  errors.push(...operatorErrors(stringAt(toleration, 'operator'), stringAt(toleration, 'value'), field));
  if (effect !== '' && !TAINT_EFFECTS.includes(effect)) {
    errors.push(notSupported(child(field, 'effect'), effect, TAINT_EFFECTS));
  }
  return errors;
}

function operatorErrors(operator: string, value: string, field: FieldPath): FieldError[] {
  const at = child(field, 'value');
  switch (operator) {
    case 'Exists':
      return value === '' ? [] : [invalid(at, value, 'must be empty for operator `Exists`')];
    case 'Equal':
      return invalidEach(at, value, labelValueErrors(value));
    case '':
      return [required(child(field, 'operator'))];
    default:
      return [notSupported(child(field, 'operator'), operator, ['Equal', 'Exists'])];
  }
}

function constraintErrors(constraint: Draft, field: FieldPath, names: RequestNames): FieldError[] {
  const errors = namedRequestErrors(constraint, field, names);
  const attribute = ['matchAttribute', 'distinctAttribute'].find((name) => isSet(constraint, name));
  if (attribute !== undefined) {
    return [...errors, ...fullyQualifiedNameErrors(stringAt(constraint, attribute), child(field, attribute))];
  }
  const words = 'exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set';
  return [...errors, required(field, words)];
}

function namedRequestErrors(parent: Draft, field: FieldPath, names: RequestNames): FieldError[] {
  const same = (name: string): string => name;
  return setErrors(stringsAt(parent, 'requests'), MOST, child(field, 'requests'), same, (name, at) =>
    requestReferenceErrors(name, at, names),
  );
}

/** `gpu` or `gpu/big`: a request of this claim, or one of its alternatives. */
function requestReferenceErrors(name: string, field: FieldPath, names: RequestNames): FieldError[] {
  const words = "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
  const segments = name.split('/');
  if (segments.length > 2) return [invalid(field, name, words)];
  const [request = '', alternative] = segments;
  const known = names.get(request);
  const found = known !== undefined && (alternative === undefined || known.has(alternative));
  return [...segments.flatMap((part) => dnsLabel(part, field)), ...(found ? [] : [invalid(field, name, words)])];
}
