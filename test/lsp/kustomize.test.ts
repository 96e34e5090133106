// Kustomizations and settings files in an editor: paths lead to files and back, what is missing is found, keys are
// completed and explained, and a change of `.kpod.yaml` on disk is felt at once.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Diagnostics, startServer, type TestClient } from './client.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-kustomize-'));
const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
const files: Readonly<Record<string, string>> = {
  'base/kustomization.yaml': 'resources:\n- pod.yaml\n- gone.yaml\n- ../else+where\n',
  'base/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: "a:latest"}\n',
  'app/kustomization.yaml': 'resources: [web.yaml]\n',
  'app/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "example.org/web:1"}
`,
  'prod/kustomization.yaml':
    'resources: [../app]\npatches:\n- path: ports.yaml\n- target: {kind: Deployment}\n  path: labels.yaml\n',
  'prod/ports.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
      - name: web
        ports:
        - {containerPort: 80, name: http}
        - {containerPort: 81, name: http}
`,
  'prod/labels.yaml': '- op: replace\n  path: /spec/template/metadata/labels/app\n  value: other\n',
  'else+where/kustomization.yaml': 'configMapGenerator:\n- name: settings\n  literals: [LEVEL=debug]\n',
};

let client: TestClient;
before(async () => {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  client = await startServer({ folder: pathToFileURL(folder).href, settings: { lenses: { references: true } } });
});
after(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true });
});

const at = (name: string, line: number, character: number) => ({
  textDocument: { uri: uriOf(name) },
  position: { line, character },
});

test('a path that leads nowhere is marked, and the others lead to their files', async () => {
  const marked = diagnosticsWhere(uriOf('base/kustomization.yaml'), (found) => found.length === 1);
  client.open(uriOf('base/kustomization.yaml'), files['base/kustomization.yaml'] ?? '');
  const { diagnostics } = await marked;
  assert.match(diagnostics[0]?.message ?? '', /no file or folder "gone\.yaml"/);
  const targets = async (line: number) =>
    (
      await client.request<{ targetUri: string }[]>('textDocument/definition', at('base/kustomization.yaml', line, 5))
    ).map(({ targetUri }) => targetUri);
  assert.deepEqual(await targets(1), [uriOf('base/pod.yaml')]);
  assert.deepEqual(await targets(3), [uriOf('else+where/kustomization.yaml')]);
  assert.deepEqual(await targets(2), []);
});

test('what a build makes invalid is marked in the patch that does', async () => {
  const uri = uriOf('prod/ports.yaml');
  const marked = diagnosticsWhere(uri, (found) => found.length > 0);
  client.open(uri, files['prod/ports.yaml'] ?? '');
  const { diagnostics } = await marked;
  assert.match(diagnostics[0]?.message ?? '', /Duplicate value: "http" \(as "[^"]*prod" builds it\)/);
  assert.equal(diagnostics[0]?.range.start.line, 10);
  const operations = uriOf('prod/labels.yaml');
  const refused = diagnosticsWhere(operations, (found) => found.length > 0);
  client.open(operations, files['prod/labels.yaml'] ?? '');
  assert.match((await refused).diagnostics[0]?.message ?? '', /selector.*does not match template.*labels/);
});

test('where kustomize refuses to build, its words stand', async () => {
  const uri = uriOf('prod/kustomization.yaml');
  const marked = diagnosticsWhere(uri, (found) => found.length > 0);
  client.open(uri, 'resources: [../app]\nreplicas:\n- {name: nobody, count: 2}\n');
  const { diagnostics } = await marked;
  assert.match(diagnostics[0]?.message ?? '', /^resource with name nobody does not match a config/);
  assert.equal(diagnostics[0]?.range.start.line, 2);
});

test('a file says which kustomization builds it', async () => {
  client.open(uriOf('base/pod.yaml'), files['base/pod.yaml'] ?? '');
  const hover = await client.request<{ contents: { value: string } }>('textDocument/hover', at('base/pod.yaml', 1, 7));
  assert.match(hover.contents.value, /^Built by \[[^\]]*base\/kustomization\.yaml:2\]/);
});

test('who builds a kustomization is told above it and on hovering', async () => {
  client.open(uriOf('app/kustomization.yaml'), files['app/kustomization.yaml'] ?? '');
  const hover = await client.request<{ contents: { value: string } }>(
    'textDocument/hover',
    at('app/kustomization.yaml', 0, 3),
  );
  assert.match(hover.contents.value, /^Built by \[[^\]]*prod\/kustomization\.yaml:1\]/);
  const lenses = await client.request<{ command?: { title: string } }[]>('textDocument/codeLens', {
    textDocument: { uri: uriOf('app/kustomization.yaml') },
  });
  assert.ok(lenses.some(({ command }) => /^built by .*prod$/.test(command?.title ?? '')));
});

