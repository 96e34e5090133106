// The suite that runs inside VS Code's extension host, on the packaged extension and the example workspace. It asks VS
// Code what its own features ask extensions, and prints TAP. `run` is what VS Code calls.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { until } from './until.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const cases: readonly Case[] = [
  { name: 'the extension starts with the first manifest', run: extensionStarts },
  { name: 'keys complete where one types', run: keysComplete },
  { name: 'enum values complete', run: enumsComplete },
  { name: 'the snippet kpod is offered in an empty file', run: snippetOffered },
  { name: 'hover explains a field', run: hoverExplains },
  { name: 'the faults of the example are found', run: faultsFound },
  { name: 'a quick fix takes its finding away', run: quickFixWorks },
  { name: 'the good files of the example have no finding', run: goodFilesAreClean },
  { name: 'a compose file gets nothing', run: composeIsSilent },
  { name: 'the outline names documents by kind and name', run: outlineNames },
  { name: 'a lens above the Deployment offers the simulation', run: lensOffered },
  { name: 'Simulate opens the panel', run: panelOpens },
  { name: 'a file that a ConfigMap keeps opens in its language and is saved back', run: keptFileOpens },
  { name: 'no key of ours is one of VS Code’s', run: keysAreFree },
  { name: 'no cluster is asked unasked', run: clusterIsLeftAlone },
];

export async function run(): Promise<void> {
  let failed = 0;
  for (const [i, { name, run }] of cases.entries()) {
    const problem = await run().then(() => undefined, String);
    if (problem) failed++;
    console.log(`${problem ? 'not ok' : 'ok'} ${i + 1} - extension host: ${name}${problem ? `\n  ${problem}` : ''}`);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  }
  if (failed > 0) throw new Error(`${failed} of ${cases.length} failed`);
}

async function extensionStarts(): Promise<void> {
  await open('web.yaml');
  await until('the extension', () => vscode.extensions.getExtension('kpod.kpod')?.isActive);
  console.log(`# VS Code ${vscode.version}, node ${process.version}`);
}

async function keysComplete(): Promise<void> {
  const document = await openText(
    'keys.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  \n',
  );
  const labels = await completions(document, 5, 2);
  for (const key of ['replicas', 'selector', 'template']) assert.ok(labels.includes(key), `${key} in ${labels.join()}`);
}

async function enumsComplete(): Promise<void> {
  const document = await openText(
    'enums.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  restartPolicy: \n',
  );
  const labels = await completions(document, 5, 17);
  for (const value of ['Always', 'Never', 'OnFailure']) assert.ok(labels.includes(value), labels.join());
}

async function snippetOffered(): Promise<void> {
  const document = await openText('snippet.yaml', 'kpod');
  const labels = await completions(document, 0, 4);
  assert.ok(labels.includes('kpod'), labels.join());
}

async function hoverExplains(): Promise<void> {
  const document = await open('web.yaml');
  const at = positionOf(document, 'maxSurge');
  const words = await until('a hover', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((c) => (typeof c === 'string' ? c : c.value)))
      .join('\n');
    return text.includes('maxSurge') && text;
  });
  assert.match(words, /maximum number of pods/i);
}

async function faultsFound(): Promise<void> {
  const document = await open('faults.yaml');
  const found = await until('six findings', () => {
    const all = vscode.languages.getDiagnostics(document.uri);
    return all.length >= 6 && all;
  });
  const words = found.map(({ message }) => message).join('\n');
  assert.match(words, /imagePullPolcy/);
}

async function quickFixWorks(): Promise<void> {
  const document = await open('faults.yaml');
  const typo = await until('the typo', () =>
    vscode.languages.getDiagnostics(document.uri).find(({ message }) => message.includes('imagePullPolcy')),
  );
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    typo.range,
  );
  const fix = actions.find(({ edit, title }) => edit && title.includes('imagePullPolicy'));
  assert.ok(fix?.edit, `no fix among ${actions.map(({ title }) => title).join()}`);
  await vscode.workspace.applyEdit(fix.edit);
  await until('the finding to go', () =>
    vscode.languages.getDiagnostics(document.uri).every(({ message }) => !message.includes('imagePullPolcy')),
  );
  await vscode.commands.executeCommand('undo');
}

async function goodFilesAreClean(): Promise<void> {
  for (const name of ['web.yaml', 'database.yaml', 'ingress.yaml']) {
    const document = await open(name);
    await settled(document);
    const wrong = vscode.languages.getDiagnostics(document.uri).filter((d) => d.severity <= 1);
    assert.deepEqual(
      wrong.map(({ message }) => message),
      [],
      name,
    );
  }
}

async function composeIsSilent(): Promise<void> {
  const document = await open('compose.yaml');
  await settled(document);
  assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
}

