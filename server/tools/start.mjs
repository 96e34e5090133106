// npm start: builds what is missing and opens the extension on the example workspace in a real VS Code.
//   npm start                 the user's own `code`, else the embedded VS Code from npm
//   npm start -- --embedded   the embedded one in any case
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { buildReady, hostReady } from './ready.mjs';
import { must, root, step } from './steps.mjs';

const workspace = path.join(root, 'test/e2e/workspace');
const windows = process.platform === 'win32';
const embedded = process.argv.includes('--embedded');

buildReady();
if (!embedded && hasDesktopCode()) openDesktop();
else await openEmbedded();

/** `code` also exists where it only reaches into a running server: the version's first line tells a real one. */
function hasDesktopCode() {
  const { status, stdout } = spawnSync('code', ['--version'], { encoding: 'utf8', shell: windows });
  return status === 0 && /^\d+\.\d+\.\d+/.test(stdout);
}

function openDesktop() {
  step('opening your VS Code with the extension from this folder (extension development host)');
  const first = path.join(workspace, 'web.yaml');
  must('code', ['--new-window', `--extensionDevelopmentPath=${root}`, workspace, first], { shell: windows });
  process.stdout.write('After a change: npm run build, then "Developer: Reload Window" in that window.\n');
}

async function openEmbedded() {
  step('no `code` on the PATH: using the embedded VS Code');
  const missing = hostReady();
  if (missing) {
    process.stderr.write(`✗ ${missing}. Install VS Code and its \`code\` command, then run npm start again.\n`);
    process.exit(1);
  }
  const { packageExtension } = await import('./package.mjs');
  const { remoteUri, startHost } = await import('./host.mjs');
  const vsix = await packageExtension({ build: false });
  step('starting VS Code');
  const host = await startHost({ folder: workspace, vsix, token: true, port: Number(process.env.PORT) || undefined });
  const first = [['openFile', remoteUri(host.port, path.join(host.workspace, 'web.yaml'))]];
  process.stdout.write(`\n  Open  ${host.address(first)}\n  (a copy of test/e2e/workspace; Ctrl+C ends it)\n\n`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => host.stop().then(() => process.exit(0)));
}
