// PriorityClass. Mirrors pkg/apis/scheduling/validation and its defaults (v1.36).
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, setDefault, stringAt } from '../draft.ts';
import { forbidden, notSupported, required } from '../fieldErrors.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';

const HIGHEST = 1_000_000_000;

/** The two classes that Kubernetes makes itself, and their values. */
export const SYSTEM_PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
]);

export const priorityClass: KindRules = {
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  countsGenerations: true,
  applyDefaults: (object) => setDefault(object, 'preemptionPolicy', 'PreemptLowerPriority'),
  validate(object) {
    return [...validateObjectMeta(object, false, subdomainName), ...valueErrors(object), ...policyErrors(object)];
  },
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...(priorityOf(object) === priorityOf(old) ? [] : [forbidden('value', 'may not be changed in an update.')]),
    ...validateImmutable(object['preemptionPolicy'], old['preemptionPolicy'], 'preemptionPolicy'),
  ],
};

const priorityOf = (object: Draft): number => numberAt(object, 'value') ?? 0;

function valueErrors(object: Draft): FieldError[] {
  const name = stringAt(objectAt(object, 'metadata'), 'name');
  if (!name.startsWith('system-')) {
    const words = `maximum allowed value of a user defined priority is ${HIGHEST}`;
    return priorityOf(object) > HIGHEST ? [forbidden('value', words)] : [];
  }
  const error = systemClassError(name, object);
  if (error === undefined) return [];
  const words = "priority class names with 'system-' prefix are reserved for system use only. error: ";
  return [forbidden('metadata.name', words + error)];
}

function systemClassError(name: string, object: Draft): string | undefined {
  const value = SYSTEM_PRIORITIES.get(name);
  if (value === undefined) return `${name} is not a known system priority class`;
  if (value !== priorityOf(object)) return `value of ${name} PriorityClass must be ${value}`;
  return object['globalDefault'] === true ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

function policyErrors(object: Draft): FieldError[] {
  if (!isSet(object, 'preemptionPolicy')) return [];
  const policy = stringAt(object, 'preemptionPolicy');
  const policies = ['PreemptLowerPriority', 'Never'];
  if (policy === '') return [required('preemptionPolicy')];
  return policies.includes(policy) ? [] : [notSupported('preemptionPolicy', policy, policies)];
}
