// Kinds that nobody knows: one quiet hint each, and what can be done about it; a definition elsewhere, the catalogue, silence.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startServer, type TestClient } from './client.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-kinds-'));
const folder = pathToFileURL(path.join(root, 'w')).href;
const uri = `${folder}/things.yaml`;
const thing = (kind: string, group = 'example.com') =>
  `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata:\n  name: one\nspec:\n  size: 1\n`;
const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: gears.example.com
spec:
  group: example.com
  scope: Namespaced
  names: { plural: gears, kind: Gear }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { teeth: { type: integer } } } } }
`;

let client: TestClient;
before(async () => {
  fs.mkdirSync(path.join(root, 'w'));
  fs.writeFileSync(path.join(root, 'gear.yaml'), definition);
  client = await startServer({
    settings: { catalogue: false },
    folder,
    capabilities: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
    initializationOptions: { opensKeptFiles: true },
  });
  await client.notification('kpod/indexReady');
});
after(async () => {
  await client.stop();
  fs.rmSync(root, { recursive: true });
});

interface Action {
  readonly title: string;
  readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
  readonly edit?: {
    readonly documentChanges?: readonly { readonly uri?: string; readonly edits?: readonly { newText: string }[] }[];
  };
}

async function hints(text: string): Promise<readonly { code?: string; line: number; severity: number }[]> {
  client.change(uri, [{ text }]);
  const { diagnostics } = await client.diagnostics(uri);
  return diagnostics.map(({ code, severity, range }) => ({ ...(code && { code }), severity, line: range.start.line }));
}

async function actions(line: number): Promise<readonly Action[]> {
  const position = { line, character: 8 };
  const params = { textDocument: { uri }, range: { start: position, end: position }, context: { diagnostics: [] } };
  return client.request<Action[]>('textDocument/codeAction', params);
}

test('of each unknown kind one hint', async () => {
  client.open(uri, '');
  const text = [thing('Gear'), thing('Gear').replace('one', 'two'), thing('Wheel')].join('---\n');
  assert.deepEqual(await hints(text), [
    { code: 'unknown-custom-kind', severity: 4, line: 1 },
    { code: 'unknown-custom-kind', severity: 4, line: 15 },
  ]);
  const titles = (await actions(1)).map(({ title }) => title);
  assert.ok(titles.includes('Name the file with the definition of Gear…'), titles.join('\n'));
  assert.ok(!titles.some((title) => title.includes('catalogue')), titles.join('\n'));
});

test('what the catalogue knows is offered where it is turned off', async () => {
  assert.equal((await hints(thing('Certificate', 'cert-manager.io'))).length, 1);
  const first = (await actions(1)).find(({ title }) => title.startsWith('Turn on'));
  assert.match(first?.title ?? '', /^Turn on the catalogue, which knows Certificate from /);
  assert.equal(first?.command?.command, 'kpod.turnOnCatalogue');
});

test('a group that is not mine is named in a settings file, and then nothing is said of its kinds', async () => {
  await hints(thing('Wheel', 'others.example.com'));
  const silence = (await actions(1)).find(({ title }) => title.startsWith('Treat "others.example.com" as not mine'));
  const [create, written] = silence?.edit?.documentChanges ?? [];
  assert.equal(create?.uri, `${folder}/.kpod.yaml`);
  const content = written?.edits?.[0]?.newText ?? '';
  assert.equal(content, 'foreignGroups:\n  - others.example.com\n');
  client.open(`${folder}/.kpod.yaml`, content);
  assert.deepEqual(await hints(`${thing('Wheel', 'others.example.com')}# changed\n`), []);
  assert.equal((await hints(thing('Wheel'))).length, 1);
});

test('a definition that lies elsewhere is named, and its kind is known', async () => {
  await hints(thing('Gear'));
  const params = { uri, definition: pathToFileURL(path.join(root, 'gear.yaml')).href };
  const edit = await client.request<{ changes: Record<string, { newText: string }[]> }>('kpod/nameDefinition', params);
  assert.deepEqual(Object.keys(edit.changes), [`${folder}/.kpod.yaml`]);
  const text = edit.changes[`${folder}/.kpod.yaml`]?.[0]?.newText ?? '';
  assert.match(text, /crds:\n {2}- \.\.\/gear\.yaml/);
  fs.writeFileSync(path.join(root, 'w', '.kpod.yaml'), 'crds:\n  - ../gear.yaml\n');
  client.notify('textDocument/didClose', { textDocument: { uri: `${folder}/.kpod.yaml` } });
  const judged = client.diagnostics(uri);
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: `${folder}/.kpod.yaml`, type: 2 }] });
  assert.deepEqual(
    (await judged).diagnostics.map(({ code }) => code),
    ['unknown-field'],
  );
});
