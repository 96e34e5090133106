// Bundles test/**/*.test.ts once (shared code is compiled once) and runs them under node's own runner.
//   node server/tools/test-unit.mjs [PATTERN...]     only files whose path contains a PATTERN
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { root, step } from './steps.mjs';

const patterns = process.argv.slice(2);
const out = path.join(root, '.build/test', patterns.length ? `some-${process.pid}` : 'all');
const files = fs
  .readdirSync(path.join(root, 'test'), { recursive: true })
  .map(String)
  .filter((f) => f.endsWith('.test.ts') && !f.startsWith('e2e'))
  .filter((f) => patterns.length === 0 || patterns.some((p) => f.includes(p)))
  .sort();
if (files.length === 0) {
  process.stderr.write(`no test file matches ${patterns.join(', ')}\n`);
  process.exit(2);
}
fs.rmSync(out, { recursive: true, force: true });
step(`${files.length} test files`);
await build({
  absWorkingDir: root,
  entryPoints: files.map((f) => path.join('test', f)),
  outbase: 'test',
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
});
const built = files.map((f) => path.join(out, f.replace(/\.ts$/, '.mjs')));
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...built], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_PATH: path.join(root, 'node_modules') },
});
process.exit(status ?? 1);
