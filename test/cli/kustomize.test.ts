// Kustomizations at the command line: `kpod simulate` applies what a folder's builds, patched and with its generated names;
// `kpod check` judges what they build, at the file that wrote it.
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

test('what kustomizations build is judged at the patch that wrote it, and what kustomize refuses at the kustomization', () => {
  const { stdout, status } = run('check', '../kustomize-faults', '--format', 'json');
  const { findings } = JSON.parse(stdout) as {
    findings: { path: string; message: string; region: { start: { line: number } } }[];
  };
  const told = findings.map(
    ({ path: name, message }) => `${path.basename(path.dirname(name))}/${path.basename(name)}: ${message}`,
  );
  assert.ok(
    told.some((one) =>
      /^prod\/ports\.yaml: .*ports\[1\]\.name: Duplicate value: "http" \(as "kustomize-faults\/prod" builds it\)/.test(
        one,
      ),
    ),
  );
  assert.ok(
    told.some((one) => /^broken\/kustomization\.yaml: resource with name nobody does not match a config/.test(one)),
  );
  assert.equal(told.filter((one) => one.startsWith('app/')).length, 0);
  assert.equal(status, 1);
});
