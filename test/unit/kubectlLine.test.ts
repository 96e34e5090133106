// What is known of kubectl's command line, against what is played: each verb, each flag; words are taken apart as by a shell.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeLine } from '../../server/src/core/kubernetes/kubectl/completeLine.ts';
import { flags, shortForms } from '../../server/src/core/kubernetes/kubectl/flags.data.ts';
import { namesOf } from '../../server/src/core/kubernetes/kubectl/namesOf.ts';
import { readLine } from '../../server/src/core/kubernetes/kubectl/readLine.ts';
import { type Verb, verbs } from '../../server/src/core/kubernetes/kubectl/verbs.data.ts';
import { wordsOf } from '../../server/src/core/kubernetes/kubectl/words.ts';
import { verbs as played } from '../../server/src/core/sim/kubectl/run.ts';

test('each verb that is played is offered, and no other: add it to core/kubernetes/kubectl/verbs.data.ts', () => {
  assert.deepEqual(Object.keys(verbs).sort(), [...played].sort());
});

function* flagsOf(all: Readonly<Record<string, Verb>>): Generator<string> {
  for (const verb of Object.values(all)) {
    yield* [...(verb.flags ?? []), ...(verb.required ?? [])];
    if (verb.below) yield* flagsOf(verb.below);
  }
}

test('each flag of a verb is known, and each letter is one flag’s', () => {
  assert.deepEqual(
    [...flagsOf(verbs)].filter((name) => !Object.hasOwn(flags, name)),
    [],
  );
  assert.equal(Object.keys(shortForms).length, Object.values(flags).filter(({ short }) => short !== undefined).length);
});

const lines: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['get pods', ['get', 'pods']],
  [`patch job x -p '{"a": 1}'`, ['patch', 'job', 'x', '-p', '{"a": 1}']],
  ['label pod x "a=b c"', ['label', 'pod', 'x', 'a=b c']],
  ['delete pod {oldest pod web-*} --wait=false', ['delete', 'pod', '{oldest pod web-*}', '--wait=false']],
  [`set env deploy/x A="b c"d`, ['set', 'env', 'deploy/x', 'A=b cd']],
  [`get 'po`, ['get', 'po']],
];
for (const [line, words] of lines) {
  test(`words of \`${line}\``, () =>
    assert.deepEqual(
      wordsOf(line).map(({ text }) => text),
      words,
    ));
}

test('a flag without its value wants it; behind -- nothing is kubectl’s', () => {
  assert.equal(readLine('get pods -n ').open?.name, 'namespace');
  assert.equal(readLine('get pods -nshop').flags[0]?.value, 'shop');
  const line = readLine('kubectl exec web-0 -c app -- sh -c ls');
  assert.deepEqual(
    line.operands.map(({ text }) => text),
    ['web-0'],
  );
});

const names = namesOf(
  [{ kind: 'Deployment', metadata: { name: 'web' }, spec: { template: { spec: { containers: [{ name: 'app' }] } } } }],
  [
    { kind: 'Deployment', plural: 'deployments', shortNames: ['deploy'] },
    { kind: 'Pod', plural: 'pods', shortNames: ['po'] },
  ],
);
const completed: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['ge', ['get']],
  ['rollout re', ['restart', 'resume']],
  ['kubectl rollout restart ', ['deployment/web']],
  ['rollout restart deploy', ['deployment/web']],
  ['rollout restart deploy/', ['deploy/web']],
  ['get deploy ', ['web']],
  ['set image deploy/web a', ['app=']],
  ['create secret ', ['generic']],
  ['exec x -- l', []],
  ['nonsense ', []],
];
for (const [line, words] of completed) {
  test(`what may follow \`${line}\``, () =>
    assert.deepEqual(
      completeLine(line, names).offers.map(({ word }) => word),
      words,
    ));
}
