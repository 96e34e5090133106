// The spec of a Job, alone or inside a CronJob: counts, indexes, failure and success policies.
// Mirrors validateJobSpec of pkg/apis/batch/validation and pkg/api/job/warnings.go (v1.36).
import { byteLength, goQuote } from '../../kubernetes/goText.ts';
import { dns1123LabelErrors } from '../../kubernetes/names.ts';
import { type Draft, isSet, numberAt, objectAt, objectsAt, optionalObject, stringAt } from '../draft.ts';
import { duplicate, invalid, invalidWithoutValue, notSupported, required, tooLong, tooMany } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { nonNegative, qualifiedName } from './checks.ts';
import { domainPrefixedPath } from './ingress.ts';
import { podTemplateErrors } from './podTemplateSpec.ts';
import { nonNegatives } from './workload.ts';

/** Limits of indexed Jobs. */
const mostParallelism = 100_000;
const mostFailedIndexes = 100_000;
const manyCompletions = 100_000;
const mostParallelismOfMany = 10_000;
const mostFailedIndexesOfMany = 10_000;
const mostRules = 20;
const mostExitCodes = 255;
const mostConditions = 20;
const longestManagedBy = 63;
const longestIndexes = 64 * 1024;

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
];

/** @param path of the Job's spec in the object */
export function jobSpecErrors(object: Draft, old: Draft | undefined, path: readonly string[]): FieldError[] {
  const spec = path.reduce<Draft>(objectAt, object);
  const at = path.join('.');
  const indexed = stringAt(spec, 'completionMode') === 'Indexed';
  return [
    ...nonNegatives(spec, at, counts),
    ...(isSet(spec, 'maxFailedIndexes') && !isSet(spec, 'backoffLimitPerIndex')
      ? [required(child(at, 'backoffLimitPerIndex'), 'when maxFailedIndexes is specified')]
      : []),
    ...managedBy(spec, child(at, 'managedBy')),
    ...completionMode(spec, child(at, 'completionMode')),
    ...(indexed ? indexedErrors(spec, at) : notIndexed(spec, at)),
    ...failurePolicy(spec, child(at, 'podFailurePolicy')),
    ...successPolicy(spec, indexed, child(at, 'successPolicy')),
    ...replacementPolicy(spec, child(at, 'podReplacementPolicy')),
    ...podTemplateErrors(object, old, [...path, 'template']),
    ...restartPolicy(spec, child(at, 'template', 'spec', 'restartPolicy')),
  ];
}

function managedBy(spec: Draft, field: FieldPath): FieldError[] {
  if (!isSet(spec, 'managedBy')) return [];
  const value = stringAt(spec, 'managedBy');
  const long = byteLength(value) > longestManagedBy ? [tooLong(field, longestManagedBy)] : [];
  return [...domainPrefixedPath(value, field), ...long];
}

const modes = ['NonIndexed', 'Indexed'];

function completionMode(spec: Draft, field: FieldPath): FieldError[] {
  const mode = stringAt(spec, 'completionMode');
  return !isSet(spec, 'completionMode') || modes.includes(mode) ? [] : [notSupported(field, mode, modes)];
}

function notIndexed(spec: Draft, at: FieldPath): FieldError[] {
  const mode = stringAt(spec, 'completionMode');
  if (mode !== '' && mode !== 'NonIndexed') return [];
  return ['backoffLimitPerIndex', 'maxFailedIndexes']
    .filter((name) => isSet(spec, name))
    .map((name) => invalid(child(at, name), spec[name], 'requires indexed completion mode'));
}

