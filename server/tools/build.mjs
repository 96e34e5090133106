// npm run build: dist/ from the sources. One step a bundle; a step whose inputs did not change is skipped.
//   npm run build -- --force    builds everything again
//   npm run build -- server     only bundles whose path contains the word
// It knows what is bundled and how, not what is in it; `schemas` and `snippets` are copied as they stand.
import fs from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { catalogueReady } from './catalogue.mjs';
import { packagesReady } from './ready.mjs';
import { descriptionsReady } from './schemas-texts.mjs';
import { root, step } from './steps.mjs';

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
  logOverride: { 'empty-import-meta': 'silent' },
};
// CommonJS: Node 20 reads one large file faster than a graph of modules; `import()` still runs its module late.
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'] };

/** What stands in for Node's modules where there is no Node. */
const browser = (file) => path.join(root, 'server/src/browser', file);
const inBrowser = {
  'node:fs': browser('files.ts'),
  'node:fs/promises': browser('disk.ts'),
  'node:path': browser('paths.ts'),
  'node:url': browser('urls.ts'),
  'node:zlib': browser('zlib.ts'),
  'node:worker_threads': browser('threads.ts'),
  'node:perf_hooks': browser('clock.ts'),
  'node:v8': browser('engine.ts'),
};

const bundles = [
  bundle('dist/server/main.js', 'server/src/main.ts', node),
  bundle('dist/server/language.js', 'server/src/lsp/server.ts', node),
  bundle('dist/server/kpod.js', 'server/src/cli/main.ts', { ...node, banner: { js: '#!/usr/bin/env node' } }),
  bundle('dist/server/commands.js', 'server/src/cli/commands.ts', node),
  bundle('dist/server/simulation.js', 'server/src/lsp/simulationWorker.ts', node),
  bundle('dist/client/extension.js', 'client/src/extension.ts', { ...node, external: ['vscode'] }),
  bundle('dist/client/browserExtension.js', 'client/src/browserExtension.ts', {
    ...common,
    platform: 'browser',
    format: 'cjs',
    target: 'es2023',
    external: ['vscode'],
  }),
  bundle('dist/browser/server.js', 'server/src/browser/main.ts', {
    ...common,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    alias: inBrowser,
    define: { __dirname: '"/dist/server"' },
  }),
  {
    output: 'dist/client/webview.js',
    entry: 'client/webview/main.tsx',
    options: {
      ...common,
      platform: 'browser',
      format: 'iife',
      target: 'chrome128',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      entryPoints: { webview: 'client/webview/main.tsx' },
      outdir: 'dist/client',
      loader: { '.ttf': 'file' },
    },
  },
];
const copies = [['server/schemas', 'dist/server/schemas']];
const pages = ['RULES.md', 'RULES.zh-cn.md'];

function bundle(output, entry, options) {
  return { output, entry, options: { ...options, entryPoints: [entry], outfile: output } };
}

const recordFile = path.join(root, '.build/build.json');

/** Builds what is out of date. A bundle that fails leaves the others standing. Gives how many failed. */
export async function buildAll({ force = false, patterns = [] } = {}) {
  packagesReady();
  const record = readRecord();
  const wanted = ({ output }) => patterns.length === 0 || patterns.some((pattern) => output.includes(pattern));
  const due = bundles
    .filter((candidate) => wanted(candidate) && exists(candidate.entry))
    .filter(({ output }) => force || !fresh(record[output], output));
  const failed = await bundleAll(due, record);
  fs.mkdirSync(path.dirname(recordFile), { recursive: true });
  fs.writeFileSync(recordFile, JSON.stringify(record));
  copies.forEach(([from, to]) => {
    copyChanged(from, to);
  });
  pages.forEach((page) => {
    copyFile(path.join(root, 'server', page), path.join(root, 'dist/server', page));
  });
  const lacking = wanted({ output: 'dist/server/schemas' }) ? descriptionsReady() + catalogueReady() : 0;
  writeBrowserFiles();
  return failed + lacking;
}

/**
 * What the server reads of the extension where it has no disk: one file, by path, with nothing packed. What stands in the
 * extension as it is is null there.
 */
function writeBrowserFiles() {
  const files = {};
  const take = (name, text) => {
    files[`/${name}`] = text;
  };
  const names = ['server/schemas/kubernetes.txt', ...pages.map((page) => `server/${page}`)];
  for (const name of names) take(`dist/${name}`, null);
  for (const name of fs.readdirSync(path.join(root, 'snippets')))
    if (name.endsWith('.yaml')) take(`snippets/${name}`, fs.readFileSync(path.join(root, 'snippets', name), 'utf8'));
  const index = 'dist/server/schemas/catalogue/index.json';
  if (fs.existsSync(path.join(root, index))) take(index, fs.readFileSync(path.join(root, index), 'utf8'));
  const texts = path.join(root, 'dist/server/schemas/descriptions.json.br');
  if (fs.existsSync(texts)) take(path.relative(root, texts), brotliDecompressSync(fs.readFileSync(texts)).toString());
  const target = path.join(root, 'dist/browser/files.json');
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, JSON.stringify(files));
}

/** Notes in `record` what each bundle was made from; esbuild prints what is wrong with those that fail. */
async function bundleAll(due, record) {
  if (due.length === 0) return 0;
  step(`bundling ${due.map(({ output }) => output).join(', ')}`);
  const { build } = await import('esbuild');
  const results = await Promise.allSettled(due.map(({ options }) => build(options)));
  due.forEach(({ output }, index) => {
    const result = results[index];
    if (result.status === 'fulfilled') record[output] = stampOf(Object.keys(result.value.metafile.inputs));
    else delete record[output];
  });
  return results.filter(({ status }) => status === 'rejected').length;
}

/** Up to date: each input has the size and time it had, the settings of the build included, and the output is there. */
function fresh(stamp, output) {
  if (!stamp || !exists(output)) return false;
  return Object.entries(stamp).every(([file, known]) => exists(file) && stampOfFile(file) === known);
}

function stampOf(inputs) {
  const files = [...inputs, 'server/tools/build.mjs', 'package-lock.json'].map((file) => file.replace(/^[\w-]+:/, ''));
  return Object.fromEntries(files.filter(exists).map((file) => [file, stampOfFile(file)]));
}

function stampOfFile(file) {
  const { size, mtimeMs } = fs.statSync(path.join(root, file));
  return `${size}@${mtimeMs}`;
}

function copyChanged(from, to) {
  if (!exists(from)) return;
  for (const entry of fs.readdirSync(path.join(root, from), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(md|mjs|ts)$/.test(entry.name)) continue;
    const source = path.join(entry.parentPath ?? entry.path, entry.name);
    copyFile(source, path.join(root, to, path.relative(path.join(root, from), source)));
  }
}

/** Nothing where the copy is as new as its source. */
function copyFile(source, target) {
  const { size, mtimeMs } = fs.statSync(source);
  const known = fs.existsSync(target) ? fs.statSync(target) : undefined;
  if (known?.size === size && known.mtimeMs >= mtimeMs) return;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.copyFileSync(source, target);
}

function readRecord() {
  try {
    return JSON.parse(fs.readFileSync(recordFile, 'utf8'));
  } catch {
    return {}; // no record yet, or a broken one: build all
  }
}

function exists(file) {
  return fs.existsSync(path.join(root, file));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const words = process.argv.slice(2);
  const patterns = words.filter((word) => !word.startsWith('--'));
  process.exitCode = (await buildAll({ force: words.includes('--force'), patterns })) > 0 ? 1 : 0;
}
