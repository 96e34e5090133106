// The suites in real VS Code, on the packaged extension and the example workspace:
//   extension host: test/e2e/hostSuite.ts runs inside VS Code, against its API
//   web:            test/e2e/webSuite.ts runs in the web worker extension host, as on vscode.dev
//   beside:         test/e2e/besideSuite.ts runs inside VS Code as the YAML extension that many have beside this one
//   virtual:        test/e2e/virtualSuite.ts runs inside VS Code with a folder that is on no disk
//   page:           test/e2e/pageSuite.ts judges the panel's views for accessibility, in a browser alone
//   screen:         test/e2e/screenSuite.ts drives the workbench as a newcomer would; screenshots in test/output
//   node server/tools/test-e2e.mjs [host|web|beside|virtual|page|screen] [--no-build]
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { openBrowser, remoteUri, startHost } from './host.mjs';
import { packageExtension } from './package.mjs';
import { chromium, hostReady, packagesReady } from './ready.mjs';
import { root, step } from './steps.mjs';
import { injectExtension, serveExtension, webBrowserArguments } from './test-web.mjs';

const built = path.join(root, '.build/e2e');
const output = path.join(root, 'test/output');
const workspace = path.join(root, 'test/e2e/workspace');
const hostPatienceMs = 180_000;

/** Runs both suites, or those named: how many cases passed, failed; what the machine cannot run is skipped aloud. */
export async function endToEndTests({
  names = ['host', 'web', 'beside', 'virtual', 'page', 'screen'],
  build = true,
} = {}) {
  packagesReady();
  const missing = chromium() ? hostReady() : 'no Chromium or Chrome: install one, or name it in $CHROMIUM';
  if (missing) return withoutEmbedded(names, missing);
  const vsix = await packageExtension({ build });
  await bundleSuites();
  fs.mkdirSync(output, { recursive: true });
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const name of names) {
    step(`VS Code: ${name} suite`);
    const result = await suites[name](vsix).catch(failure);
    for (const key of Object.keys(totals)) totals[key] += result[key];
  }
  return totals;
}

const suites = {
  host: hostSuite,
  web: webSuite,
  beside: besideSuite,
  virtual: virtualSuite,
  page: pageSuite,
  screen: screenSuite,
};

/** Where a desktop VS Code can be had, the extension-host suite runs in that one; the screen suite cannot. */
async function withoutEmbedded(names, missing) {
  process.stdout.write(`SKIPPED the screen, page and web suites: ${missing}\n`);
  const skipped = { passed: 0, failed: 0, skipped: names.length };
  const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY);
  if (!names.includes('host') || !hasDisplay) {
    process.stdout.write(`SKIPPED the extension host suite: ${hasDisplay ? 'not asked for' : 'no display either'}\n`);
    return skipped;
  }
  return desktopSuite().catch((error) => {
    process.stdout.write(`SKIPPED the extension host suite: no desktop VS Code could be had (${error.message})\n`);
    return skipped;
  });
}

async function desktopSuite() {
  const { downloadAndUnzipVSCode, runTests } = await import('@vscode/test-electron');
  const vscodeExecutablePath = process.env.VSCODE_EXECUTABLE ?? (await downloadAndUnzipVSCode());
  await bundleSuites();
  const ended = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(built, 'hostSuite.cjs'),
    launchArgs: [workspace, '--disable-extensions'],
  }).then(
    () => true,
    () => false,
  );
  return { passed: ended ? 1 : 0, failed: ended ? 0 : 1, skipped: 2 };
}