function indexedErrors(spec: Draft, at: FieldPath): FieldError[] {
  const completions = numberAt(spec, 'completions');
  const parallelism = numberAt(spec, 'parallelism') ?? 0;
  const failed = numberAt(spec, 'maxFailedIndexes');
  const errors: FieldError[] = [];
  if (completions === undefined) errors.push(required(child(at, 'completions'), 'when completion mode is Indexed'));
  if (parallelism > mostParallelism) {
    const words = `must be less than or equal to ${mostParallelism} when completion mode is Indexed`;
    errors.push(invalid(child(at, 'parallelism'), parallelism, words));
  }
  if (failed !== undefined && completions !== undefined && failed > completions) {
    errors.push(invalid(child(at, 'maxFailedIndexes'), failed, 'must be less than or equal to completions'));
  }
  if (failed !== undefined && failed > mostFailedIndexes) {
    errors.push(invalid(child(at, 'maxFailedIndexes'), failed, `must be less than or equal to ${mostFailedIndexes}`));
  }
  return [...errors, ...manyIndexes(spec, at)];
}

function manyIndexes(spec: Draft, at: FieldPath): FieldError[] {
  if ((numberAt(spec, 'completions') ?? 0) <= manyCompletions || !isSet(spec, 'backoffLimitPerIndex')) return [];
  const failed = numberAt(spec, 'maxFailedIndexes');
  const parallelism = numberAt(spec, 'parallelism') ?? 0;
  const most = (limit: number) =>
    `must be less than or equal to ${limit} when completions are above ${manyCompletions} and used with backoff limit per index`;
  const failedAt = child(at, 'maxFailedIndexes');
  return [
    ...(failed === undefined
      ? [required(failedAt, `must be specified when completions is above ${manyCompletions}`)]
      : []),
    ...(parallelism > mostParallelismOfMany
      ? [invalid(child(at, 'parallelism'), parallelism, most(mostParallelismOfMany))]
      : []),
    ...(failed !== undefined && failed > mostFailedIndexesOfMany
      ? [invalid(failedAt, failed, most(mostFailedIndexesOfMany))]
      : []),
  ];
}

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
/** Go's `%q` of a sorted list. */
const quotedList = (words: readonly string[]): string => `[${words.map(goQuote).join(' ')}]`;

function failurePolicy(spec: Draft, path: FieldPath): FieldError[] {
  const policy = optionalObject(spec, 'podFailurePolicy');
  if (!policy) return [];
  const rules = objectsAt(policy, 'rules');
  const at = child(path, 'rules');
  const pod = objectAt(objectAt(spec, 'template'), 'spec');
  const names = new Set(
    ['containers', 'initContainers']
      .flatMap((list) => objectsAt(pod, list))
      .map((container) => stringAt(container, 'name')),
  );
  return [
    ...(rules.length > mostRules ? [tooMany(at, rules.length, mostRules)] : []),
    ...rules.flatMap((rule, ruleAt) => failureRule(spec, rule, names, index(at, ruleAt))),
  ];
}

