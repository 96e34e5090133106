// A real Neovim with its own language client, on the built command line: findings, hover, completion, definition, and an
// edit that takes the finding away. Skipped aloud where there is no nvim; another than the one in the path is named in $NVIM_BIN.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const kpod = path.resolve('dist', 'server', 'kpod.js');
const script = path.resolve('test', 'lsp', 'neovim.lua');
const nvim = process.env['NVIM_BIN'] ?? 'nvim';
const version = spawnSync(nvim, ['--version'], { encoding: 'utf8' }).stdout?.split('\n')[0];
const skip = version ? false : 'no nvim on this machine';

const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: nginx:1.29
      imagePullPolice: Always
      envFrom:
        - configMapRef:
            name: settings
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: web
`;

interface Seen {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly hover: unknown;
  readonly completion: unknown;
  readonly definition: unknown;
}

test(`Neovim speaks with the language server (${version ?? 'not here'})`, { skip }, () => {
  if (!fs.existsSync(kpod)) execFileSync(process.execPath, ['server/tools/build.mjs', 'server'], { stdio: 'inherit' });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-neovim-'));
  const file = path.join(folder, 'pod.yaml');
  fs.writeFileSync(file, manifest);
  const { stdout, stderr } = spawnSync(nvim, ['--headless', '--clean', '-S', script], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, MANIFEST: file, KPOD: `${process.execPath} ${kpod} lsp --stdio`, XDG_STATE_HOME: folder },
  });
  fs.rmSync(folder, { recursive: true, force: true });
  const line = stdout.split('\n').find((each) => each.startsWith('{'));
  assert.ok(line, `${stdout}${stderr}`);
  const seen: Seen = JSON.parse(line);
  assert.deepEqual(seen.before, [
    '9: unknown field "spec.containers[0].imagePullPolice"; did you mean "imagePullPolicy"?',
  ]);
  assert.deepEqual(seen.after, []);
  assert.match(JSON.stringify(seen.hover), /\*\*image\*\*/);
  assert.match(JSON.stringify(seen.completion), /"label":"imagePullPolicy"/);
  assert.match(JSON.stringify(seen.definition), /"line":17/);
});
