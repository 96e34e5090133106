// `kpod simulate` on a folder with a kustomization: what it builds is applied, patched and with its generated names.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';

const kpod = path.resolve('dist', 'server', 'kpod.js');
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [kpod, ...args], {
    cwd: 'test/fixtures/kustomize',
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });

test('a simulation of an overlay applies what it builds', () => {
  const { stdout } = run('simulate', 'overlay');
  assert.match(stdout, /namespace\/prod created/);
  assert.match(stdout, /deployment\.apps\/p-web-v2 created/);
  assert.match(stdout, /configmap\/p-settings-v2-[a-z0-9]{10} created/);
});
