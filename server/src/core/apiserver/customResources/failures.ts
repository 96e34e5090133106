// What validating against a schema finds, in the words of kube-openapi pkg/validation/errors, and the causes that the server
// makes of it. Mirrors apiextensions-apiserver pkg/apiserver/validation/validation.go kubeOpenAPIResultToFieldErrors (v1.36).
import type { Json } from '../draft.ts';
import { goJson, invalid, required, textNotSupported, tooLong, tooMany, typeInvalid } from '../fieldErrors.ts';
import { child, type FieldPath } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { printable } from './lists.ts';

/** `schema`: about a combination of schemas, which has no field of its own. */
export type FailureKind = 'type' | 'required' | 'enum' | 'tooLong' | 'tooMany' | 'value' | 'schema';

export interface Failure {
  readonly kind: FailureKind;
  /** `spec.size`, or empty for the whole value. */
  readonly name: string;
  readonly message: string;
  readonly value?: Json;
  /** The most that is allowed. */
  readonly most?: number;
  readonly supported?: readonly Json[];
}

export interface Result {
  readonly failures: Failure[];
  /** How many checks have passed: the alternative with the most of them is told of. */
  passed: number;
}

/** A message is said once. */
export function addFailures(result: Result, failures: readonly Failure[]): void {
  for (const failure of failures) {
    if (!result.failures.some(({ message }) => message === failure.message)) result.failures.push(failure);
  }
}

export function merge(result: Result, other: Result): void {
  addFailures(result, other.failures);
  result.passed += other.passed;
}

export const passing = (passed = 0): Result => ({ failures: [], passed });
export const failing = (...failures: readonly Failure[]): Result => ({ failures: [...failures], passed: 0 });

/** The path of a whole object in the server's messages. */
export const shownPath = (field: FieldPath): FieldPath => (field === '' ? '<nil>' : field);

/** @param field where the value stands; empty for an object */
export function causesOf(failures: readonly Failure[], field: FieldPath): FieldError[] {
  return failures.map((failure) => causeOf(failure, field));
}

function causeOf(failure: Failure, base: FieldPath): FieldError {
  const name = failure.name.replace(/^\./, '');
  const field = shownPath(name === '' ? base : child(base, name));
  const value = printable(failure.value ?? '');
  switch (failure.kind) {
    case 'required':
      return required(field);
    case 'enum':
      return unsupported(failure, field);
    case 'tooLong':
      return tooLong(field, failure.most ?? -1);
    case 'tooMany':
      return tooMany(field, Number(failure.value ?? -1), failure.most ?? -1);
    case 'type':
      return typeInvalid(field, value, failure.message);
    case 'value':
      return invalid(field, value, failure.message);
    case 'schema':
      return invalid(shownPath(base), '', failure.message);
  }
}

function unsupported(failure: Failure, field: FieldPath): FieldError {
  const words = (failure.supported ?? []).map((value) =>
    typeof value === 'string' ? value : goJson(printable(value)),
  );
  if (typeof failure.value === 'string') return textNotSupported(field, failure.value, words);
  const { message } = textNotSupported(field, '', words);
  const shown = goJson(printable(failure.value ?? null));
  return { reason: 'FieldValueNotSupported', field, message: message.replace('""', () => shown) };
}
