// The server's life over stdio: open, edit, close; findings follow the text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, type TestClient } from './client.ts';

let client: TestClient;
before(async () => {
  client = await startServer();
});
after(() => client.stop());

const web = `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  a: b
---
apiVersion: v1
kind: Secret
metadata:
  name: keys
`;

test('a broken document has diagnostics, its neighbour an outline, and a repair clears them', async () => {
  const uri = 'file:///w/web.yaml';
  client.open(uri, web);
  assert.deepEqual((await client.diagnostics(uri)).diagnostics, []);
  client.change(uri, [{ range: { start: { line: 5, character: 5 }, end: { line: 5, character: 6 } }, text: '"b' }]);
  const broken = await client.diagnostics(uri);
  assert.ok(broken.diagnostics.length > 0);
  const symbols = await client.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument: { uri } });
  assert.ok(symbols.some(({ name }) => name === 'Secret/keys'));
  client.change(uri, [{ range: { start: { line: 5, character: 5 }, end: { line: 5, character: 7 } }, text: 'b' }]);
  assert.deepEqual((await client.diagnostics(uri)).diagnostics, []);
});

test('a compose file gets nothing but silence', async () => {
  const uri = 'file:///w/compose.yaml';
  client.open(uri, 'services:\n  web:\n    image: nginx\n  image: [\n');
  assert.deepEqual((await client.diagnostics(uri)).diagnostics, []);
});

test('what spans files is judged again when typing pauses', async () => {
  const [service, pod] = ['file:///w/service.yaml', 'file:///w/pod.yaml'];
  client.open(pod, 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  labels: {app: wed}\nspec: {containers: []}\n');
  client.open(
    service,
    'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n',
  );
  const lonely = 'service-selects-nothing';
  const first = await client.diagnostics(service);
  assert.ok(first.diagnostics.some(({ code }) => code === lonely));
  client.change(pod, [{ range: { start: { line: 4, character: 18 }, end: { line: 4, character: 19 } }, text: 'b' }]);
  const later = await client.diagnostics(service);
  assert.ok(!later.diagnostics.some(({ code }) => code === lonely));
});
