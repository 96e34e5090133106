// Hover over stdio: markdown with a range, silence where there is nothing to say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, type TestClient } from './client.ts';

let client: TestClient;
before(async () => {
  client = await startServer();
});
after(() => client.stop());

interface Hover {
  readonly contents: { readonly kind: string; readonly value: string };
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

test('a field shows its type and its reference page at its range', async () => {
  const uri = 'file:///w/pod.yaml';
  client.open(uri, '# first\n---\napiVersion: v1\nkind: Pod\nspec:\n  restartPolicy: Never\n');
  await client.diagnostics(uri);
  const at = (line: number, character: number) =>
    client.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position: { line, character } });
  const hover = await at(5, 4);
  assert.equal(hover?.contents.kind, 'markdown');
  assert.match(hover?.contents.value ?? '', /\*\*restartPolicy\*\* `string`/);
  assert.match(hover?.contents.value ?? '', /#podspec-v1-core/);
  assert.deepEqual(hover?.range.start, { line: 5, character: 2 });
  assert.equal(await at(0, 2), null);
});
