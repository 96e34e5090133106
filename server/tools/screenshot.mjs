// npm run screenshot: makes images/screenshot.png, the README's picture, in the embedded VS Code: the example's
// Deployment in the middle of its rollout, beside its manifest.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser, startHost } from './host.mjs';
import { packageExtension } from './package.mjs';
import { chromium, hostReady, packagesReady } from './ready.mjs';
import { root, step } from './steps.mjs';
import { bundleSuites } from './test-e2e.mjs';

packagesReady();
const missing = chromium() ? hostReady() : 'no Chromium or Chrome: install one, or name it in $CHROMIUM';
if (missing) {
  process.stderr.write(`✗ ${missing}\n`);
  process.exit(1);
}
const vsix = await packageExtension();
const suites = await bundleSuites();
const { poseForScreenshot } = await import(pathToFileURL(path.join(suites, 'screenSuite.mjs')).href);
step('taking the picture');
const host = await startHost({
  folder: path.join(root, 'test/e2e/workspace'),
  vsix,
  extraSettings: { 'editor.minimap.enabled': false, 'editor.fontSize': 13 },
});
const browser = await openBrowser();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 860 }, deviceScaleFactor: 1 });
  const page = await context.newPage();
  await poseForScreenshot({ page, address: host.address() });
  const file = path.join(root, 'images/screenshot.png');
  await page.screenshot({ path: file });
  step(`${path.relative(root, file)}: ${(fs.statSync(file).size / 1024).toFixed(0)} KB`);
} finally {
  await browser.close();
  await host.stop();
}
process.exit(0);