/** Bundles the suites into .build/e2e, and gives that folder. */
export async function bundleSuites() {
  const { build } = await import('esbuild');
  fs.rmSync(built, { recursive: true, force: true });
  const common = { absWorkingDir: root, bundle: true, platform: 'node', sourcemap: 'inline', logLevel: 'warning' };
  await build({
    ...common,
    entryPoints: ['test/e2e/hostSuite.ts'],
    outfile: path.join(built, 'hostSuite.cjs'),
    format: 'cjs',
    external: ['vscode'],
  });
  await build({
    ...common,
    entryPoints: ['test/e2e/screenSuite.ts'],
    outfile: path.join(built, 'screenSuite.mjs'),
    format: 'esm',
    packages: 'external',
  });
  await build({
    ...common,
    entryPoints: ['test/e2e/pageSuite.ts'],
    outfile: path.join(built, 'pageSuite.mjs'),
    format: 'esm',
    packages: 'external',
  });
  await build({
    ...common,
    platform: 'browser',
    entryPoints: ['test/e2e/webSuite.ts'],
    outfile: path.join(built, 'webSuite.js'),
    format: 'cjs',
    external: ['vscode'],
  });
  await buildOther(build, common, 'beside', { name: 'vscode-yaml', publisher: 'redhat' });
  const provider = { activationEvents: ['*', 'onFileSystem:kpodmemory'], main: './suite.cjs' };
  await buildOther(build, common, 'virtual', { name: 'kpod-memory', publisher: 'kpod', ...provider });
  // The suite's folder is an extension of its own, so that what it tests is the installed package.
  const shell = { name: 'kpod-tests', publisher: 'kpod', version: '0.0.0', engines: { vscode: '*' } };
  fs.writeFileSync(path.join(built, 'package.json'), JSON.stringify(shell));
  return built;
}

/** A suite that is an extension of another name, in a folder of its own. */
async function buildOther(build, common, name, manifest) {
  await build({
    ...common,
    entryPoints: [`test/e2e/${name}Suite.ts`],
    outfile: path.join(built, name, 'suite.cjs'),
    format: 'cjs',
    external: ['vscode'],
  });
  const shell = { version: '0.0.0', engines: { vscode: '^1.100.0' }, ...manifest };
  fs.writeFileSync(path.join(built, name, 'package.json'), JSON.stringify(shell));
}

function virtualSuite(vsix) {
  return suiteInHost(vsix, path.join(built, 'virtual'), 'suite.cjs', 'virtual', 'kpodmemory:/shop');
}

function hostSuite(vsix) {
  return suiteInHost(vsix, built, 'hostSuite.cjs', 'host');
}

function besideSuite(vsix) {
  return suiteInHost(vsix, path.join(built, 'beside'), 'suite.cjs', 'beside');
}

/**
 * @param folder of the extension that the suite is part of
 * @param opened URI of a folder to open instead of the example's
 */
async function suiteInHost(vsix, folder, suite, name, opened) {
  const host = await startHost({ folder: workspace, vsix, testDriver: true });
  const browser = await openBrowser();
  try {
    const payload = [
      ['extensionDevelopmentPath', remoteUri(host.port, folder)],
      ['extensionTestsPath', remoteUri(host.port, path.join(folder, suite))],
    ];
    return await extensionHost(
      await browser.newPage(),
      host,
      opened ? addressOf(host, payload, opened) : host.address(payload),
      name,
    );
  } finally {
    await browser.close();
    await host.stop();
  }
}

/** Of a window with one folder that is anywhere: a workspace file names it. */
function addressOf(host, payload, opened) {
  const file = path.join(host.workspace, 'opened.code-workspace');
  fs.writeFileSync(file, JSON.stringify({ folders: [{ uri: opened }] }));
  const url = new URL(host.address(payload));
  url.searchParams.delete('folder');
  url.searchParams.set('workspace', file);
  return url.href;
}

/** The extension is not installed here: a server's extensions may not have workers in the page. */
async function webSuite() {
  const host = await startHost({ folder: workspace, testDriver: true });
  const served = await serveExtension();
  const browser = await openBrowser(webBrowserArguments);
  try {
    const page = await (await browser.newContext({ bypassCSP: true })).newPage();
    await injectExtension(page, served, path.join(built, 'webSuite.js'));
    return await extensionHost(page, host, host.address(), 'web');
  } finally {
    await browser.close();
    served.stop();
    await host.stop();
  }
}

