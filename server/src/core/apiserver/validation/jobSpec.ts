// What Jobs and the Jobs inside CronJobs must be: counts, completion modes, policies, the template.
// Mirrors validateJobSpec in pkg/apis/batch/validation (v1.36).
import { dns1123SubdomainErrors, httpPathErrors } from '../../kubernetes/names.ts';
import { type Draft, isSet, numberAt, objectAt, optionalObject, stringAt } from '../draft.ts';
import { invalid, notSupported, required, tooLong } from '../fieldErrors.ts';
import { child, type FieldPath } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, nonNegative } from './checks.ts';
import { failurePolicyErrors, successPolicyErrors } from './jobPolicies.ts';
import { internalObject } from './pod/internalObject.ts';
import type { PodOptions } from './pod/options.ts';
import { podTemplateErrors } from './pod/podTemplate.ts';

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];

export function jobSpecErrors(spec: Draft, path: FieldPath, options: PodOptions): FieldError[] {
  const template = objectAt(spec, 'template');
  return [
    ...counts.flatMap((name) => nonNegative(numberAt(spec, name), child(path, name))),
    ...(isSet(spec, 'maxFailedIndexes') && !isSet(spec, 'backoffLimitPerIndex')
      ? [required(child(path, 'backoffLimitPerIndex'), 'when maxFailedIndexes is specified')]
      : []),
    ...managedByErrors(spec, child(path, 'managedBy')),
    ...modeErrors(spec, path),
    ...failurePolicyErrors(spec, child(path, 'podFailurePolicy')),
    ...successErrors(spec, child(path, 'successPolicy')),
    ...replacementErrors(spec, child(path, 'podReplacementPolicy')),
    ...podTemplateErrors(template, child(path, 'template'), options),
    ...restartErrors(spec, child(path, 'template', 'spec', 'restartPolicy')),
  ];
}

const longestManager = 63;

function managedByErrors(spec: Draft, field: FieldPath): FieldError[] {
  if (!isSet(spec, 'managedBy')) return [];
  const manager = stringAt(spec, 'managedBy');
  const errors = domainPathErrors(manager, field);
  return manager.length > longestManager ? [...errors, tooLong(field, longestManager)] : errors;
}

/** `IsDomainPrefixedPath`. */
function domainPathErrors(value: string, field: FieldPath): FieldError[] {
  if (value === '') return [required(field)];
  const slash = value.indexOf('/');
  if (slash <= 0 || slash === value.length - 1) {
    return [invalid(field, value, 'must be a domain-prefixed path (such as "acme.io/foo")')];
  }
  const host = value.slice(0, slash);
  const path = value.slice(slash + 1);
  return [...invalidEach(field, host, dns1123SubdomainErrors(host)), ...invalidEach(field, path, httpPathErrors(path))];
}

const modes = ['NonIndexed', 'Indexed'];

export function isIndexed(spec: Draft): boolean {
  return stringAt(spec, 'completionMode') === 'Indexed';
}

function modeErrors(spec: Draft, path: FieldPath): FieldError[] {
  if (isIndexed(spec)) return indexedErrors(spec, path);
  const mode = stringAt(spec, 'completionMode');
  if (isSet(spec, 'completionMode') && mode !== 'NonIndexed') {
    return [notSupported(child(path, 'completionMode'), mode, modes)];
  }
  return ['backoffLimitPerIndex', 'maxFailedIndexes']
    .filter((name) => isSet(spec, name))
    .map((name) => invalid(child(path, name), spec[name], 'requires indexed completion mode'));
}

const mostParallel = 100_000;
const mostFailed = 100_000;
const manyCompletions = 100_000;
const mostAtManyCompletions = 10_000;

function indexedErrors(spec: Draft, path: FieldPath): FieldError[] {
  const completions = numberAt(spec, 'completions');
  const parallelism = numberAt(spec, 'parallelism') ?? 0;
  const failed = numberAt(spec, 'maxFailedIndexes');
  const failedField = child(path, 'maxFailedIndexes');
  const errors: FieldError[] = [];
  if (completions === undefined) {
    errors.push(required(child(path, 'completions'), 'when completion mode is Indexed'));
  }
  if (parallelism > mostParallel) {
    const words = `must be less than or equal to ${mostParallel} when completion mode is Indexed`;
    errors.push(invalid(child(path, 'parallelism'), parallelism, words));
  }
  if (completions !== undefined && failed !== undefined && failed > completions) {
    errors.push(invalid(failedField, failed, 'must be less than or equal to completions'));
  }
  if (failed !== undefined && failed > mostFailed) {
    errors.push(invalid(failedField, failed, `must be less than or equal to ${mostFailed}`));
  }
  const many = completions !== undefined && completions > manyCompletions && isSet(spec, 'backoffLimitPerIndex');
  return many ? [...errors, ...manyCompletionErrors(parallelism, failed, path)] : errors;
}

function manyCompletionErrors(parallelism: number, failed: number | undefined, path: FieldPath): FieldError[] {
  const field = child(path, 'maxFailedIndexes');
  const words = `must be less than or equal to ${mostAtManyCompletions} when completions are above ${manyCompletions} and used with backoff limit per index`;
  const errors: FieldError[] = [];
  if (failed === undefined) {
    errors.push(required(field, `must be specified when completions is above ${manyCompletions}`));
  }
  if (parallelism > mostAtManyCompletions) errors.push(invalid(child(path, 'parallelism'), parallelism, words));
  if (failed !== undefined && failed > mostAtManyCompletions) errors.push(invalid(field, failed, words));
  return errors;
}

function successErrors(spec: Draft, field: FieldPath): FieldError[] {
  const policy = optionalObject(spec, 'successPolicy');
  if (!policy) return [];
  if (isIndexed(spec)) return successPolicyErrors(policy, numberAt(spec, 'completions'), field);
  return [invalid(field, internalObject('batch.SuccessPolicy', policy), 'requires indexed completion mode')];
}

function replacementErrors(spec: Draft, field: FieldPath): FieldError[] {
  if (!isSet(spec, 'podReplacementPolicy')) return [];
  const policy = stringAt(spec, 'podReplacementPolicy');
  const allowed = isSet(spec, 'podFailurePolicy') ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  return allowed.includes(policy) ? [] : [notSupported(field, policy, allowed)];
}

function restartErrors(spec: Draft, field: FieldPath): FieldError[] {
  const policy = stringAt(objectAt(objectAt(spec, 'template'), 'spec'), 'restartPolicy');
  if (policy === 'Always' || policy === '') return [required(field, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(field, policy, ['OnFailure', 'Never'])];
  if (policy === 'Never' || !isSet(spec, 'podFailurePolicy')) return [];
  return [invalid(field, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}
