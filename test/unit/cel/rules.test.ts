// Validation rules of custom resources as the API server's own validator answers them (recorded from Kubernetes v1.36):
// what is wrong with a rule, its estimated cost, and what it says of the object below.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import {
  compileRule,
  evaluateRule,
  type StructuralSchema,
  type ValidationRule,
} from '../../../server/src/core/cel/rules.ts';

interface Case {
  readonly schema: string;
  readonly root: boolean;
  readonly rule: ValidationRule;
  readonly error?: string;
  readonly messageExpressionError?: string;
  readonly usesOldSelf?: boolean;
  readonly cost?: number;
  /** Null: the rule holds, or is not asked. */
  readonly said?: string | null;
}

interface Recording {
  readonly schemas: Readonly<Record<string, StructuralSchema>>;
  /** By the name of the schema. */
  readonly values: Readonly<Record<string, { readonly object: unknown; readonly old: unknown }>>;
  readonly resource: unknown;
  readonly cases: readonly Case[];
}

const recording: Recording = JSON.parse(fs.readFileSync('test/fixtures/cel/rules.json', 'utf8'));

for (const one of recording.cases) {
  test(`${one.schema}${one.root ? ' root' : ''}: ${JSON.stringify(one.rule)}`, () => {
    const compiled = compileRule(one.rule, recording.schemas[one.schema] ?? {}, one.root);
    assert.equal(compiled.error, one.error);
    if (one.error !== undefined) return;
    assert.equal(compiled.messageExpressionError, one.messageExpressionError);
    assert.equal(compiled.usesOldSelf, one.usesOldSelf);
    assert.equal(compiled.maxCost, one.cost);
    const { object, old } = recording.values[one.schema] ?? { object: undefined, old: undefined };
    const outcome = one.root ? evaluateRule(compiled, recording.resource) : evaluateRule(compiled, object, old);
    assert.equal('message' in outcome ? outcome.message : null, one.said);
  });
}
