// `kpod check` and `kpod simulate` on a chart's folder: it is rendered, and what is found stands at the templates.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const kpod = path.resolve('dist', 'server', 'kpod.js');
const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [kpod, ...args], {
    cwd: 'test/fixtures/helm',
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });

test('a chart is checked as it renders, at its templates', () => {
  const { status, stdout } = run('check', 'web', '--format', 'json');
  const { findings } = JSON.parse(stdout) as {
    findings: readonly { path: string; code: string; region?: { line: number } }[];
  };
  assert.equal(status, 1);
  assert.deepEqual(findings.map(({ path: name, code }) => `${name} ${code}`).sort(), [
    'web/templates/deployment.yaml unknown-field',
    'web/values.yaml helm-unused-value',
  ]);
});

test('a simulation of a chart applies what it renders to', () => {
  const { stdout } = run('simulate', 'web');
  assert.match(stdout, /Deployment in version "v1" cannot be handled as a Deployment: strict decoding error/);
});

test('a simulation of a chart has the values files and the release that .kpod.yaml names', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-chart-'));
  const files = {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'values.yaml': 'mode: slow\n',
    'values-prod.yaml': 'mode: fast\n',
    'templates/settings.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-{{ .Values.mode }}"}\n',
    '.kpod.yaml': 'helm: {valuesFiles: [values-prod.yaml], releaseName: shop}\n',
  };
  fs.mkdirSync(path.join(folder, 'templates'));
  for (const [name, words] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), words);
  const { stdout } = run('simulate', folder, '--json');
  fs.rmSync(folder, { recursive: true });
  assert.match(stdout, /"shop-fast"/);
});
