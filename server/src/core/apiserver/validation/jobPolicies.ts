// When failed pods end a Job, and which successes suffice. Mirrors validatePodFailurePolicy and validateSuccessPolicy (v1.36).
import { goQuote, parseGoInteger } from '../../kubernetes/goText.ts';
import { type Draft, isSet, numberAt, objectAt, objectsAt, optionalObject, stringAt } from '../draft.ts';
import { duplicate, invalid, notSupported, required, tooLong, tooMany } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { nonNegative, qualifiedName } from './checks.ts';

const mostRules = 20;
const mostExitCodes = 255;
const mostConditions = 20;
const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];

const validValues = (values: readonly string[]): string => `valid values: [${values.map(goQuote).join(' ')}]`;

/** An `Invalid value` that shows no value. */
function invalidUnshown(field: FieldPath, words: string): FieldError {
  return { reason: 'FieldValueInvalid', field, message: `Invalid value: ${words}` };
}

export function failurePolicyErrors(spec: Draft, field: FieldPath): FieldError[] {
  const policy = optionalObject(spec, 'podFailurePolicy');
  if (!policy) return [];
  const list = child(field, 'rules');
  const rules = objectsAt(policy, 'rules');
  const errors = rules.length > mostRules ? [tooMany(list, rules.length, mostRules)] : [];
  const podSpec = objectAt(objectAt(spec, 'template'), 'spec');
  const containers = ['containers', 'initContainers'].flatMap((name) =>
    objectsAt(podSpec, name).map((container) => stringAt(container, 'name')),
  );
  const perIndex = isSet(spec, 'backoffLimitPerIndex');
  return [...errors, ...rules.flatMap((rule, at) => ruleErrors(rule, perIndex, containers, index(list, at)))];
}

