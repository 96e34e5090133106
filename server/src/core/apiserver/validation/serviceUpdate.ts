// What of a Service may change. Mirrors ValidateServiceUpdate and its helpers in pkg/apis/core/validation (v1.36).
import type { Draft } from '../draft.ts';
import { sameJson, stringAt, stringsAt } from '../draft.ts';
import { forbidden, invalid } from '../fieldErrors.ts';
import { index } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { isHeadless, loadBalancerClassErrors, needsHealthCheck } from './serviceErrors.ts';

const ONCE = 'may not change once set';

export function serviceUpdateErrors(spec: Draft, old: Draft): FieldError[] {
  return [
    ...addressChanges(spec, old),
    ...familyChanges(spec, old),
    ...classChanges(spec, old),
    ...healthCheckChanges(spec, old),
  ];
}

const isNamed = (spec: Draft): boolean => stringAt(spec, 'type') === 'ExternalName';

function shown(list: readonly string[]) {
  return list.length === 0 ? null : [...list];
}

function addressChanges(spec: Draft, old: Draft): FieldError[] {
  if (isNamed(spec) || isNamed(old) || (isHeadless(spec) && isHeadless(old))) return [];
  const ips = stringsAt(spec, 'clusterIPs');
  const before = stringsAt(old, 'clusterIPs');
  const field = 'spec.clusterIPs';
  if (ips.length === before.length) {
    return before.flatMap((ip, at) => (ip === ips[at] ? [] : [invalid(index(field, at), shown(ips), ONCE)]));
  }
  const errors: FieldError[] = [];
  if (ips.length < before.length && ips.length === 0) {
    errors.push(invalid(index(field, 0), shown(ips), 'primary clusterIP can not be unset'));
  }
  if (ips.length > 0 && before.length > 0 && ips[0] !== before[0]) {
    errors.push(invalid(index(field, 0), shown(ips), ONCE));
  }
  return ips.length === 1 && before.length === 2 ? [...errors, ...releaseErrors(spec, 'clusterIP')] : errors;
}

function releaseErrors(spec: Draft, what: string): FieldError[] {
  if (stringAt(spec, 'ipFamilyPolicy') === 'SingleStack') return [];
  const words = `must be set to 'SingleStack' when releasing the secondary ${what}`;
  return [invalid('spec.ipFamilyPolicy', spec['ipFamilyPolicy'] ?? null, words)];
}

function familyChanges(spec: Draft, old: Draft): FieldError[] {
  if (isNamed(spec) || isNamed(old) || isHeadless(spec) || isHeadless(old)) return [];
  const families = stringsAt(spec, 'ipFamilies');
  const before = stringsAt(old, 'ipFamilies');
  const field = 'spec.ipFamilies[0]';
  if (families.length === before.length) {
    return before.flatMap((family, at) => (family === families[at] ? [] : [invalid(field, shown(families), ONCE)]));
  }
  const errors: FieldError[] = [];
  if (families.length > 0 && before.length > 0 && families[0] !== before[0]) {
    errors.push(invalid(field, shown(stringsAt(spec, 'clusterIPs')), ONCE));
  }
  return families.length === 1 && before.length === 2 ? [...errors, ...releaseErrors(spec, 'ipFamily')] : errors;
}

function classChanges(spec: Draft, old: Draft): FieldError[] {
  const balanced = stringAt(spec, 'type') === 'LoadBalancer';
  const both = balanced && stringAt(old, 'type') === 'LoadBalancer';
  const name = 'loadBalancerClass';
  const changed = both && !sameJson(spec[name], old[name]);
  const errors = changed ? [invalid(`spec.${name}`, spec[name] ?? null, ONCE)] : [];
  return [...errors, ...loadBalancerClassErrors(spec, balanced)];
}

function healthCheckChanges(spec: Draft, old: Draft): FieldError[] {
  if (!needsHealthCheck(spec) || !needsHealthCheck(old)) return [];
  const name = 'healthCheckNodePort';
  return sameJson(spec[name], old[name]) ? [] : [forbidden(`spec.${name}`, 'field is immutable')];
}
