// Damage by the hundreds: each manifest cut off at seeded offsets, with bytes deleted, doubled and swapped; every feature
// must answer within the bar and the server must live. Gives the slowest answer and how many requests failed.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, step } from './steps.mjs';

const work = path.join(root, '.build/bench');
const seeds = path.join(root, '../shared/corpus/seeds');

/** Milliseconds of the slowest answer, and failures (answers that did not come, words of ours in the log). */
export async function damageMeasured({ perFile, LspClient }) {
  const { damaged } = await damageModule();
  const files = [...manifestsIn(path.join(root, 'test/e2e/workspace')), ...manifestsIn(seeds)];
  step(`damaging ${files.length} manifests ${perFile} times each`);
  const client = new LspClient({ command: [process.execPath, path.join(root, 'dist/server/main.js'), '--stdio'] });
  await client.start(null, null);
  const tally = { slowestMs: 0, slowest: '', failures: 0 };
  for (const [number, file] of files.entries()) {
    const uri = pathToFileURL(file).href;
    const whole = fs.readFileSync(file, 'utf8');
    client.open(uri, whole);
    let version = 1;
    for (const { how, text } of damaged(whole, perFile, 11 + number)) {
      client.notify('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ text }],
      });
      const offset = Math.min(text.length, Number(/ at (\d+)/.exec(how)?.[1] ?? 0));
      await askEverything(client, uri, positionIn(text, offset), `${path.basename(file)}, ${how}`, tally);
    }
    client.close(uri);
  }
  tally.failures += client.notes.filter(({ method }) => method === 'window/logMessage').length;
  await client.stop();
  return tally;
}

/** The protocol's code of an answer that says why there is none, as for what cannot be renamed. */
const requestFailed = -32803;

async function askEverything(client, uri, position, what, tally) {
  const at = { textDocument: { uri }, position };
  const questions = [
    ['textDocument/documentSymbol', at],
    ['textDocument/foldingRange', at],
    ['textDocument/selectionRange', { ...at, positions: [position] }],
    ['textDocument/documentLink', at],
    ['textDocument/codeLens', at],
    ['textDocument/codeAction', { ...at, range: { start: position, end: position }, context: { diagnostics: [] } }],
    ['textDocument/completion', at],
    ['textDocument/hover', at],
    ['textDocument/definition', at],
    ['textDocument/references', { ...at, context: { includeDeclaration: true } }],
    ['textDocument/documentHighlight', at],
    ['textDocument/prepareRename', at],
  ];
  for (const [method, params] of questions) {
    try {
      const { ms } = await client.timed(method, params, 10_000);
      if (ms > tally.slowestMs) Object.assign(tally, { slowestMs: ms, slowest: `${method} on ${what}` });
    } catch (error) {
      if (error.code === requestFailed) continue;
      tally.failures++;
      process.stderr.write(`${method} on ${what}: ${error.message}\n`);
      if (client.dead) throw error;
    }
  }
}

function positionIn(text, offset) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

function manifestsIn(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => path.join(folder, name));
}

/** The tests' own damage, so that what the bench finds a test can repeat. */
async function damageModule() {
  const outfile = path.join(work, 'damage.mjs');
  const { build } = await import('esbuild');
  await build({ entryPoints: [path.join(root, 'test/lsp/damage.ts')], outfile, format: 'esm', logLevel: 'warning' });
  return import(pathToFileURL(outfile).href);
}
