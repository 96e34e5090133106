// npm run check: types of every room, then lint and format. Says what it runs; goes on to the end after a failure.
//   npm run check -- --fix    also repairs what the linter can repair
import { packagesReady } from './ready.mjs';
import { run, step } from './steps.mjs';

const projects = ['server/src/core/tsconfig.json', 'tsconfig.json', 'client/webview/tsconfig.json'];

/** One check a room and one for lint and format: how many held. */
export function check({ fix = false } = {}) {
  packagesReady();
  const results = projects.map((project) => {
    step(`types: ${project}`);
    return run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project]);
  });
  step('lint and format');
  const biome = ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...(fix ? ['--write'] : [])];
  results.push(run(process.execPath, biome));
  const failed = results.filter((status) => status !== 0).length;
  return { passed: results.length - failed, failed, skipped: 0 };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  process.exitCode = check({ fix: process.argv.includes('--fix') }).failed > 0 ? 1 : 0;
}
