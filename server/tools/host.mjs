// The embedded VS Code (test/e2e/host): starts it on loopback with an extension installed, opens it in a browser.
// The server inside code-server's npm package is a whole VS Code; code-server's own wrapper is not used.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium as browserPath, hostDir, hostNode } from './ready.mjs';
import { root } from './steps.mjs';

/** Quiet, offline, and with nothing on the screen but files and editors. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'json.schemaDownload.enable': false,
  'window.confirmBeforeClose': 'never',
  'files.hotExit': 'off',
  'files.autoSave': 'off',
};

/**
 * Starts VS Code on a copy of `folder` (so that a session never changes the repository) with `vsix` installed.
 * `testDriver` lets an extension-host suite run in it, at the price of dialogs. `machineSettings` are
 * those that no workspace and no user's window may set.
 * @returns where it is, and `stop`; it is stopped with this process in any case
 */
export async function startHost({
  folder,
  vsix,
  testDriver = false,
  extraSettings = {},
  machineSettings = {},
  locale,
  port,
  token,
}) {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-vscode-'));
  const places = {
    workspace: path.join(base, 'app'),
    data: path.join(base, 'data'),
    extensions: path.join(base, 'ext'),
  };
  fs.cpSync(folder, places.workspace, { recursive: true });
  const user = path.join(places.data, 'data/User');
  fs.mkdirSync(user, { recursive: true });
  fs.writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...settings, ...extraSettings }, null, 2));
  const machine = path.join(places.data, 'data/Machine');
  fs.mkdirSync(machine, { recursive: true });
  fs.writeFileSync(path.join(machine, 'settings.json'), JSON.stringify(machineSettings));
  const common = serverArguments(places);
  if (vsix) installExtension(common, vsix);
  port ??= await freePort();
  const secret = token ? randomUUID() : undefined;
  const child = spawn(
    hostNode(),
    [
      ...common,
      ...['--host', '127.0.0.1', '--port', String(port)],
      ...(secret ? ['--connection-token', secret] : ['--without-connection-token']),
      ...(testDriver ? ['--enable-smoke-test-driver'] : []),
      ...(locale ? ['--locale', locale] : []),
    ],
    { env: hostEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const log = collect(child);
  const stop = stopper(child, base);
  await answering(port, child, log);
  return { ...places, port, pid: child.pid, log, stop, address: (payload) => address(port, places, secret, payload) };
}

/** A headless browser, driven by Playwright. */
export async function openBrowser(more = []) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath: browserPath(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
      ...more,
    ],
  });
}

/** The URI by which the workbench names a path of this machine. */
export function remoteUri(port, file) {
  return `vscode-remote://127.0.0.1:${port}${path.resolve(root, file)}`;
}

function serverArguments({ data, extensions }) {
  const main = path.join(hostDir, 'node_modules/code-server/lib/vscode/out/server-main.js');
  const agreed = ['--accept-server-license-terms', '--telemetry-level', 'off'];
  return [main, '--server-data-dir', data, '--extensions-dir', extensions, ...agreed];
}

function installExtension(common, vsix) {
  const { status, stdout, stderr } = spawnSync(
    hostNode(),
    [...common, '--install-extension', path.resolve(vsix), '--force'],
    {
      env: hostEnvironment(),
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`VS Code did not install ${vsix}:\n${stdout}${stderr}`);
}

/** Ours without what an outer VS Code or Node set, and without a marketplace: no request leaves the machine. */
function hostEnvironment() {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|CODE_SERVER_|NODE_OPTIONS$|ELECTRON_)/.test(name),
  );
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
}

function collect(child) {
  let words = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (words = (words + chunk).slice(-20_000)));
  return () => words;
}

function stopper(child, base) {
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // it is gone already
    }
  };
  process.once('exit', () => signal('SIGKILL'));
  return async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      signal('SIGTERM');
      const patience = setTimeout(() => signal('SIGKILL'), 3000);
      await gone;
      clearTimeout(patience);
    }
    fs.rmSync(base, { recursive: true, force: true, maxRetries: 3 });
  };
}

async function answering(port, child, log) {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`VS Code ended with ${child.exitCode}:\n${log()}`);
    const answer = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`VS Code did not answer in 60 s:\n${log()}`);
}

function address(port, { workspace }, secret, payload) {
  const url = new URL(`http://127.0.0.1:${port}/`);
  if (secret) url.searchParams.set('tkn', secret);
  url.searchParams.set('folder', workspace);
  if (payload) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
