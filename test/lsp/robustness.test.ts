// Bad input never crashes or hangs: every feature answers for damaged manifests, nothing is logged as our fault, and the
// server lives. `npm run bench` does the same with more damage and with the bar of time.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startServer, type TestClient } from './client.ts';
import { damaged } from './damage.ts';

const folder = path.join('test', 'e2e', 'workspace');
const timesEach = Number(process.env['DAMAGE'] ?? 40);
/** Generous, for machines that do other things beside. */
const patienceMs = 5000;

let client: TestClient;
before(async () => {
  client = await startServer();
});
after(() => client.stop());

const uri = 'file:///w/damaged.yaml';

function requestsAt(text: string, offset: number): readonly (readonly [method: string, params: object])[] {
  const lines = text.slice(0, offset).split('\n');
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const textDocument = { uri };
  const at = { textDocument, position };
  const range = { start: position, end: position };
  return [
    ['textDocument/documentSymbol', { textDocument }],
    ['textDocument/foldingRange', { textDocument }],
    ['textDocument/selectionRange', { textDocument, positions: [position] }],
    ['textDocument/documentLink', { textDocument }],
    ['textDocument/codeLens', { textDocument }],
    ['textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } }],
    ['textDocument/completion', at],
    ['textDocument/hover', at],
    ['textDocument/definition', at],
    ['textDocument/references', { ...at, context: { includeDeclaration: true } }],
    ['textDocument/documentHighlight', at],
    ['textDocument/prepareRename', at],
    ['textDocument/rename', { ...at, newName: 'other' }],
    ['kpod/objectAt', { uri, position }],
  ];
}

/** The protocol's RequestFailed is an answer too: what cannot be renamed is refused with the reason. */
function unlessRefused(error: Error & { readonly code?: number }): void {
  if (error.code !== -32803) throw error;
}

for (const [number, name] of fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .entries()) {
  test(`${name}: every feature answers for ${timesEach} damaged versions`, async () => {
    const whole = fs.readFileSync(path.join(folder, name), 'utf8');
    client.open(uri, whole);
    for (const { how, text } of damaged(whole, timesEach, 7 + number)) {
      client.change(uri, [{ text }]);
      const offset = Number(/ at (\d+)/.exec(how)?.[1] ?? 0);
      for (const [method, params] of requestsAt(text, Math.min(offset, text.length))) {
        const begin = performance.now();
        await client.request(method, params).catch(unlessRefused);
        const ms = performance.now() - begin;
        assert.ok(ms < patienceMs, `${method} took ${ms.toFixed(0)} ms on ${name}, ${how}`);
      }
      assert.deepEqual(client.logged, [], `${name}, ${how}`);
    }
  });
}
