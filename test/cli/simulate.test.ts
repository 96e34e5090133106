// `kpod simulate` and `kpod why` as a shell calls them: versions over each other, promises, formats, exit codes.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const command = path.resolve('dist/server/kpod.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-simulate-'));
const web = (image: string, strategy = '') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
${strategy}  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: '${image}' }] }
`;

before(() => {
  if (!fs.existsSync(command)) execFileSync(process.execPath, ['server/tools/build.mjs'], { stdio: 'inherit' });
  fs.writeFileSync(path.join(folder, 'v1.yaml'), web('web:1'));
  fs.writeFileSync(path.join(folder, 'v2.yaml'), web('web:2'));
  fs.writeFileSync(path.join(folder, 'recreate.yaml'), web('web:2', '  strategy: { type: Recreate }\n'));
  fs.writeFileSync(
    path.join(folder, 'large.yaml'),
    web('web:1').replace("'web:1'", "'web:1', resources: { requests: { memory: 64Gi } }"),
  );
});
after(() => fs.rmSync(folder, { recursive: true }));

function kpod(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LANG: 'C', LC_ALL: 'C' },
  });
  return { status, stdout, stderr };
}

const promise = 'available(Deployment/web) >= 2';

test('a promise that a rolling update keeps', () => {
  const { status, stdout } = kpod('simulate', '--from', 'v1.yaml', '--to', 'v2.yaml', '--expect', promise);
  assert.match(stdout, /✓ available\(Deployment\/web\) >= 2/);
  assert.equal(status, 0);
});

test('a promise that Recreate breaks', () => {
  const { status, stdout } = kpod('simulate', '--from', 'v1.yaml', '--to', 'recreate.yaml', '--expect', promise);
  assert.match(stdout, /✗ available\(Deployment\/web\) >= 2: [01] after /);
  assert.equal(status, 1);
});

test('a promise in words that nobody knows', () => {
  const { status, stderr } = kpod('simulate', 'v1.yaml', '--expect', 'happy(Deployment/web) >= 2');
  assert.match(stderr, /"happy" cannot be counted/);
  assert.equal(status, 2);
});

test('what does not become ready says why, and has exit code 1', () => {
  const { status, stdout } = kpod('simulate', 'large.yaml');
  assert.match(stdout, /requests 64Gi of memory/);
  assert.equal(status, 1);
});

test('Markdown has the verdict and the workloads', () => {
  const { stdout } = kpod('simulate', 'v1.yaml', '--format', 'markdown');
  assert.match(stdout, /^## v1\n\n\*\*accepted · 1 object · ready after /);
  assert.match(stdout, /\| Deployment\/web \| 3\/3 \|/);
});

test('JSON holds verdict, promises, reasons, findings and trace', () => {
  const { stdout } = kpod('simulate', 'v1.yaml', '--format', 'json');
  assert.deepEqual(Object.keys(JSON.parse(stdout)), ['verdict', 'promises', 'whys', 'findings', 'trace']);
});

test('the page stands alone', () => {
  const { stdout } = kpod('simulate', 'v1.yaml', '--format', 'html');
  const [head = ''] = stdout.split('<script id="run"');
  assert.ok(head.startsWith('<!doctype html>'));
  assert.deepEqual(head.match(/(?:href|src)="(?!data:)[^"]*/g), null);
  assert.deepEqual(stdout.match(/^<script[^>]*\ssrc=/gm), null);
});

test('why a pod is as it is', () => {
  const { status, stdout } = kpod('why', 'pod/web', 'large.yaml');
  assert.match(
    stdout,
    /\[Deployment\/web spec\.template\.spec\.containers\[0\]\.resources\.requests\.memory, large\.yaml:9\]/,
  );
  assert.equal(status, 1);
  assert.equal(kpod('why', 'pod/web', 'v1.yaml').status, 0);
  assert.equal(kpod('why', 'pod/none', 'v1.yaml').status, 2);
});
