// Where and when a pod may run: tolerations, topology spread, gates, resource claims of the pod. Mirrors
// ValidateTolerations, validateTopologySpreadConstraints, validateSchedulingGates, validatePodResourceClaims (v1.36).
import { dns1123SubdomainErrors, labelValueErrors } from '../../../kubernetes/names.ts';
import { type Draft, isSet, numberAt, objectAt, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { dnsLabel, invalidEach, labelSelectorErrors, qualifiedName } from '../checks.ts';
import { internalObject } from './internalObject.ts';
import { labelKeyErrors, legacyMatchKeyErrors } from './labelKeys.ts';
import type { PodOptions } from './options.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

export function tolerationErrors(tolerations: readonly Draft[], list: FieldPath, options: PodOptions): FieldError[] {
  return tolerations.flatMap((toleration, at) => {
    const field = index(list, at);
    const key = stringAt(toleration, 'key');
    const operator = stringAt(toleration, 'operator');
    const effect = stringAt(toleration, 'effect');
    const errors = key === '' ? [] : qualifiedName(key, child(field, 'key'));
    if (key === '' && operator !== 'Exists') {
      const words = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid(child(field, 'operator'), operator, words));
    }
    if (isSet(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
      errors.push(
        invalid(child(field, 'effect'), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"),
      );
    }
    errors.push(...operatorErrors(operator, stringAt(toleration, 'value'), field, options));
    if (effect !== '' && !effects.includes(effect)) errors.push(notSupported(child(field, 'effect'), effect, effects));
    return errors;
  });
}

function operatorErrors(operator: string, value: string, field: FieldPath, options: PodOptions): FieldError[] {
  const at = child(field, 'operator');
  switch (operator) {
    case 'Equal':
    case '': {
      const wrong = labelValueErrors(value);
      return wrong.length === 0 ? [] : [invalid(at, value, wrong.join(';'))];
    }
    case 'Exists':
      return value === '' ? [] : [invalid(at, value, "value must be empty when `operator` is 'Exists'")];
    case 'Lt':
    case 'Gt':
      return options.comparingTolerations ? [] : [notSupported(at, operator, ['Equal', 'Exists', 'Lt', 'Gt'])];
    default:
      return [notSupported(at, operator, ['Equal', 'Exists'])];
  }
}

export function topologySpreadErrors(spec: Draft, specPath: FieldPath, options: PodOptions): FieldError[] {
  const constraints = objectsAt(spec, 'topologySpreadConstraints');
  return constraints.flatMap((constraint, at) => {
    const field = index(child(specPath, 'topologySpreadConstraints'), at);
    return [
      ...spreadFieldErrors(constraint, field),
      ...repeatedSpreadErrors(constraint, constraints.slice(at + 1), field),
      ...(options.legacyMatchLabelKeys
        ? legacyMatchKeyErrors(constraint, child(field, 'matchLabelKeys'))
        : labelKeyErrors(constraint, field)),
      ...(options.invalidSpreadSelectors
        ? []
        : labelSelectorErrors(optionalObject(constraint, 'labelSelector'), child(field, 'labelSelector'))),
    ];
  });
}

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const inclusions = ['Honor', 'Ignore'];
const notPositive = 'must be greater than zero';

function spreadFieldErrors(constraint: Draft, field: FieldPath): FieldError[] {
  const skew = numberAt(constraint, 'maxSkew') ?? 0;
  const action = stringAt(constraint, 'whenUnsatisfiable');
  const domains = numberAt(constraint, 'minDomains');
  const at = child(field, 'minDomains');
  const errors = skew <= 0 ? [invalid(child(field, 'maxSkew'), skew, notPositive)] : [];
  if (stringAt(constraint, 'topologyKey') === '') {
    errors.push(required(child(field, 'topologyKey'), 'can not be empty'));
  }
  if (!actions.includes(action)) errors.push(notSupported(child(field, 'whenUnsatisfiable'), action, actions));
  if (domains !== undefined && domains <= 0) errors.push(invalid(at, domains, notPositive));
  if (domains !== undefined && action !== 'DoNotSchedule') {
    const words = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
    errors.push(invalid(at, domains, words));
  }
  for (const name of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
    if (!isSet(constraint, name) || inclusions.includes(stringAt(constraint, name))) continue;
    errors.push(notSupported(child(field, name), stringAt(constraint, name), inclusions));
  }
  return errors;
}

function repeatedSpreadErrors(constraint: Draft, others: readonly Draft[], field: FieldPath): FieldError[] {
  const pair = ({ topologyKey = '', whenUnsatisfiable = '' }: Draft): string =>
    `{${topologyKey}, ${whenUnsatisfiable}}`;
  const own = pair(constraint);
  if (!others.some((other) => pair(other) === own)) return [];
  return [duplicate(child(field, '{topologyKey, whenUnsatisfiable}'), own)];
}

export function schedulingGateErrors(spec: Draft, specPath: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return objectsAt(spec, 'schedulingGates').flatMap((gate, at) => {
    const field = index(child(specPath, 'schedulingGates'), at);
    const name = stringAt(gate, 'name');
    const errors = qualifiedName(name, field);
    if (seen.has(name)) errors.push(duplicate(field, name));
    seen.add(name);
    return errors;
  });
}

/** @param meta metadata of the Pod; none for templates */
export function podClaimErrors(spec: Draft, meta: Draft | undefined, specPath: FieldPath): FieldError[] {
  const seen = new Set<string>();
  const mirror = isSet(objectAt(meta, 'annotations'), 'kubernetes.io/config.mirror');
  return objectsAt(spec, 'resourceClaims').flatMap((claim, at) => {
    if (mirror) return [forbidden('', 'static pods do not support resource claims')];
    const field = index(child(specPath, 'resourceClaims'), at);
    const name = stringAt(claim, 'name');
    const nameField = child(field, 'name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(nameField));
    else if (seen.has(name)) errors.push(duplicate(nameField, name));
    else errors.push(...dnsLabel(name, nameField));
    seen.add(name);
    return [...errors, ...claimSourceErrors(claim, field)];
  });
}

function claimSourceErrors(claim: Draft, field: FieldPath): FieldError[] {
  const given = ['resourceClaimName', 'resourceClaimTemplateName'].filter((name) => isSet(claim, name));
  const shown = internalObject('core.PodResourceClaim', claim);
  const errors: FieldError[] = [];
  if (given.length > 1) {
    const words = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
    errors.push(invalid(field, shown, words));
  }
  if (given.length === 0) {
    errors.push(invalid(field, shown, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
  }
  for (const name of given) {
    const value = stringAt(claim, name);
    errors.push(...invalidEach(child(field, name), value, dns1123SubdomainErrors(value)));
  }
  return errors;
}
