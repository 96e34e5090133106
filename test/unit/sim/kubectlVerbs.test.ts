// Command lines in a row against one cluster, as kubectl v1.36.3 answered them: `$ kubectl …`, what it printed, `[exit code]`.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { server } from './scenarios.ts';

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

const said = recorded(fs.readFileSync('test/fixtures/kubectlVerbs/verbs.txt', 'utf8'));

test('kubectl verbs answer as recorded', () => {
  assert.ok(said.length > 60);
  const steps = said.map(({ line }, index) => ({ atMs: 1000 * index, kubectl: line }));
  const scenario = { name: 'verbs', nodes: [], kubelet: [], steps, untilMs: 1000 * (steps.length + 1) };
  const { commands } = simulate(scenario, { server });
  const played = commands.map(({ command, output, exitCode }) => ({ line: command, output, exitCode }));
  for (const [index, expected] of said.entries()) assert.deepEqual(played[index], expected);
});
