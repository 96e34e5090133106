// Bundles test/**/*.test.ts once (shared code is compiled once) and runs them under node's own runner.
//   node server/tools/test-unit.mjs [PATTERN...]     only files whose path contains a PATTERN
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { packagesReady } from './ready.mjs';
import { root, step } from './steps.mjs';

/** Runs the tests whose path contains one of the patterns (none: all): how many passed, failed, were skipped. */
export async function unitTests(patterns = []) {
  packagesReady();
  const files = testFiles(patterns);
  if (files.length === 0) {
    process.stderr.write(`no test file matches ${patterns.join(', ')}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const out = path.join(root, '.build/test', patterns.length ? `some-${process.pid}` : 'all');
  fs.rmSync(out, { recursive: true, force: true });
  step(`${files.length} test files`);
  await bundle(files, out);
  const tally = path.join(out, 'tally.tap');
  const reporters = ['spec', 'stdout', 'tap', tally].map(
    (value, i) => `--test-reporter${i % 2 ? '-destination' : ''}=${value}`,
  );
  const built = files.map((file) => path.join(out, file.replace(/\.ts$/, '.mjs')));
  spawnSync(process.execPath, ['--enable-source-maps', '--test', ...reporters, ...built], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
  });
  const counts = readTally(tally);
  if (patterns.length) fs.rmSync(out, { recursive: true, force: true });
  return counts;
}

function testFiles(patterns) {
  return fs
    .readdirSync(path.join(root, 'test'), { recursive: true })
    .map((file) => String(file).replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.test.ts') && !file.startsWith('e2e/'))
    .filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
    .sort();
}

async function bundle(files, out) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => path.join('test', file)),
    outbase: 'test',
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'linked',
    logLevel: 'warning',
  });
}

/** The runner's own totals. A run that ended before it wrote them is a failure, never a success of nothing. */
function readTally(file) {
  const words = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(words)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  const passed = count('pass');
  return { passed, failed: passed + failed === 0 ? 1 : failed, skipped: count('skipped') + count('todo') };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  process.exitCode = (await unitTests(process.argv.slice(2))).failed > 0 ? 1 : 0;
}