async function outlineNames(): Promise<void> {
  const document = await open('web.yaml');
  const names = await until('an outline', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    return symbols?.length ? symbols.map(({ name }) => name) : undefined;
  });
  assert.ok(names.includes('Deployment/web'), names.join());
}

async function lensOffered(): Promise<void> {
  const document = await open('web.yaml');
  await until('a lens', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      10,
    );
    return lenses.some(({ command }) => command?.command === 'kpod.simulate');
  });
}

async function panelOpens(): Promise<void> {
  await open('web.yaml');
  await vscode.commands.executeCommand('kpod.simulate');
  await until('the panel', () =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputWebview)),
  );
}

/** The server has read the newest text once it has answered a question about it. */
async function settled(document: vscode.TextDocument): Promise<void> {
  await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
  await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, new vscode.Position(0, 0));
}

async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(inWorkspace(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** A file of its own for each text: untitled documents come back with their old text. */
async function openText(name: string, content: string): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(inWorkspace(name), new TextEncoder().encode(content));
  return open(name);
}

function inWorkspace(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the example workspace is not open');
  return vscode.Uri.joinPath(folder.uri, name);
}

function positionOf(document: vscode.TextDocument, words: string): vscode.Position {
  return document.positionAt(document.getText().indexOf(words) + 1);
}

async function completions(document: vscode.TextDocument, line: number, character: number): Promise<readonly string[]> {
  return until('completions', async () => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(line, character),
    );
    // Words of the open files are VS Code's own suggestion, where nobody else has one.
    const ours = list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
    const labels = ours.map(({ label }) => (typeof label === 'string' ? label : label.label));
    return labels.length > 0 && labels;
  });
}

async function keptFileOpens(): Promise<void> {
  const manifest = await openText(
    'site.yaml',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: site\ndata:\n  style.css: |\n    a { color: red }\n  mode: fast\n',
  );
  await vscode.commands.executeCommand('kpod.openKeptFile', manifest.uri, {
    kind: 'ConfigMap',
    object: 'site',
    key: 'style.css',
  });
  const opened = await until('the file', () =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'kpod-embedded'),
  );
  assert.equal(opened.getText(), 'a { color: red }\n');
  assert.equal(opened.languageId, 'css');
  const edit = new vscode.WorkspaceEdit();
  edit.insert(opened.uri, new vscode.Position(1, 0), 'b { color: blue }\n');
  assert.ok(await vscode.workspace.applyEdit(edit));
  assert.ok(await opened.save());
  assert.match(
    manifest.getText(),
    / {2}style\.css: \|\n {4}a { color: red }\n {4}b { color: blue }\n {2}mode: fast\n$/,
  );
}

interface KeyBinding {
  readonly key: string;
  readonly command: string;
}

/** VS Code's defaults of this system, from the page that shows them; both hold what extensions add. */
async function keysAreFree(): Promise<void> {
  const page = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode://defaultsettings/keybindings.json'));
  const listed = page.getText().replace(/^\s*\/\/.*$/gm, '');
  const bindings: readonly KeyBinding[] = JSON.parse(listed);
  assert.ok(bindings.length > 500, `${bindings.length} bindings`);
  const ours = bindings.filter(({ command }) => command.startsWith('kpod.'));
  assert.ok(ours.length > 0, 'our bindings are not among the defaults');
  const taken = ours.flatMap(({ key }) => bindings.filter((other) => other.key === key && !ours.includes(other)));
  assert.deepEqual(taken, []);
}

/** A kubectl that notes how it is called: commands that are off call it never, and nobody agreed to anything here. */
async function clusterIsLeftAlone(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kpod-kubectl-'));
  const calls = path.join(folder, 'calls');
  const config = { kind: 'Config', contexts: [{ name: 'shop', context: {} }], 'current-context': 'shop' };
  const script = `require('node:fs').appendFileSync(${JSON.stringify(calls)}, process.argv.slice(2).join(' ') + '\\n');
process.stdout.write(${JSON.stringify(JSON.stringify(config))});`;
  writeFileSync(path.join(folder, 'kubectl'), `#!${process.execPath}\n${script}`, { mode: 0o755 });
  process.env['PATH'] = `${folder}${path.delimiter}${process.env['PATH']}`;
  const document = await open('web.yaml');
  const names = ['check', 'diff', 'import', 'chooseContext', 'clearFindings'].map((name) => `kpod.cluster.${name}`);
  const known = await vscode.commands.getCommands(true);
  for (const name of names) assert.ok(known.includes(name), name);
  for (const name of names) await vscode.commands.executeCommand(name);
  await settled(document);
  assert.ok(!existsSync(calls), existsSync(calls) ? readFileSync(calls, 'utf8') : '');
}
