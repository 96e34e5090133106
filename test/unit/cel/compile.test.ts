// Expressions as the API server's own compiler answers them (recorded from Kubernetes v1.36's CEL environment): the type
// that comes out, or the whole text of the errors.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { compilePolicyExpression } from '../../../server/src/core/cel/policyExpressions.ts';
import { typeString } from '../../../server/src/core/cel/types.ts';

interface Recorded {
  readonly expression: string;
  readonly params: boolean;
  readonly authorizer: boolean;
  readonly patches: boolean;
  readonly type?: string;
  readonly error?: string;
}

const file = 'test/fixtures/cel/compiled.jsonl';
const recorded = fs
  .readFileSync(file, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line): Recorded => JSON.parse(line));

for (const { expression, type, error, ...scope } of recorded) {
  test(`${JSON.stringify(expression)}${scope.patches ? ' in a mutation' : ''}`, () => {
    const compilation = compilePolicyExpression(expression, scope, 'any');
    const answer = compilation.ok ? typeString(compilation.compiled.checked.type) : compilation.message;
    assert.equal(answer, type ?? error);
  });
}
