// allOf, anyOf, oneOf and not of a schema, in the server's words.
// Mirrors kube-openapi pkg/validation/validate/schema_props.go (v1.36).
import { goQuote } from '../../kubernetes/goText.ts';
import { type Draft, type Json, objectsAt, optionalObject } from '../draft.ts';
import type { Correlation } from './correlation.ts';
import { addFailures, type Failure, merge, passing, type Result } from './failures.ts';
import type { Validator } from './validate.ts';

/** What the combinations find wrong; one passed check for having looked. */
export function validateCombinations(
  validate: Validator,
  schema: Draft,
  value: Json,
  path: string,
  old: Correlation | undefined,
): Result {
  const result = passing();
  const ask = (inner: Draft): Result => validate(inner, value, path, old);
  const [any, one, all] = [objectsAt(schema, 'anyOf'), objectsAt(schema, 'oneOf'), objectsAt(schema, 'allOf')];
  if (any.length > 0) anyOf(result, any, ask, path);
  if (one.length > 0) oneOf(result, one.map(ask), path);
  if (all.length > 0) allOf(result, all.map(ask), path);
  const not = optionalObject(schema, 'not');
  if (not && isValid(ask(not))) addFailures(result, [said(`${goQuote(path)} must not validate the schema (not)`)]);
  result.passed++;
  return result;
}

const isValid = (result: Result): boolean => result.failures.length === 0;
const said = (message: string): Failure => ({ kind: 'schema', name: '', message });

/** The failure with the most checks passed, the first of equals. */
function bestOf(failures: readonly Result[]): Result | undefined {
  let best: Result | undefined;
  for (const failure of failures) if (!best || failure.passed > best.passed) best = failure;
  return best;
}

function anyOf(result: Result, schemas: readonly Draft[], ask: (schema: Draft) => Result, path: string): void {
  const failed: Result[] = [];
  for (const schema of schemas) {
    const answer = ask(schema);
    if (isValid(answer)) {
      merge(result, answer);
      return;
    }
    failed.push(answer);
  }
  addFailures(result, [said(`${goQuote(path)} must validate at least one schema (anyOf)`)]);
  const best = bestOf(failed);
  if (best) merge(result, best);
}

function oneOf(result: Result, answers: readonly Result[], path: string): void {
  const valid = answers.filter(isValid);
  const [first] = valid;
  if (first && valid.length === 1) {
    merge(result, first);
    return;
  }
  const found = valid.length === 0 ? 'Found none valid' : `Found ${valid.length} valid alternatives`;
  addFailures(result, [said(`${goQuote(path)} must validate one and only one schema (oneOf). ${found}`)]);
  const best = valid.length === 0 ? bestOf(answers) : undefined;
  if (best) merge(result, best);
}

function allOf(result: Result, answers: readonly Result[], path: string): void {
  for (const answer of answers) merge(result, answer);
  const valid = answers.filter(isValid).length;
  if (valid === answers.length) return;
  const none = valid === 0 ? '. None validated' : '';
  addFailures(result, [said(`${goQuote(path)} must validate all the schemas (allOf)${none}`)]);
}
