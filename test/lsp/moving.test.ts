// Moving and changing over stdio: implementations, who uses whom, renames that are refused, tokens as differences, lines while
// one types, blocks that are pasted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, type TestClient } from './client.ts';

let client: TestClient;
const web = 'file:///w/web.yaml';
const service = 'file:///w/service.yaml';
before(async () => {
  client = await startServer();
  client.open(
    web,
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}\n    spec:\n      containers:\n        - name: app\n          image: nginx\n',
  );
  client.open(
    service,
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: front\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n',
  );
  await client.diagnostics(service);
});
after(() => client.stop());

interface Item {
  readonly name: string;
  readonly uri: string;
  readonly selectionRange: object;
}

test('the implementation of a Service is the workload that it selects', async () => {
  const position = { line: 3, character: 9 };
  const found = await client.request<{ uri: string; range: { start: object } }[]>('textDocument/implementation', {
    textDocument: { uri: service },
    position,
  });
  assert.deepEqual(
    found.map(({ uri, range }) => [uri, range.start]),
    [[web, { line: 3, character: 8 }]],
  );
});

test('a call hierarchy leads from the workload to who selects it, and back', async () => {
  const [item] = await client.request<Item[]>('textDocument/prepareCallHierarchy', {
    textDocument: { uri: web },
    position: { line: 3, character: 9 },
  });
  assert.equal(item?.name, 'Deployment/web');
  const [call] = await client.request<{ from: Item }[]>('callHierarchy/incomingCalls', { item });
  assert.equal(call?.from.name, 'Service/front');
  const [back] = await client.request<{ to: Item }[]>('callHierarchy/outgoingCalls', { item: call?.from });
  assert.equal(back?.to.name, 'Deployment/web');
});

test('a rename goes through both files, and one that would be wrong says why', async () => {
  const at = { textDocument: { uri: service }, position: { line: 6, character: 10 } };
  const edit = await client.request<{ changes: Record<string, unknown[]> }>('textDocument/rename', {
    ...at,
    newName: 'shop',
  });
  assert.deepEqual(
    Object.entries(edit.changes)
      .map(([uri, edits]) => [uri, edits.length])
      .sort(),
    [
      [service, 1],
      [web, 2],
    ],
  );
  await assert.rejects(
    client.request('textDocument/rename', { ...at, newName: 'a b' }),
    /it would be wrong afterwards/,
  );
  const nowhere = { textDocument: { uri: service }, position: { line: 8, character: 7 } };
  await assert.rejects(client.request('textDocument/prepareRename', nowhere), /there is no name here/);
});

test('tokens of the whole, then only what changed', async () => {
  const textDocument = { uri: service };
  const whole = await client.request<{ resultId: string; data: number[] }>('textDocument/semanticTokens/full', {
    textDocument,
  });
  assert.ok(whole.data.length > 0 && whole.data.length % 5 === 0);
  const delta = await client.request<{ edits?: unknown[] }>('textDocument/semanticTokens/full/delta', {
    textDocument,
    previousResultId: whole.resultId,
  });
  assert.deepEqual(delta.edits, []);
});

test('a dash goes where lists are written, a pasted block where it fits', async () => {
  const uri = 'file:///w/typed.yaml';
  client.open(uri, 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  -');
  const typed = await client.request<{ newText: string }[]>('textDocument/onTypeFormatting', {
    textDocument: { uri },
    position: { line: 6, character: 3 },
    ch: '-',
    options: { tabSize: 2, insertSpaces: true },
  });
  assert.deepEqual(
    typed.map(({ newText }) => newText),
    ['    '],
  );
  const at = { line: 6, character: 0 };
  const pasted = await client.request<{ newText: string }>('kpod/paste', {
    uri,
    range: { start: at, end: { line: 6, character: 3 } },
    text: '- name: a\n  image: b\n',
  });
  assert.equal(pasted.newText, '    - name: a\n      image: b\n');
});
