// Samples of custom resources: whatever a definition asks for, the sample is admitted by the judge; texts match patterns.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../server/src/core/apiserver/types.ts';
import { matchingText } from '../../server/src/core/features/samples/matchingText.ts';
import { sampleOf } from '../../server/src/core/features/samples/sampleObject.ts';
import { snippetBody } from '../../server/src/core/features/samples/sampleSnippet.ts';
import { expandWithDefaults } from '../../server/src/core/features/snippets.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), undefined);

const text = fc.oneof(
  fc.constant({ type: 'string' }),
  fc.record({ type: fc.constant('string'), minLength: fc.nat(40) }),
  fc.record({ type: fc.constant('string'), maxLength: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ type: fc.constant('string'), enum: fc.constantFrom(['', 'A'], ['fast', 'slow'], ['']) }),
  fc.record({
    type: fc.constant('string'),
    format: fc.constantFrom('date-time', 'date', 'duration', 'uri', 'ipv4', 'ipv6', 'cidr', 'byte', 'uuid', 'email'),
  }),
  fc.record({
    type: fc.constant('string'),
    pattern: fc.constantFrom(
      '^[a-z]+$',
      '^(\\d+h)?(\\d+m)+$',
      '^(?i:off|on)$',
      '^\\/[^/]',
      '^[A-Z]{2,3}_\\w{4}$',
      '.*',
    ),
  }),
);
const number = fc.record({ type: fc.constantFrom('integer', 'number'), minimum: fc.integer({ min: -9, max: 9 }) });
const scalar = fc.oneof(
  text,
  number,
  fc.constant({ type: 'boolean' }),
  fc.constant({ 'x-kubernetes-int-or-string': true }),
);

const { node } = fc.letrec<{ node: object; object: object; list: object }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, scalar, tie('object'), tie('list')),
  list: fc
    .record({ items: tie('node'), minItems: fc.nat(3) })
    .map(({ items, minItems }) => ({ type: 'array', items, minItems })),
  object: fc
    .record({
      a: tie('node'),
      b: tie('node'),
      c: tie('node'),
      required: fc.subarray(['a', 'b', 'c']),
      least: fc.nat(3),
    })
    .map(({ required, least, ...properties }) => ({ type: 'object', properties, required, minProperties: least })),
}));

function definitionWith(spec: object, required: readonly string[] = []): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'things', kind: 'Thing' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', required, properties: { spec } } },
        },
      ],
    },
  } as JsonObject;
}

test('samples of random definitions are admitted', () => {
  fc.assert(
    fc.property(node, (spec) => {
      const sample = sampleOf(schema, definitionWith(spec));
      assert.deepEqual(sample?.errors, []);
    }),
    { numRuns: 300, seed: 7 },
  );
});

test('a definition that cannot be satisfied says what is left, and ends', () => {
  const never = { type: 'object', properties: {}, 'x-kubernetes-validations': [{ rule: '1 == 2', message: 'never' }] };
  assert.deepEqual(
    sampleOf(schema, definitionWith(never, ['spec']))?.errors.map(({ message }) => message),
    ['Invalid value: never'],
  );
});

const patterns: readonly (readonly [pattern: string, text: string])[] = [
  ['^a+b?c*$', 'a'],
  ['^(foo|bar)-\\d{3}$', 'foo-111'],
  ['^[^a-z]$', '1'],
  ['^(?P<n>x{2,})(?:y|z)$', 'xxy'],
  ['^\\.[]x]$', '.x'],
  ['^[[:upper:]]\\S$', 'Aa'],
  ['^$|^a$', ''],
];
for (const [pattern, expected] of patterns) {
  test(`a text for ${pattern}`, () => assert.equal(matchingText(pattern), expected));
}
test('the other alternative', () => assert.equal(matchingText('^$|^a$', 1), 'a'));

test('a snippet stops where one chooses, and is the sample when nothing is chosen', () => {
  const body = snippetBody({ metadata: { name: 'example' }, spec: { path: '$HOME', list: ['a'], empty: {} } });
  const lines = [
    'metadata:',
    `  name: \${1:example}`,
    'spec:',
    '  path: \\$HOME',
    '  list:',
    `    - \${2:a}`,
    '  empty:',
    '    $3',
  ];
  assert.equal(body, lines.join('\n'));
  assert.match(expandWithDefaults(body), /name: example\n/);
});