function failureRule(spec: Draft, rule: Draft, names: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const codes = optionalObject(rule, 'onExitCodes');
  const conditions = objectsAt(rule, 'onPodConditions');
  const errors = [
    ...failureAction(spec, stringAt(rule, 'action'), child(path, 'action')),
    ...(codes ? exitCodes(codes, names, child(path, 'onExitCodes')) : []),
    ...podConditions(conditions, child(path, 'onPodConditions')),
  ];
  if (codes && conditions.length > 0) {
    errors.push(invalidWithoutValue(path, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  }
  if (!codes && conditions.length === 0) {
    errors.push(invalidWithoutValue(path, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
  return errors;
}

function failureAction(spec: Draft, action: string, field: FieldPath): FieldError[] {
  if (action === '') return [required(field, `valid values: ${quotedList(actions)}`)];
  if (action === 'FailIndex' && !isSet(spec, 'backoffLimitPerIndex')) {
    return [invalid(field, action, 'requires the backoffLimitPerIndex to be set')];
  }
  return actions.includes(action) ? [] : [notSupported(field, action, actions)];
}

const operators = ['In', 'NotIn'];

function exitCodes(codes: Draft, names: ReadonlySet<string>, path: FieldPath): FieldError[] {
  const operator = stringAt(codes, 'operator');
  const container = stringAt(codes, 'containerName');
  const errors: FieldError[] = [];
  const operatorAt = child(path, 'operator');
  if (operator === '') errors.push(required(operatorAt, `valid values: ${quotedList(operators)}`));
  else if (!operators.includes(operator)) errors.push(notSupported(operatorAt, operator, operators));
  if (isSet(codes, 'containerName') && !names.has(container)) {
    const words = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(child(path, 'containerName'), container, words));
  }
  return [...errors, ...exitCodeValues(codes, operator, child(path, 'values'))];
}

function exitCodeValues(codes: Draft, operator: string, path: FieldPath): FieldError[] {
  const given = codes['values'];
  const values = Array.isArray(given) ? given.map(Number) : [];
  const errors: FieldError[] = [];
  if (values.length === 0) errors.push(invalid(path, given ?? null, 'at least one value is required'));
  if (values.length > mostExitCodes) errors.push(tooMany(path, values.length, mostExitCodes));
  const seen = new Set<number>();
  values.forEach((value, at) => {
    if (operator === 'In' && value === 0) errors.push(invalid(index(path, at), 0, 'must not be 0 for the In operator'));
    if (seen.has(value)) errors.push(duplicate(index(path, at), value));
    seen.add(value);
  });
  const ordered = values.every((value, at) => at === 0 || (values[at - 1] ?? value) <= value);
  return ordered ? errors : [...errors, invalid(path, values, 'must be ordered')];
}

const statuses = ['False', 'True', 'Unknown'];

function podConditions(patterns: readonly Draft[], path: FieldPath): FieldError[] {
  const errors = patterns.length > mostConditions ? [tooMany(path, patterns.length, mostConditions)] : [];
  return [
    ...errors,
    ...patterns.flatMap((pattern, at) => {
      const status = stringAt(pattern, 'status');
      const field = index(path, at);
      const statusAt = child(field, 'status');
      const wrong =
        status === ''
          ? required(statusAt, `valid values: ${quotedList(statuses)}`)
          : notSupported(statusAt, status, statuses);
      return [
        ...qualifiedName(stringAt(pattern, 'type'), child(field, 'type')),
        ...(statuses.includes(status) ? [] : [wrong]),
      ];
    }),
  ];
}

function successPolicy(spec: Draft, indexed: boolean, path: FieldPath): FieldError[] {
  const policy = optionalObject(spec, 'successPolicy');
  if (!policy) return [];
  const rules = objectsAt(policy, 'rules');
  if (!indexed) return [invalid(path, { Rules: rules.map(successRuleAsGo) }, 'requires indexed completion mode')];
  const at = child(path, 'rules');
  const none = 'at least one rules must be specified when the successPolicy is specified';
  return [
    ...(rules.length === 0 ? [required(at, none)] : []),
    ...(rules.length > mostRules ? [tooMany(at, rules.length, mostRules)] : []),
    ...rules.flatMap((rule, ruleAt) => successRule(rule, numberAt(spec, 'completions') ?? 0, index(at, ruleAt))),
  ];
}

function successRuleAsGo(rule: Draft): Draft {
  return { SucceededIndexes: rule['succeededIndexes'] ?? null, SucceededCount: rule['succeededCount'] ?? null };
}

function successRule(rule: Draft, completions: number, path: FieldPath): FieldError[] {
  const count = numberAt(rule, 'succeededCount');
  const indexes = isSet(rule, 'succeededIndexes') ? stringAt(rule, 'succeededIndexes') : undefined;
  const errors: FieldError[] = [];
  if (count === undefined && indexes === undefined) {
    errors.push(required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  const read = indexes === undefined ? { total: 0 } : countIndexes(indexes, completions);
  const indexesAt = child(path, 'succeededIndexes');
  if (indexes !== undefined && indexes.length > longestIndexes) errors.push(tooLong(indexesAt, longestIndexes));
  if ('error' in read) errors.push(invalid(indexesAt, indexes, `error parsing succeededIndexes: ${read.error}`));
  if (count === undefined) return errors;
  const total = 'total' in read ? read.total : 0;
  return [
    ...errors,
    ...successCount(count, completions, indexes === undefined ? undefined : total, child(path, 'succeededCount')),
  ];
}

function successCount(count: number, completions: number, indexes: number | undefined, field: FieldPath): FieldError[] {
  const errors = nonNegative(count, field);
  if (count > completions) {
    const words = `must be less than or equal to ${completions} (the number of specified completions)`;
    errors.push(invalid(field, count, words));
  }
  if (indexes !== undefined && count > indexes) {
    const words = `must be less than or equal to ${indexes} (the number of indexes in the specified succeededIndexes field)`;
    errors.push(invalid(field, count, words));
  }
  return errors;
}

type Counted = { readonly total: number } | { readonly error: string };

/** `validateIndexesFormat`: how many indexes `0,2-5` names, or why it cannot be read. */
function countIndexes(text: string, completions: number): Counted {
  if (text === '') return { total: 0 };
  let total = 0;
  let last: number | undefined;
  for (const interval of text.split(',')) {
    const read = readInterval(interval, completions);
    if ('error' in read) return read;
    if (last !== undefined && last >= read.from)
      return { error: `non-increasing order, previous: ${last}, current: ${read.from}` };
    total += read.to - read.from + 1;
    last = read.to;
  }
  return { total };
}

function readInterval(interval: string, completions: number): { from: number; to: number } | { error: string } {
  const parts = interval.split('-');
  if (parts.length > 2) {
    return {
      error: `the fragment ${goQuote(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`,
    };
  }
  const numbers: number[] = [];
  for (const part of parts) {
    if (!/^[+-]?\d+$/.test(part)) return { error: `cannot convert string to integer for index: ${goQuote(part)}` };
    if (Number(part) >= completions) return { error: `too large index: ${goQuote(part)}` };
    numbers.push(Number(part));
  }
  const [from = 0, to = from] = numbers;
  if (numbers.length > 1 && from >= to) return { error: `non-increasing order, previous: ${from}, current: ${to}` };
  return { from, to };
}

const replacements = ['Failed', 'TerminatingOrFailed'];

function replacementPolicy(spec: Draft, field: FieldPath): FieldError[] {
  if (!isSet(spec, 'podReplacementPolicy')) return [];
  const policy = stringAt(spec, 'podReplacementPolicy');
  const allowed = isSet(spec, 'podFailurePolicy') ? ['Failed'] : replacements;
  return allowed.includes(policy) ? [] : [notSupported(field, policy, allowed)];
}

function restartPolicy(spec: Draft, field: FieldPath): FieldError[] {
  const policy = stringAt(objectAt(objectAt(spec, 'template'), 'spec'), 'restartPolicy');
  if (policy === 'Always' || policy === '') return [required(field, 'valid values: "OnFailure", "Never"')];
  if (policy !== 'OnFailure' && policy !== 'Never') return [notSupported(field, policy, ['OnFailure', 'Never'])];
  if (!isSet(spec, 'podFailurePolicy') || policy === 'Never') return [];
  return [invalid(field, policy, 'only "Never" is supported when podFailurePolicy is specified')];
}

/** WarningsOnCreate about the name, which pods and hosts carry on. */
export function jobNameWarnings(object: Draft): string[] {
  const messages = dns1123LabelErrors(stringAt(objectAt(object, 'metadata'), 'name'));
  if (messages.length === 0) return [];
  const words =
    'this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended';
  return [`metadata.name: ${words}: [${messages.join(' ')}]`];
}

export function jobSpecWarnings(spec: Draft, path: FieldPath): string[] {
  const many = (numberAt(spec, 'completions') ?? 0) > manyCompletions;
  if (stringAt(spec, 'completionMode') !== 'Indexed' || !many) return [];
  if ((numberAt(spec, 'parallelism') ?? 0) <= mostParallelismOfMany) return [];
  const words =
    'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, ' +
    'Kubernetes might not be able to track completedIndexes when a big number of indexes fail';
  return [`${path}: ${words}`];
}
