// npm run bench: our server and its peer on the same files in the same run, against the bars. Needs the measuring tool
// `lsp-bench` beside the repository; works in .build/bench. Exits with 1 when a bar is missed.
//   npm run bench -- --quick            ours alone, the small corpora
//   npm run bench -- --no-peer          ours alone
//   npm run bench -- --runs 3
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bars, shown } from './bench-bars.mjs';
import { damageMeasured } from './bench-damage.mjs';
import { measureOurselves } from './bench-own.mjs';
import { buildReady } from './ready.mjs';
import { must, root, step } from './steps.mjs';

const tool = path.join(root, '../shared/lsp-bench');
const seeds = path.join(root, '../shared/corpus/seeds');
const work = path.join(root, '.build/bench');
const peer = 'yls-2.0.0';
const quick = process.argv.includes('--quick');
const runsAt = process.argv.indexOf('--runs');
const runs = runsAt > 0 ? Number(process.argv[runsAt + 1]) : 1;

if (!fs.existsSync(tool)) {
  process.stderr.write('✗ the measuring tool lsp-bench does not stand beside this repository; nothing was measured\n');
  process.exit(1);
}
buildReady();
setUp();
const records = corporaMeasured();
const { LspClient } = await import(pathToFileURL(path.join(tool, 'lsp-client.mjs')).href);
const damage = await damageMeasured({ perFile: quick ? 20 : 500, LspClient });
process.stdout.write(`slowest answer to damage: ${damage.slowest}\n`);
const figures = { records, typing: typingMeasured(), own: { ...(await measureOurselves()), ...damage } };
process.exitCode = report(figures) ? 0 : 1;

function setUp() {
  if (fs.existsSync(path.join(work, 'corpus/workspace/corpus.json'))) return;
  step('setting up .build/bench: the peer from npm, its schema, the corpora (about a minute)');
  fs.mkdirSync(work, { recursive: true });
  must(process.execPath, [path.join(tool, 'setup.mjs'), '--work', work], { cwd: work });
}

function serverFile() {
  const file = path.join(work, 'kpod.json');
  const command = [process.execPath, path.join(root, 'dist/server/main.js'), '--stdio'];
  const indexReady = { notification: 'kpod/indexReady' };
  fs.writeFileSync(file, JSON.stringify({ name: 'kpod', command, diagnostics: 'push', indexReady }));
  return file;
}

function corporaMeasured() {
  const corpora = quick ? 'small,medium' : [...new Set(bars.flatMap(({ corpus }) => corpus ?? []))].join(',');
  const servers = [serverFile(), ...(quick || process.argv.includes('--no-peer') ? [] : [peer])].join(',');
  const out = path.join(work, 'results.json');
  step(`measuring ${servers.split(',').length} servers on ${corpora}`);
  const options = ['--work', work, '--servers', servers, '--corpora', corpora, '--runs', String(runs), '--out', out];
  must(process.execPath, [path.join(tool, 'bench.mjs'), ...options, '--phase-budget', '10'], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return JSON.parse(fs.readFileSync(out, 'utf8')).records;
}

/** What the typing robot says, one line a kind of place; undefined where its manifests are not there. */
function typingMeasured() {
  if (!fs.existsSync(seeds)) return undefined;
  step('letting the robot type the seeds again');
  const out = path.join(work, 'typing.json');
  const options = ['--work', work, '--server', serverFile(), '--files', seeds, '--root', seeds];
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(tool, 'typing.mjs'), ...options, '--max', quick ? '100' : '600', '--out', out],
    { cwd: work, encoding: 'utf8' },
  );
  if (status !== 0) {
    process.stderr.write(`the typing robot failed:\n${stderr}\n`);
    return undefined;
  }
  return JSON.parse(fs.readFileSync(out, 'utf8'));
}

/** Prints the table; gives whether every bar is held. */
function report(measured) {
  let held = true;
  const rows = [['', 'bar', 'kpod', 'peer', '']];
  for (const bar of bars) {
    const ours = bar.figure(measured, 'kpod');
    const theirs = bar.figure(measured, 'yaml-language-server');
    if (ours === undefined && quick) continue;
    const good = ours !== undefined && (bar.most === undefined ? ours >= bar.least : ours <= bar.most);
    held &&= good;
    const limit = bar.most === undefined ? `≥ ${bar.least}` : `≤ ${bar.most}`;
    rows.push([bar.name, limit, shown(ours), shown(theirs), good ? '✓' : '✗']);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) process.stdout.write(`${row.map((cell, at) => cell.padEnd(widths[at])).join('  ')}\n`);
  return held;
}
