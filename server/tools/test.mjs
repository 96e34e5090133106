// npm test: everything. Installs and builds what is missing, runs every suite to its end, and closes with one line:
//   N passed, N failed, N skipped
// Exit code 0 only when nothing failed. What this machine cannot run is skipped aloud.
import { check } from './check.mjs';
import { buildReady, neovimReady } from './ready.mjs';
import { step } from './steps.mjs';
import { endToEndTests } from './test-e2e.mjs';
import { unitTests } from './test-unit.mjs';

const suites = [
  ['types and lint', check],
  ['unit, fixtures, LSP over stdio', unitTests],
  ['real VS Code', endToEndTests],
];

buildReady();
neovimReady();
const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, suite] of suites) {
  const begin = Date.now();
  const result = await suite();
  for (const key of Object.keys(total)) total[key] += result[key];
  step(`${name}: ${line(result)} in ${((Date.now() - begin) / 1000).toFixed(0)} s`);
}
process.stdout.write(`${line(total)}\n`);
process.exit(total.failed > 0 ? 1 : 0);

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
