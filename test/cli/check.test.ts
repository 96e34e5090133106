// `kpod check` as a shell or CI calls it: what it prints, its exit codes, and what --fix writes.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const kpod = path.resolve('dist', 'server', 'kpod.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-check-'));
const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  level: "1"\n';
const bad = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndatta:\n  level: debug\n';

before(() => {
  if (!fs.existsSync(kpod)) execFileSync(process.execPath, ['server/tools/build.mjs', 'server'], { stdio: 'inherit' });
  fs.mkdirSync(path.join(folder, 'deep/er'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'good.yaml'), good);
  fs.writeFileSync(path.join(folder, 'deep/er/bad.yaml'), bad);
  fs.writeFileSync(path.join(folder, 'compose.yaml'), 'services:\n  web: {image: [}\n');
});
after(() => fs.rmSync(folder, { recursive: true }));

function run(args: readonly string[], input = '') {
  return spawnSync(process.execPath, [kpod, ...args], { cwd: folder, encoding: 'utf8', input });
}

test('a sound manifest is silence and 0', () => {
  const { status, stdout } = run(['check', 'good.yaml']);
  assert.equal(stdout, 'no findings in 1 documents of 1 files\n');
  assert.equal(status, 0);
});

test('a folder is searched, the place is as the user would write it, and the exit code is 1', () => {
  const { status, stdout } = run(['check', '.']);
  assert.match(stdout, /^deep\/er\/bad\.yaml:5:1: error: unknown field "datta"/m);
  assert.equal(status, 1);
});

test('globs that the shell leaves alone, and pipes', () => {
  assert.equal(run(['check', '**/good.{yaml,yml}']).status, 0);
  assert.equal(run(['check', 'deep/**/*.yaml']).status, 1);
  const piped = run(['check', '-', '--format', 'json'], `${good}---\n${bad}`);
  assert.equal(piped.status, 1);
  const { findings, documentsChecked } = JSON.parse(piped.stdout);
  assert.equal(documentsChecked, 2);
  assert.deepEqual([findings[0].path, findings[0].region.line], ['<stdin>', 12]);
});

test('SARIF, JUnit and GitHub annotations name the place', () => {
  assert.equal(JSON.parse(run(['check', 'deep', '--format', 'sarif']).stdout).version, '2.1.0');
  assert.match(run(['check', 'deep', '--format=junit']).stdout, /<failure type="unknown-field"/);
  assert.match(run(['check', 'deep', '--format=github']).stdout, /^::error file=deep\/er\/bad\.yaml,line=5/);
});

test('--fail-on and --rule say what counts', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: "nginx:latest"}\n';
  assert.equal(run(['check', '-'], pod).status, 0);
  assert.equal(run(['check', '-', '--fail-on', 'hint'], pod).status, 1);
  assert.equal(run(['check', '-', '--rule', 'latest-tag=error'], pod).status, 1);
  assert.match(run(['check', '-', '--rule', 'latest-tag=error', '--locale', 'zh-cn'], pod).stdout, /\p{Script=Han}/u);
});

test('--fix writes the obvious fixes and leaves the rest of the file alone', () => {
  const file = path.join(folder, 'fixed.yaml');
  fs.writeFileSync(file, bad.replace('datta:', 'datta: # keep me'));
  assert.equal(run(['check', 'fixed.yaml', '--fix']).status, 0);
  assert.equal(fs.readFileSync(file, 'utf8'), bad.replace('datta:', 'data: # keep me'));
});

test('wrong usage is 2 and says what would be right', () => {
  for (const args of [[], ['--format', 'xml', '.'], ['--nonsense', '.'], ['nowhere.yaml']]) {
    const { status, stderr } = run(['check', ...args]);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, /^kpod check: /);
  }
  assert.equal(run(['nonsense']).status, 2);
});

test('explain names type and fields', () => {
  const { status, stdout } = run(['explain', 'deploy.spec.strategy.rollingUpdate']);
  assert.equal(status, 0);
  assert.match(stdout, /KIND: +Deployment/);
  assert.match(stdout, /maxSurge <int-or-string>/);
  assert.equal(run(['explain', 'deployment.spec.nonsense']).status, 1);
});