function ruleErrors(rule: Draft, perIndex: boolean, containers: readonly string[], path: FieldPath): FieldError[] {
  const exitCodes = optionalObject(rule, 'onExitCodes');
  const conditions = objectsAt(rule, 'onPodConditions');
  const errors = actionErrors(stringAt(rule, 'action'), perIndex, child(path, 'action'));
  if (exitCodes) errors.push(...exitCodeErrors(exitCodes, containers, child(path, 'onExitCodes')));
  errors.push(...conditionErrors(conditions, child(path, 'onPodConditions')));
  if (exitCodes && conditions.length > 0) {
    errors.push(invalidUnshown(path, 'specifying both OnExitCodes and OnPodConditions is not supported'));
  }
  if (!exitCodes && conditions.length === 0) {
    errors.push(invalidUnshown(path, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
  return errors;
}

function actionErrors(action: string, perIndex: boolean, field: FieldPath): FieldError[] {
  if (action === '') return [required(field, validValues(actions))];
  if (action === 'FailIndex') {
    return perIndex ? [] : [invalid(field, action, 'requires the backoffLimitPerIndex to be set')];
  }
  return actions.includes(action) ? [] : [notSupported(field, action, actions)];
}

function choiceErrors(value: string, choices: readonly string[], field: FieldPath): FieldError[] {
  if (value === '') return [required(field, validValues(choices))];
  return choices.includes(value) ? [] : [notSupported(field, value, choices)];
}

function conditionErrors(conditions: readonly Draft[], list: FieldPath): FieldError[] {
  const errors = conditions.length > mostConditions ? [tooMany(list, conditions.length, mostConditions)] : [];
  conditions.forEach((condition, at) => {
    const path = index(list, at);
    errors.push(
      ...qualifiedName(stringAt(condition, 'type'), child(path, 'type')),
      ...choiceErrors(stringAt(condition, 'status'), statuses, child(path, 'status')),
    );
  });
  return errors;
}

function exitCodeErrors(rule: Draft, containers: readonly string[], path: FieldPath): FieldError[] {
  const operator = stringAt(rule, 'operator');
  const container = stringAt(rule, 'containerName');
  const errors = choiceErrors(operator, operators, child(path, 'operator'));
  if (isSet(rule, 'containerName') && !containers.includes(container)) {
    const words = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(child(path, 'containerName'), container, words));
  }
  const given = rule['values'];
  const values = Array.isArray(given) ? given.map(Number) : [];
  return [...errors, ...exitValueErrors(values, Array.isArray(given), operator, child(path, 'values'))];
}

function exitValueErrors(values: readonly number[], given: boolean, operator: string, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (values.length === 0) errors.push(invalid(field, given ? [] : null, 'at least one value is required'));
  if (values.length > mostExitCodes) errors.push(tooMany(field, values.length, mostExitCodes));
  const seen = new Set<number>();
  values.forEach((value, at) => {
    const place = index(field, at);
    if (operator === 'In' && value === 0) errors.push(invalid(place, value, 'must not be 0 for the In operator'));
    if (seen.has(value)) errors.push(duplicate(place, value));
    seen.add(value);
  });
  const ordered = values.every((value, at) => at === 0 || (values[at - 1] ?? value) <= value);
  return ordered ? errors : [...errors, invalid(field, [...values], 'must be ordered')];
}

const longestIndexes = 64 * 1024;

/** @param completions without them the real server's handler ends; here every index is too large */
export function successPolicyErrors(policy: Draft, completions: number | undefined, field: FieldPath): FieldError[] {
  const list = child(field, 'rules');
  const rules = objectsAt(policy, 'rules');
  const errors: FieldError[] = [];
  if (rules.length === 0) {
    errors.push(required(list, 'at least one rules must be specified when the successPolicy is specified'));
  }
  if (rules.length > mostRules) errors.push(tooMany(list, rules.length, mostRules));
  return [...errors, ...rules.flatMap((rule, at) => successRuleErrors(rule, completions ?? 0, index(list, at)))];
}

function successRuleErrors(rule: Draft, completions: number, path: FieldPath): FieldError[] {
  const hasIndexes = isSet(rule, 'succeededIndexes');
  const indexes = stringAt(rule, 'succeededIndexes');
  const field = child(path, 'succeededIndexes');
  const errors: FieldError[] = [];
  if (!hasIndexes && !isSet(rule, 'succeededCount')) {
    errors.push(required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  if (indexes.length > longestIndexes) errors.push(tooLong(field, longestIndexes));
  const counted = countIndexes(indexes, completions);
  if ('error' in counted) errors.push(invalid(field, indexes, `error parsing succeededIndexes: ${counted.error}`));
  const total = 'error' in counted ? 0 : counted.total;
  const count = numberAt(rule, 'succeededCount');
  if (count === undefined) return errors;
  const countField = child(path, 'succeededCount');
  errors.push(...nonNegative(count, countField));
  if (count > completions) {
    const words = `must be less than or equal to ${completions} (the number of specified completions)`;
    errors.push(invalid(countField, count, words));
  }
  if (hasIndexes && count > total) {
    const words = `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`;
    errors.push(invalid(countField, count, words));
  }
  return errors;
}

type Counted = { readonly total: number } | { readonly error: string };

/** `validateIndexesFormat`: `1,3-5`. */
function countIndexes(indexes: string, completions: number): Counted {
  if (indexes === '') return { total: 0 };
  let last: number | undefined;
  let total = 0;
  for (const fragment of indexes.split(',')) {
    const interval = parseInterval(fragment, completions);
    if ('error' in interval) return interval;
    const [from, to] = interval.range;
    if (last !== undefined && last >= from) return { error: nonIncreasing(last, from) };
    total += to - from + 1;
    last = to;
  }
  return { total };
}

const nonIncreasing = (previous: number, current: number): string =>
  `non-increasing order, previous: ${previous}, current: ${current}`;

type Interval = { readonly range: readonly [number, number] } | { readonly error: string };

function parseInterval(fragment: string, completions: number): Interval {
  const parts = fragment.split('-');
  if (parts.length > 2) {
    const words = "violates the requirement that an index interval can have at most two parts separated by '-'";
    return { error: `the fragment ${goQuote(fragment)} ${words}` };
  }
  const numbers: number[] = [];
  for (const part of parts) {
    const parsed = parseGoInteger(part);
    if ('error' in parsed) return { error: `cannot convert string to integer for index: ${goQuote(part)}` };
    if (Number(parsed.value) >= completions) return { error: `too large index: ${goQuote(part)}` };
    numbers.push(Number(parsed.value));
  }
  const [from = 0, to = from] = numbers;
  if (numbers.length > 1 && from >= to) return { error: nonIncreasing(from, to) };
  return { range: [from, to] };
}
