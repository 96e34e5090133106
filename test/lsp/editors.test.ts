// Editors as they really introduce themselves (test/fixtures/editors: initialize requests that each of them sent): the server
// asks only what they can answer, and what it answers they can read, with text that is not ASCII in between.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startServer, type TestClient } from './client.ts';

interface Initialize {
  readonly capabilities: {
    readonly general?: { readonly positionEncodings?: readonly string[] };
    readonly workspace?: {
      readonly configuration?: boolean;
      readonly workspaceEdit?: { readonly documentChanges?: boolean; readonly resourceOperations?: readonly string[] };
      readonly didChangeWatchedFiles?: { readonly dynamicRegistration?: boolean };
    };
    readonly textDocument?: {
      readonly completion?: { readonly completionItem?: { readonly snippetSupport?: boolean } };
      readonly documentSymbol?: { readonly hierarchicalDocumentSymbolSupport?: boolean };
    };
  };
}

const line = '  annotations: {note: "中文😀", other: 1}';
const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${line}\nspec:\n  containers:\n    - name: app\n      image: nginx:1.29\n  \n`;

/** How far into the line something stands, in the units that were agreed on. */
function columnOf(words: string, encoding: unknown): number {
  const before = line.slice(0, line.indexOf(words));
  if (encoding === 'utf-8') return Buffer.byteLength(before);
  return encoding === 'utf-32' ? [...before].length : before.length;
}

const folder = path.join('test', 'fixtures', 'editors');
for (const name of fs.readdirSync(folder)) {
  test(`${path.basename(name, '.json')} is answered as it can read`, async () => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-editor-'));
    const uri = `${pathToFileURL(root).href}/pod.yaml`;
    const words = fs.readFileSync(path.join(folder, name), 'utf8');
    const initialize = JSON.parse(words.replaceAll('$URI', pathToFileURL(root).href).replaceAll('$PATH', root));
    const client = await startServer({ initialize });
    try {
      await speaks(client, initialize, uri);
    } finally {
      await client.stop();
      fs.rmSync(root, { recursive: true });
    }
  });
}

async function speaks(client: TestClient, { capabilities }: Initialize, uri: string): Promise<void> {
  const encoding = client.capabilities['positionEncoding'];
  const offered = capabilities.general?.positionEncodings ?? ['utf-16'];
  assert.ok(offered.includes(String(encoding)), `${encoding} of ${offered}`);
  client.open(uri, text);
  const [finding] = (await client.diagnostics(uri)).diagnostics;
  assert.deepEqual(finding?.range, {
    start: { line: 4, character: columnOf('1}', encoding) },
    end: { line: 4, character: columnOf('}', encoding) },
  });
  const at = { line: 4, character: columnOf('1}', encoding) };
  client.change(uri, [{ range: { start: at, end: { ...at, character: at.character + 1 } }, text: 'wide' }]);
  assert.deepEqual((await client.diagnostics(uri)).diagnostics, []);
  await answersFit(client, capabilities, uri);
  const { workspace } = capabilities;
  const mayAsk = {
    'workspace/configuration': workspace?.configuration,
    'client/registerCapability': workspace?.didChangeWatchedFiles?.dynamicRegistration,
  };
  const unfit = client.asked.filter(
    (method) => !Object.entries(mayAsk).some(([known, can]) => known === method && can),
  );
  assert.deepEqual(unfit, []);
}

async function answersFit(
  client: TestClient,
  { textDocument }: Initialize['capabilities'],
  uri: string,
): Promise<void> {
  const document = { textDocument: { uri } };
  const symbols = await client.request<Record<string, unknown>[]>('textDocument/documentSymbol', document);
  const isNested = textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
  assert.ok(symbols.length > 0 && symbols.every((symbol) => 'selectionRange' in symbol === isNested));
  const position = { line: 9, character: 2 };
  const items = await client.request<Record<string, unknown>[]>('textDocument/completion', { ...document, position });
  const takesSnippets = textDocument?.completion?.completionItem?.snippetSupport === true;
  assert.equal(
    items.some(({ insertTextFormat }) => insertTextFormat === 2),
    takesSnippets,
  );
  assert.ok(items.every(({ command }) => command === undefined));
  const hover = await client.request<object>('textDocument/hover', {
    ...document,
    position: { line: 8, character: 8 },
  });
  assert.match(JSON.stringify(hover), /\*\*image\*\*/);
}

test('a file has one address, however an editor escapes it', async () => {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod+(一)@-'));
  fs.writeFileSync(path.join(root, 'pod.yaml'), text.replace('other: 1', 'other: one'));
  const escaped = `file://${root.split('/').map(encodeURIComponent).join('/').replaceAll('(', '%28').replaceAll(')', '%29')}`;
  const client = await startServer({ folder: `${escaped}/` });
  try {
    await client.notification('kpod/indexReady');
    client.open(`${escaped}/pod.yaml`, text.replace('other: 1', 'other: one'));
    const { diagnostics } = await client.notification<{ diagnostics: readonly object[] }>(
      'textDocument/publishDiagnostics',
      ({ diagnostics: found }: { diagnostics: readonly object[] }) => found !== undefined,
    );
    assert.deepEqual(diagnostics, []);
    const symbols = await client.request<readonly object[]>('workspace/symbol', { query: 'Pod/web' });
    assert.equal(symbols.length, 1);
  } finally {
    await client.stop();
    fs.rmSync(root, { recursive: true });
  }
});