test('keys of a kustomization are completed and explained', async () => {
  client.open(uriOf('new/kustomization.yaml'), 'namePrefix: a-\nresour\n');
  const { items = [] } = await completion('new/kustomization.yaml', 1, 6);
  assert.ok(items.some(({ label }) => label === 'resources'));
  const hover = await client.request<{ contents: { value: string } }>(
    'textDocument/hover',
    at('new/kustomization.yaml', 0, 3),
  );
  assert.match(hover.contents.value, /before the name of every object/);
});

test('.kpod.yaml is felt when it comes, changes and goes', async () => {
  const uri = uriOf('base/pod.yaml');
  const asError = diagnosticsWhere(uri, (found) =>
    found.some(({ code, severity }) => code === 'latest-tag' && severity === 1),
  );
  fs.writeFileSync(path.join(folder, '.kpod.yaml'), 'rules: {latest-tag: error}\n');
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('.kpod.yaml'), type: 1 }] });
  await asError;
  const asOff = diagnosticsWhere(uri, (found) => !found.some(({ code }) => code === 'latest-tag'));
  fs.writeFileSync(path.join(folder, '.kpod.yaml'), 'rules: {latest-tag: off}\n');
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('.kpod.yaml'), type: 2 }] });
  await asOff;
  client.open(uriOf('.kpod.yaml'), 'rules:\n  latest-tag: err\n');
  const { items = [] } = await completion('.kpod.yaml', 1, 17);
  assert.ok(items.some(({ label }) => label === 'error'));
});

test('a simulation of a kustomization leads to the manifest, and to the patch that set a field', async () => {
  const uri = uriOf('overlay/kustomization.yaml');
  client.open(
    uriOf('overlay/pod.yaml'),
    'apiVersion: v1\nkind: Pod\nmetadata: {name: q}\nspec:\n  containers: [{name: c, image: a}]\n',
  );
  client.open(uriOf('overlay/patch.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: {name: q}\nspec:\n  priority: 7\n');
  client.open(uri, 'namePrefix: my-\nresources: [pod.yaml]\npatches: [{path: patch.yaml}]\n');
  const result = await client.request<{ isMade?: boolean; trace?: object }>('kpod/simulate', { uri });
  assert.deepEqual([result.isMade, typeof result.trace], [true, 'object']);
  const object = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'my-q' };
  const place = (field: string) =>
    client.request<{ uri: string; range: { start: { line: number } } } | null>('kpod/place', { uri, object, field });
  const [image, priority] = [await place('spec.containers[0].image'), await place('spec.priority')];
  assert.deepEqual([image?.uri, image?.range.start.line], [uriOf('overlay/pod.yaml'), 4]);
  assert.deepEqual([priority?.uri, priority?.range.start.line], [uriOf('overlay/patch.yaml'), 4]);
});

test('what a generator in a file of its own reads is read again after it changed', async () => {
  const uri = uriOf('plugin/kustomization.yaml');
  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, 'plugin', name), text);
  fs.mkdirSync(path.join(folder, 'plugin'));
  write('a.txt', 'first');
  client.open(
    uriOf('plugin/made.yaml'),
    'apiVersion: builtin\nkind: ConfigMapGenerator\nmetadata: {name: made}\nfiles: [a.txt]\n',
  );
  client.open(uri, 'namePrefix: x-\ngenerators: [made.yaml]\n');
  const built = async () => (await client.request<{ text: string }>('kpod/rendered', { uri })).text;
  assert.match(await built(), /a\.txt: first/);
  write('a.txt', 'second');
  assert.match(await built(), /a\.txt: second/);
});

/** The next diagnostics of a file that are as wanted; to be asked for before what makes them. */
function diagnosticsWhere(uri: string, isRight: (found: Diagnostics['diagnostics']) => boolean): Promise<Diagnostics> {
  return client.notification<Diagnostics>(
    'textDocument/publishDiagnostics',
    (params) => params.uri === uri && isRight(params.diagnostics),
  );
}

async function completion(name: string, line: number, character: number) {
  const found = await client.request<{ items?: { label: string }[] } | { label: string }[]>(
    'textDocument/completion',
    at(name, line, character),
  );
  return Array.isArray(found) ? { items: found } : found;
}