/** Opens the page, and counts what the suite that runs in it prints. */
async function extensionHost(page, host, address, name) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (_, words) => tapLine(format(...words), counts));
  await page.goto(address);
  const code = await Promise.race([ended, patience()]);
  if (code === 0) return counts;
  if (counts.failed === 0) counts.failed++;
  process.stdout.write(`the extension host ended with ${code}; see test/output/${name}-suite-failed.png\n`);
  if (process.env.VERBOSE) process.stdout.write(`${host.log()}\n`);
  await page.screenshot({ path: path.join(output, `${name}-suite-failed.png`) });
  return counts;
}

/** The suite prints TAP; the workbench prints much besides. */
function tapLine(words, counts) {
  const result = /^(not )?ok /.exec(words);
  if (!result && !/^# /.test(words)) return;
  process.stdout.write(`${words.trimEnd()}\n`);
  if (result) counts[result[1] ? 'failed' : 'passed']++;
}

function patience() {
  return new Promise((resolve) => setTimeout(resolve, hostPatienceMs, 'no answer in time').unref());
}

/** The panel as `kpod simulate --format html` writes it: the same views, without VS Code around them. */
async function pageSuite() {
  const { everyViewIsAccessible, pageCases } = await import(pathToFileURL(path.join(built, 'pageSuite.mjs')).href);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const browser = await openBrowser();
  try {
    for (const one of pageCases) {
      const file = path.join(built, `page-${one.locale}.html`);
      fs.writeFileSync(file, standalonePage(one.locale));
      const problem = await everyViewIsAccessible(browser, pathToFileURL(file).href, one).then(() => '', words);
      process.stdout.write(`${problem ? 'not ok' : 'ok'} accessible: ${one.name}${problem ? `\n  ${problem}` : ''}\n`);
      counts[problem ? 'failed' : 'passed']++;
    }
  } finally {
    await browser.close();
  }
  return counts;
}

function standalonePage(locale) {
  const manifests = ['web.yaml', 'faults.yaml', 'database.yaml'].map((name) => path.join(workspace, name));
  const words = ['simulate', ...manifests, '--format', 'html', '--locale', locale];
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'dist/server/kpod.js'), ...words], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout.startsWith('<!doctype html>')) throw new Error(`no page: ${stderr}`);
  return stdout;
}

async function screenSuite(vsix) {
  const { screenStories } = await import(pathToFileURL(path.join(built, 'screenSuite.mjs')).href);
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const browser = await openBrowser();
  try {
    for (const story of screenStories) {
      const host = await startHost({ folder: workspace, vsix, ...story.host });
      try {
        await playStory(story, host, browser, counts);
      } finally {
        await host.stop();
      }
    }
  } finally {
    await browser.close();
  }
  return counts;
}

/** Each step starts where a newcomer's hands would be, so one that fails does not hide what the others find. */
async function playStory(story, host, browser, counts) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...story.browser });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  for (const [i, { name, run }] of story.steps.entries()) {
    const problem = await run({ page, address: host.address() }).then(() => '', words);
    process.stdout.write(`${problem ? 'not ok' : 'ok'} ${story.name}: ${name}${problem ? `\n  ${problem}` : ''}\n`);
    counts[problem ? 'failed' : 'passed']++;
    const picture = `${story.name}-${String(i + 1).padStart(2, '0')}-${name.replace(/\W+/g, '-')}.png`;
    await page.screenshot({ path: path.join(output, picture) }).catch(() => undefined);
    if (problem) for (let presses = 0; presses < 3; presses++) await page.keyboard.press('Escape');
  }
  await context.close();
}

const words = (error) =>
  String(error?.message ?? error)
    .split('\n')
    .slice(0, 6)
    .join('\n  ');

function failure(error) {
  process.stdout.write(`not ok ${words(error)}\n`);
  return { passed: 0, failed: 1, skipped: 0 };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const options = { build: !process.argv.includes('--no-build'), ...(names.length > 0 && { names }) };
  const { passed, failed, skipped } = await endToEndTests(options);
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  process.exit(failed > 0 ? 1 : 0);
}
