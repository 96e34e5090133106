// Command lines in a row against one cluster, as kubectl v1.36.3 answered them: `$ kubectl …`, what it printed, `[exit code]`.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { manifestsIn, server } from './scenarios.ts';

interface Said {
  readonly line: string;
  readonly output: string;
  readonly exitCode: number;
}

function recorded(text: string): readonly Said[] {
  return [...text.matchAll(/^\$ kubectl (.*)\n([\s\S]*?)^\[(\d+)\]$/gm)].map(([, line = '', output = '', code]) => ({
    line,
    output,
    exitCode: Number(code),
  }));
}

function played(file: string, manifests?: string): void {
  const said = recorded(fs.readFileSync(`test/fixtures/kubectlVerbs/${file}`, 'utf8'));
  assert.ok(said.length > 0);
  const applied = manifests === undefined ? [] : [{ atMs: 0, apply: manifestsIn(fs.readFileSync(manifests, 'utf8')) }];
  const steps = said.map(({ line }, index) => ({ atMs: 1000 * (index + 1), kubectl: line }));
  const untilMs = 1000 * (steps.length + 2);
  const scenario = { name: file, nodes: [], kubelet: [], steps: [...applied, ...steps], untilMs };
  const { commands } = simulate(scenario, { server });
  for (const { exitCode, output } of commands.slice(0, applied.length)) assert.equal(exitCode, 0, output);
  const answers = commands.slice(applied.length);
  for (const [index, expected] of said.entries()) {
    const { command, output, exitCode } = answers[index] ?? {};
    assert.deepEqual({ line: command, output, exitCode }, expected);
  }
}

test('kubectl verbs answer as recorded', () => played('verbs.txt'));

test('kubectl answers about custom resources as recorded', () =>
  played('customResources.txt', 'test/fixtures/kubectlVerbs/customResources.yaml'));
