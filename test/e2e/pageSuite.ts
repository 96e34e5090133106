// Every view of the panel, as the standalone page shows it, judged by axe-core against WCAG 2.1 A and AA: light and dark,
// English and Chinese, at the start, in the middle and at the end of a run.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';

export interface PageCase {
  readonly name: string;
  readonly locale: 'en' | 'zh-cn';
  readonly colorScheme: 'light' | 'dark';
}

export const pageCases: readonly PageCase[] = [
  { name: 'light, English', locale: 'en', colorScheme: 'light' },
  { name: 'dark, Chinese', locale: 'zh-cn', colorScheme: 'dark' },
];

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** @param address of the page that `kpod simulate --format html` wrote */
export async function everyViewIsAccessible(browser: Browser, address: string, one: PageCase): Promise<void> {
  const { colorScheme } = one;
  const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width: 1300, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(address);
    const tabs = page.locator('vscode-tab-header');
    await tabs.first().waitFor();
    await page.addScriptTag({ content: axe });
    const count = await tabs.count();
    assert.ok(count >= 8, `the panel has ${count} views`);
    for (let at = 0; at < count; at++) {
      await tabs.nth(at).click();
      for (const key of ['Home', 'End']) await violationsAt(page, `${await tabs.nth(at).innerText()} at ${key}`, key);
    }
  } finally {
    await context.close();
  }
}

async function violationsAt(page: Page, where: string, key: string): Promise<void> {
  await page.locator('input.cursor').press(key);
  const found = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify({ runOnly: rules })})`);
  const words = found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  assert.deepEqual(words, [], where);
}
