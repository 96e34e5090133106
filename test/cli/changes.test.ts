// `kpod changes` as a shell calls it: the page, exit codes, and what wrong usage says.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const kpod = path.resolve('dist', 'server', 'kpod.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-changes-'));

before(() => {
  if (!fs.existsSync(kpod)) execFileSync(process.execPath, ['server/tools/build.mjs', 'server'], { stdio: 'inherit' });
  const flow =
    'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: PriorityLevelConfiguration\nmetadata: {name: low}\nspec: {type: Exempt}\n';
  fs.writeFileSync(path.join(folder, 'flow.yaml'), flow);
  fs.writeFileSync(path.join(folder, 'settings.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
});
after(() => fs.rmSync(folder, { recursive: true }));

function run(...args: readonly string[]) {
  const env = { ...process.env, LC_ALL: 'C' };
  return spawnSync(process.execPath, [kpod, 'changes', ...args], { cwd: folder, encoding: 'utf8', env });
}

test('what goes is told with its place, and breaks the build', () => {
  const { status, stdout } = run('--from', '1.29', '--to', '1.33', '.');
  assert.match(
    stdout,
    /^# From Kubernetes 1\.29 to 1\.33\n\n## APIs that are removed or deprecated\n\n- flow\.yaml:1: /,
  );
  assert.equal(status, 1);
});

test('what stays is silence and 0', () => {
  const { status, stdout } = run('--from', '1.29', '--to', '1.33', 'settings.yaml');
  assert.match(stdout, /Nothing changes/);
  assert.equal(status, 0);
});

test('a version is asked for', () => {
  const { status, stderr } = run('flow.yaml');
  assert.match(stderr, /a version with --from/);
  assert.equal(status, 2);
});
