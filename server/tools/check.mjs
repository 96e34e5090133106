// npm run check: types of every room, then lint and format. Says what it runs; fails on the first room that fails.
import { spawnSync } from 'node:child_process';
import { root, step } from './steps.mjs';

const fix = process.argv.includes('--fix');
for (const project of ['server/src/core/tsconfig.json', 'tsconfig.json', 'client/webview/tsconfig.json']) {
  step(`types: ${project}`);
  run('tsc', ['-p', project]);
}
step('lint and format');
run('biome', ['check', '--error-on-warnings', ...(fix ? ['--write'] : [])]);

function run(bin, args) {
  const { status } = spawnSync(`node_modules/.bin/${bin}`, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
