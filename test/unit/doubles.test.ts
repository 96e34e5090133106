// Beside another YAML extension: one error at a place, and none lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ofYaml, type Said, withoutDoubles } from '../../client/src/doubles.ts';
import { problemCodes } from '../../server/src/core/yaml/problems.ts';

const at = (start: number, end: number, more: Partial<Said>): Said => ({
  severity: 0,
  range: { start: { line: start }, end: { line: end } },
  ...more,
});
const syntax = (start: number, end = start) => at(start, end, { source: 'kpod', code: { value: 'yaml-syntax' } });
const theirs = (start: number, end = start) => at(start, end, { source: 'YAML' });

test('of two errors of YAML at one place the other extension keeps its own', () => {
  assert.deepEqual(withoutDoubles([syntax(3)], [syntax(3), theirs(3)]), []);
  assert.deepEqual(withoutDoubles([syntax(3, 5)], [theirs(5, 6)]), []);
});

test('what it does not say stays', () => {
  const ours = [syntax(3), at(7, 7, { source: 'kpod', code: 'duplicate-key' })];
  assert.deepEqual(withoutDoubles(ours, []), ours);
  assert.deepEqual(withoutDoubles(ours, [theirs(4)]), ours);
  assert.deepEqual(withoutDoubles(ours, [at(3, 3, { source: 'YAML', severity: 1 })]), ours);
  assert.deepEqual(withoutDoubles(ours, [at(3, 3, { source: 'yaml-schema: Compose' })]), ours);
});

test('what is about Kubernetes is nobody else’s to say', () => {
  const ours = [at(3, 3, { source: 'kpod', code: 'unknown-field' })];
  assert.deepEqual(withoutDoubles(ours, [theirs(3)]), ours);
});

test('all faults of YAML count as such', () => {
  assert.deepEqual([...ofYaml].sort(), [...problemCodes(), 'excessive-aliases'].sort());
});
