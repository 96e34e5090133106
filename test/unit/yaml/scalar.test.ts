// How Kubernetes reads one scalar, as a table (measured with sigs.k8s.io/yaml v1.6).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScalarValue } from '../../../server/src/core/yaml/nodes.ts';
import { keyName, readPlain, readScalar } from '../../../server/src/core/yaml/scalar.ts';

const plain: readonly [ScalarValue, string][] = [
  [true, 'yes on y Y true True TRUE On ON Yes YES'],
  [false, 'no off n N false False FALSE Off OFF No NO'],
  [null, 'null ~ Null NULL'],
  [420, '0644 0o644 0x1a4 0X1A4 420 +420 4_2_0'],
  [10, '0b1010 1_0 0xa'],
  [8, '08 8 8.0 8. 010'],
  [888, '0888'],
  [83, '0123'],
  [-3, '-3 -0b11 -0x3 -0o3'],
  [0.5, '.5 0.5 5e-1 +0.5'],
  [1000, '1e3 1E3 1_000 1__000'],
  [9007199254740993n, '9007199254740993'],
  [18446744073709551615n, '18446744073709551615'],
  [18446744073709552000, '18446744073709551616'],
  [Number.POSITIVE_INFINITY, '.inf +.Inf .INF'],
];

const strings =
  '12:30 12:30:45 2024-01-01 1Gi 1,000 0.1.0 = 1e999 yEs tRue nULL 0x 0b2 0o8 -.5.5 _1 1e .e3 - + . .. 0xg 1_x'.split(
    ' ',
  );

test('unquoted scalars are read as YAML 1.1 has it', () => {
  for (const [value, spellings] of plain) {
    for (const source of spellings.split(' ')) assert.deepEqual(readPlain(source), value, source);
  }
  for (const source of strings) assert.equal(readPlain(source), source);
  assert.equal(readPlain(''), null);
  assert.ok(Number.isNaN(readPlain('.nan')));
});

test('a tag overrules quotes, and must fit', () => {
  assert.equal(readScalar('yes', true, '!!str'), 'yes');
  assert.equal(readScalar('3', false, '!!int'), 3);
  assert.equal(readScalar('3', true, '!<tag:yaml.org,2002:float>'), 3);
  assert.equal(readScalar('x', true, '!!int'), undefined);
  assert.equal(readScalar('aGVsbG8=', true, '!!binary'), 'hello');
  assert.equal(readScalar('5', true, '!Ref'), '5');
  assert.equal(readScalar('yes', false, undefined), 'yes');
});

test('keys become strings', () => {
  const keys: readonly [ScalarValue, string | undefined][] = [
    [8080, '8080'],
    [true, 'true'],
    [1.1, '1.1'],
    [null, undefined],
    ['a', 'a'],
  ];
  for (const [value, name] of keys) assert.equal(keyName(value), name);
});
