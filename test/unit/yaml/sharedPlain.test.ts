// Values that aliases repeat are made once for who only reads: the same value as when each is made for itself, and what the
// API server says of it and stores is the same and shares nothing.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { judgeCreate } from '../../../server/src/core/apiserver/judge.ts';
import { isJsonObject, type JsonValue } from '../../../server/src/core/apiserver/types.ts';
import { loadBundle } from '../../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../../server/src/core/schema/versions.ts';
import { parseDocument } from '../../../server/src/core/yaml/parse.ts';
import { toPlain, toSharedPlain } from '../../../server/src/core/yaml/plain.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), 'latest');

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
for (const [at, name] of [...'bcdefghi'].entries()) {
  bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(', ')}]`);
}

const texts: Readonly<Record<string, string>> = {
  'one list, three places': 'a: &x [{n: 1}, {n: 2}]\nb: *x\nc: {d: *x}\n',
  'an alias behind an alias': 'a: &x {k: 1}\nb: &y {in: *x}\nc: [*y, *y, *x]\n',
  'a circle': 'a: &x {self: *x, k: [1, 2]}\nb: *x\nc: *x\n',
  'a circle through two anchors': 'a: &x {b: &y {back: *x}}\nc: [*y, *x, *y, *x]\n',
  'merges of an anchor': 'a: &x {k: [1], l: 2}\nb: {<<: *x, l: 3}\nc: {<<: [*x], m: *x}\n',
  'too many nodes': `${bomb.join('\n')}\n`,
  'an anchor that is given twice': 'a: &x [1]\nb: *x\nc: &x [2]\nd: *x\n',
};

for (const [name, text] of Object.entries(texts)) {
  test(`the shared value is the same: ${name}`, () => {
    const { root } = parseDocument(text);
    assert.deepEqual(toSharedPlain(root), toPlain(root).value);
  });
}

test('what is shared is one value', () => {
  const value: JsonValue = toSharedPlain(parseDocument('a: [&x [1], *x, *x]\n').root);
  const list = isJsonObject(value) ? value['a'] : undefined;
  assert.ok(Array.isArray(list));
  assert.equal(list[1], list[2]);
});

const pod = (env: string, more = '') => `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - {name: a, image: nginx, env: &env [${env}]}
  - {name: b, image: nginx, env: *env}
  - {name: c, image: nginx, env: *env${more}}
`;
const judged = (text: string, read: (root: ReturnType<typeof parseDocument>['root']) => JsonValue) => {
  const object = read(parseDocument(text).root);
  assert.ok(isJsonObject(object));
  return judgeCreate({ schema, object });
};

for (const [name, text] of Object.entries({
  'nothing is wrong': pod('{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: B}'),
  'unknown fields are told at each place': pod('{name: A, valeu: x}'),
  'a wrong type': pod('{name: A, value: 1}'),
  'a wrong type behind the alias': pod('{name: A}', ', ports: [{containerPort: x}]'),
  'what validation refuses': pod('{name: "", value: x}'),
})) {
  test(`the server's verdict is the same: ${name}`, () => {
    const shared = judged(text, toSharedPlain);
    assert.deepEqual(
      shared,
      judged(text, (root) => toPlain(root).value),
    );
    if (name.startsWith('unknown')) assert.equal(shared.strict.length, 3);
    if (name === 'nothing is wrong') assert.ok(shared.accepted);
  });
}

test('the stored object shares nothing with what was given, nor with itself', () => {
  const { root } = parseDocument(pod('{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}'));
  const given = toSharedPlain(root);
  const before = JSON.stringify(given);
  assert.ok(isJsonObject(given));
  const { object } = judgeCreate({ schema, object: given });
  assert.equal(JSON.stringify(given), before);
  const seen = new Set<JsonValue>();
  const visit = (value: JsonValue | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    assert.ok(!seen.has(value));
    seen.add(value);
    for (const inner of Array.isArray(value) ? value : Object.values(value)) visit(inner);
  };
  visit(object);
  assert.ok(seen.size > 5);
});
