// What a newcomer does, on the screen: the example workspace, completion, hover, findings and their fix, a snippet,
// and the simulation; then the same in Chinese. Each step leaves a screenshot in test/output.
import assert from 'node:assert/strict';
import path from 'node:path';
import type { BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import { until } from './until.ts';

export interface Screen {
  readonly page: Page;
  readonly address: string;
}

export interface Step {
  readonly name: string;
  readonly run: (screen: Screen) => Promise<void>;
}

export interface Story {
  readonly name: string;
  readonly host?: {
    readonly locale?: string;
    readonly extraSettings?: Readonly<Record<string, unknown>>;
    readonly machineSettings?: Readonly<Record<string, unknown>>;
  };
  readonly browser?: BrowserContextOptions;
  readonly steps: readonly Step[];
}

export const screenStories: readonly Story[] = [
  {
    name: 'newcomer',
    browser: { permissions: ['clipboard-read', 'clipboard-write'] },
    steps: [
      { name: 'opens the example workspace', run: openWorkspace },
      { name: 'completes a key', run: completeKey },
      { name: 'pastes a block', run: pasteBlock },
      { name: 'hovers a field', run: hoverField },
      { name: 'sees the findings', run: seeFindings },
      { name: 'applies a fix', run: applyFix },
      { name: 'expands kpod', run: expandSnippet },
      { name: 'presses Simulate', run: pressSimulate },
      { name: 'watches the rollout', run: watchRollout },
      { name: 'asks kubectl', run: askKubectl },
      { name: 'asks why and goes to the line', run: goToLine },
      { name: 'edits and the run follows', run: editAndRerun },
      { name: 'finds the panel again after a reload', run: reloadRestores },
    ],
  },
  {
    name: 'chinese',
    host: { extraSettings: { 'kpod.locale': 'zh-cn' } },
    steps: [
      { name: 'opens the example workspace', run: openWorkspace },
      { name: 'sees the findings in Chinese', run: seeChineseFindings },
      { name: 'simulates in Chinese', run: simulateInChinese },
    ],
  },
  {
    name: 'cluster',
    host: {
      extraSettings: { 'kpod.cluster.enabled': true, 'files.simpleDialog.enable': true },
      machineSettings: { 'kpod.cluster.kubectl': path.resolve('test/e2e/programs/kubectl') },
    },
    steps: [
      { name: 'opens the example workspace', run: openWorkspace },
      { name: 'agrees to a context and sees what the cluster refuses', run: checkAgainstCluster },
      { name: 'loses what the cluster said with an edit', run: editClearsCluster },
      { name: 'sees what would change', run: showClusterChanges },
      { name: 'imports a Secret without its values', run: importFromCluster },
    ],
  },
];

/** The README's picture: the rollout of the example half way, beside its manifest. */
export async function poseForScreenshot(screen: Screen): Promise<void> {
  const { page } = screen;
  await openWorkspace(screen);
  await pressSimulate(screen);
  const inside = panel(page);
  await page.keyboard.press('Control+B');
  await inside.locator('input.cursor').fill('1800');
  await inside.locator('.tile.running').first().waitFor();
  // The signs on the buttons are letters of a font that comes late.
  await inside.locator('body').evaluate((body) => body.ownerDocument.fonts.load('16px codicon').then(() => undefined));
}

async function openWorkspace({ page, address }: Screen): Promise<void> {
  await page.goto(address);
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
  await openFile(page, 'web.yaml');
}

async function completeKey({ page }: Screen): Promise<void> {
  await typeAfter(page, 'replicas: 3', '\nminR');
  await untilSuggested(page, 'minReadySeconds');
  await page.keyboard.press('Enter');
  await line(page, 'minReadySeconds:').waitFor();
  await revert(page);
}

/** At the end of a key, on a line of its own: the block's lines go where the list's items stand. */
async function pasteBlock({ page }: Screen): Promise<void> {
  const block = '- name: side\n  image: busybox:1.37\n';
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(block)})`);
  await line(page, 'containers:').click();
  for (const key of ['End', 'Enter', 'Control+V']) await page.keyboard.press(key);
  const pasted = line(page, 'image: busybox:1.37');
  await pasted.waitFor();
  const written = await pasted.textContent();
  await revert(page);
  assert.match(written ?? '', /^\s{10}image/);
}

async function hoverField({ page }: Screen): Promise<void> {
  const word = line(page, 'maxSurge: 1').locator('span span').filter({ hasText: 'maxSurge' }).first();
  await untilShown(page.locator('.monaco-hover', { hasText: 'maxSurge' }).first(), async () => {
    await page.mouse.move(5, 5);
    await word.hover();
  });
}

async function seeFindings({ page }: Screen): Promise<void> {
  await openFile(page, 'faults.yaml');
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel').getByText('imagePullPolcy').first().waitFor();
  await page.keyboard.press('Control+Shift+M');
}

async function applyFix({ page }: Screen): Promise<void> {
  await openFile(page, 'faults.yaml');
  const word = line(page, 'imagePullPolcy').locator('span span').filter({ hasText: 'imagePullPolcy' }).first();
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'imagePullPolicy' }).first();
  await untilShown(fix, async () => {
    await page.keyboard.press('Escape');
    await word.click();
    await page.keyboard.press('Control+.');
  });
  await fix.click();
  await line(page, 'imagePullPolicy: IfNotPresent').waitFor();
  await revert(page);
}

async function expandSnippet({ page }: Screen): Promise<void> {
  await command(page, 'Create: New File...');
  await page.locator('.quick-input-widget input.input').fill('new.yaml');
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' }).click();
  await page.locator('.tab.active', { hasText: 'new.yaml' }).first().waitFor();
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.type('kpod');
  await untilSuggested(page, 'kpod');
  await page.keyboard.press('Enter');
  await line(page, 'kind: Pod').waitFor();
  await page.keyboard.press('Escape');
}

async function pressSimulate({ page }: Screen): Promise<void> {
  await openFile(page, 'web.yaml');
  await page
    .locator('.editor-actions .action-label[aria-label^="kpod"], .editor-actions .action-label[aria-label*="Simulate"]')
    .first()
    .click();
  await panel(page).locator('.verdict').waitFor();
}

async function watchRollout({ page }: Screen): Promise<void> {
  const inside = panel(page);
  await inside.locator('.verdict', { hasText: 'accepted' }).waitFor();
  await inside.locator('vscode-toolbar-button[title^="To the end"]').click();
  await inside.locator('.tile.ready').nth(2).waitFor();
  assert.equal(await inside.locator('.pod.row').count(), 3);
}

async function askKubectl({ page }: Screen): Promise<void> {
  const inside = panel(page);
  await inside.locator('vscode-tab-header', { hasText: 'Console' }).click();
  await inside.locator('.console pre', { hasText: 'Running' }).waitFor();
}

async function goToLine({ page }: Screen): Promise<void> {
  const inside = panel(page);
  await inside.locator('.pod.row .label').first().click();
  await inside.locator('vscode-tab-header', { hasText: 'Why' }).click();
  await inside.locator('.why .field').first().click();
  await page.locator('.monaco-editor.focused').waitFor();
}

async function editAndRerun({ page }: Screen): Promise<void> {
  await openFile(page, 'web.yaml');
  await typeAfter(page, 'replicas: 3', '');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('5');
  await panel(page).locator('.pod.row').nth(4).waitFor();
}

async function reloadRestores({ page }: Screen): Promise<void> {
  // A page with unsaved files asks whether to leave.
  page.once('dialog', (dialog) => dialog.accept());
  // The command, as people do: it waits until the workbench has written down what is open, which leaving a page may not.
  await page.keyboard.press('F1');
  await page.keyboard.type('Developer: Reload Window');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Reload Window' }).first().waitFor();
  const gone = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await gone;
  await panel(page).locator('.verdict', { hasText: 'accepted' }).waitFor({ timeout: 60_000 });
}

async function seeChineseFindings({ page }: Screen): Promise<void> {
  await openFile(page, 'faults.yaml');
  await page.keyboard.press('Control+Shift+M');
  await page
    .locator('.markers-panel .monaco-list-row', { hasText: /\p{Script=Han}/u })
    .first()
    .waitFor();
  await page.keyboard.press('Control+J');
}

async function simulateInChinese({ page }: Screen): Promise<void> {
  await page.keyboard.press('Control+J');
  await openFile(page, 'web.yaml');
  await page.keyboard.press('Control+K');
  await page.keyboard.press('g');
  await panel(page).locator('.verdict', { hasText: '已接受' }).waitFor();
}

async function checkAgainstCluster({ page }: Screen): Promise<void> {
  // The command is there once the extension runs; a list that is open does not grow.
  const title = 'Check Against My Cluster';
  await untilShown(page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first(), async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input.input').fill(`>${title}`);
  });
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'https://shop.example' }).first().waitFor();
  await page.keyboard.press('Enter');
  const question = page.locator('.monaco-dialog-box', { hasText: 'context "shop"' });
  await question.locator('.monaco-button', { hasText: 'Ask "shop"' }).click();
  await page.getByText('refuses 1 of 4 objects').first().waitFor();
  await page.keyboard.press('Control+Shift+M');
  await page.locator('.markers-panel', { hasText: 'kpod cluster' }).getByText('field is immutable').first().waitFor();
  await page.keyboard.press('Control+Shift+M');
}

async function editClearsCluster({ page }: Screen): Promise<void> {
  await openFile(page, 'web.yaml');
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type(' and ask');
  await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
  await revert(page);
}

/** Who agreed once is not asked again. */
async function showClusterChanges({ page }: Screen): Promise<void> {
  await openFile(page, 'web.yaml');
  await command(page, 'Show What Would Change in My Cluster');
  const sides = page.locator('.monaco-diff-editor');
  await sides.locator('.editor.original .view-line', { hasText: 'Old' }).first().waitFor();
  await sides.locator('.editor.modified .view-line', { hasText: 'Corner' }).first().waitFor();
  await page.getByText('2 created, 1 changed, 0 unchanged, 1 refused').first().waitFor();
}

/** The file lacks nothing, so that one is asked for a name at once. */
async function importFromCluster({ page }: Screen): Promise<void> {
  await command(page, 'Import from My Cluster');
  const name = page.locator('.quick-input-widget input[placeholder^="deployment/web"]');
  await name.fill('secret/login');
  await page.keyboard.press('Enter');
  await page.locator('.monaco-dialog-box .monaco-button', { hasText: 'Mask Values' }).click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Show only' }).first().click();
  await line(page, 'password: "***"').waitFor();
}

/** Quick open lists recent files before it lists what was asked for: it is asked until the tab is there. */
async function openFile(page: Page, name: string): Promise<void> {
  const tab = page.locator('.tab.active', { hasText: name }).first();
  await until(`the tab of ${name}`, async () => {
    if (await tab.isVisible()) return true;
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input.input').fill(name);
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor();
    await page.keyboard.press('Enter');
    return tab.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  });
  await page.locator('.monaco-editor .view-line').first().waitFor();
  await page
    .locator('.monaco-editor .view-lines')
    .first()
    .click({ position: { x: 400, y: 5 } });
}

/**
 * What a menu, a hover or a list shows is asked for again while it does not come: a workbench still busy drops the
 * first asking, or closes the answer when something else is drawn, and a person would ask again too.
 */
async function untilShown(answer: Locator, ask: () => Promise<void>): Promise<void> {
  const asked = async (): Promise<boolean> => {
    await ask();
    return answer.waitFor({ timeout: 8000 }).then(
      () => true,
      () => false,
    );
  };
  await until(`${answer}`, asked, 60);
}

/** The list of suggestions opens by typing; where the workbench was too busy for that, by asking. */
async function untilSuggested(page: Page, label: string): Promise<void> {
  const first = page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: label });
  let asked = false;
  await untilShown(first, async () => {
    if (asked) await page.keyboard.press('Control+Space');
    asked = true;
  });
}

async function command(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input.input').fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Puts the cursor behind `words` by the editor's own search, then types. */
async function typeAfter(page: Page, words: string, typed: string): Promise<void> {
  await page.keyboard.press('Control+F');
  await page.locator('.find-widget.visible textarea').first().fill(words);
  await page.locator('.find-widget.visible .matchesCount', { hasText: /\d/ }).waitFor();
  await until('the end of the search', async () => {
    await page.keyboard.press('Escape');
    return (await page.locator('.find-widget.visible').count()) === 0;
  });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type(typed);
}

async function revert(page: Page): Promise<void> {
  await command(page, 'File: Revert File');
}

function line(page: Page, words: string): Locator {
  return page.locator('.monaco-editor .view-line', { hasText: nonBreaking(words) }).first();
}

/** The editor draws spaces as non-breaking ones. */
function nonBreaking(words: string): RegExp {
  return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\u00a0]'));
}

function panel(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}
