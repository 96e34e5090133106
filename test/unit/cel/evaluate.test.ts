// Expressions with the value, or the error, that the API server's own CEL environment gives (recorded from Kubernetes v1.36)
// for the object below.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { compilePolicyExpression } from '../../../server/src/core/cel/policyExpressions.ts';
import { evaluate } from '../../../server/src/core/cel/run/evaluate.ts';
import { fromJson, toJson } from '../../../server/src/core/cel/run/json.ts';

const variables: Readonly<Record<string, unknown>> = {
  object: {
    a: 1,
    f: 1.5,
    s: 'x',
    list: [1, 2],
    m: { k: 'v' },
    n: null,
    items: [{ name: 'a', v: 1 }, { name: 'b' }],
    b: true,
  },
  oldObject: null,
  params: { data: { max: '3' } },
};

interface Recorded {
  readonly expression: string;
  readonly value?: unknown;
  readonly error?: string;
  readonly refused?: string;
}

function answer(expression: string): Omit<Recorded, 'expression'> {
  const compilation = compilePolicyExpression(expression, { params: true, authorizer: false, patches: true }, 'any');
  if (!compilation.ok) return { refused: compilation.message };
  const outcome = evaluate(compilation.compiled, (name) =>
    Object.hasOwn(variables, name) ? fromJson(variables[name]) : undefined,
  );
  return 'error' in outcome ? { error: outcome.error } : { value: toJson(outcome.value) };
}

const recorded = fs
  .readFileSync('test/fixtures/cel/evaluated.jsonl', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line): Recorded => JSON.parse(line));

for (const { expression, ...expected } of recorded) {
  test(JSON.stringify(expression), () => assert.deepEqual(answer(expression), expected));
}
