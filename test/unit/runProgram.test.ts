// Runs of programs of the user, with some of the test's own: what they get, what is read, and every way not to end well.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { runProgram } from '../../client/src/runProgram.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-kubectl-'));
after(() => fs.rmSync(folder, { recursive: true }));

/** A program that runs a script of Node's. */
function program(name: string, script: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `#!${process.execPath}\n${script}`, { mode: 0o755 });
  return file;
}

interface Cancelling {
  readonly token: Parameters<typeof runProgram>[1]['token'];
  cancel(): void;
}

function cancelling(): Cancelling {
  const listeners = new Set<() => void>();
  return {
    cancel: () => {
      for (const listener of listeners) listener();
    },
    token: {
      isCancellationRequested: false,
      onCancellationRequested: (listener: (event: unknown) => unknown) => {
        const call = () => void listener(undefined);
        listeners.add(call);
        return { dispose: () => listeners.delete(call) };
      },
    },
  };
}

const limits = (name: string, mostMs = 20_000) => ({ program: name, mostMs, token: cancelling().token });
const skip = process.platform === 'win32' ? 'scripts cannot be started there' : false;

const echo = `
const chunks = [];
process.stdin.on('data', (chunk) => chunks.push(chunk));
process.stdin.on('end', () => {
  console.log(JSON.stringify([process.argv.slice(2), String(Buffer.concat(chunks)), process.cwd()]));
  console.error('Warning: said');
  process.exitCode = 3;
});
`;

test('arguments reach kubectl as they are, the manifest on its input, in the user’s home', { skip }, async () => {
  const args = ['--context', 'a b; echo "$HOME"', 'apply'];
  const run = await runProgram({ args, stdin: '{"kind":"名"}' }, limits(program('echo', echo)));
  assert.ok(run);
  assert.deepEqual(JSON.parse(run.stdout), [args, '{"kind":"名"}', fs.realpathSync(os.homedir())]);
  assert.deepEqual({ ...run, stdout: '' }, { stdout: '', stderr: 'Warning: said\n', code: 3 });
});

test('a program that does not read its input is no fault', { skip }, async () => {
  const run = await runProgram({ args: [], stdin: 'x'.repeat(1_000_000) }, limits(program('deaf', 'process.exit(1)')));
  assert.equal(run?.code, 1);
});

test('no kubectl is told apart from one that cannot be run', { skip }, async () => {
  const missing = await runProgram({ args: [] }, limits(path.join(folder, 'nowhere')));
  assert.equal(missing?.failure, 'missing');
  const file = path.join(folder, 'text');
  fs.writeFileSync(file, 'no program');
  const text = await runProgram({ args: [] }, limits(file));
  assert.equal(text?.failure, 'not-executable');
});

const sleeper = "console.log('started'); setInterval(() => undefined, 1000);";

test('a kubectl that waits for ever is ended', { skip }, async () => {
  const run = await runProgram({ args: [] }, limits(program('sleeper', sleeper), 300));
  assert.equal(run?.failure, 'timeout');
});

test('who cancels waits for nothing', { skip }, async () => {
  const { token, cancel } = cancelling();
  const running = runProgram({ args: [] }, { program: program('sleeper', sleeper), mostMs: 60_000, token });
  cancel();
  assert.equal(await running, undefined);
});
