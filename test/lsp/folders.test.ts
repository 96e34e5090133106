// Folders of the workspace: read at the start, files that change on disk are read again, names lead across files.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startServer, type TestClient } from './client.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-folder-'));
const file = (name: string) => path.join(folder, name);
const uriOf = (name: string) => pathToFileURL(file(name)).href;
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    image: a:1\n    envFrom:\n    - configMapRef: {name: settings}\n';

let client: TestClient;
before(async () => {
  fs.writeFileSync(file('settings.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n');
  fs.writeFileSync(file('compose.yaml'), 'services: {}\n');
  client = await startServer({ folder: pathToFileURL(folder).href });
  client.open(uriOf('pod.yaml'), pod);
});
after(async () => {
  await client.stop();
  fs.rmSync(folder, { recursive: true });
});

const definition = () =>
  client.request<{ targetUri: string }[]>('textDocument/definition', {
    textDocument: { uri: uriOf('pod.yaml') },
    position: { line: 8, character: 28 },
  });

test('a name leads into a file that is not open', async () => {
  await until(async () => (await definition()).length === 1);
  assert.deepEqual(
    (await definition()).map(({ targetUri }) => targetUri),
    [uriOf('settings.yaml')],
  );
});

test('a file that is gone from disk takes its names along, and brings them back', async () => {
  const tell = (type: number) =>
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('settings.yaml'), type }] });
  tell(3);
  assert.deepEqual(await definition(), []);
  tell(1);
  await until(async () => (await definition()).length === 1);
});

/** Asks again until the answer is right; the test runner's own limit ends it otherwise. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
