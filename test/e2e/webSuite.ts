// The suite that runs inside VS Code's web worker extension host, where there is no Node: the browser's entry of the
// extension, its server in a worker, the workspace behind VS Code's file system. It prints TAP; `run` is what VS Code calls.
import * as vscode from 'vscode';
import { until } from './until.ts';

interface Case {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

const cases: readonly Case[] = [
  { name: 'this is no Node', run: async () => expect('process' in globalThis, false) },
  { name: 'the extension starts with the first manifest', run: extensionStarts },
  { name: 'faults are found', run: faultsFound },
  { name: 'keys complete', run: keysComplete },
  { name: 'hover explains a field in sentences', run: hoverExplains },
  { name: 'a name leads to a file that nobody opened', run: definitionAcrossFiles },
  { name: 'fields of popular custom resources are known, fetched when one is there', run: customResourceKnown },
  { name: 'Simulate opens the panel', run: simulates },
];

export async function run(): Promise<void> {
  let failed = 0;
  for (const [i, { name, run }] of cases.entries()) {
    const problem = await run().then(() => undefined, String);
    if (problem) failed++;
    console.log(`${problem ? 'not ok' : 'ok'} ${i + 1} - web: ${name}${problem ? `\n  ${problem}` : ''}`);
  }
  if (failed > 0) throw new Error(`${failed} of ${cases.length} failed`);
}

function expect(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${String(actual)} instead of ${String(expected)}`);
}

async function extensionStarts(): Promise<void> {
  await open('web.yaml');
  await until('the extension', () => vscode.extensions.getExtension('kpod.kpod')?.isActive);
}

async function faultsFound(): Promise<void> {
  const document = await untitled('apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  conteiners: []\n');
  await until('a finding', () => {
    const found = vscode.languages.getDiagnostics(document.uri);
    return found.some(({ message }) => message.includes('did you mean "containers"?'));
  });
}

async function keysComplete(): Promise<void> {
  const document = await untitled('apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  \n');
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    new vscode.Position(5, 2),
  );
  expect(
    list.items.some(({ label }) => label === 'containers'),
    true,
  );
}

async function hoverExplains(): Promise<void> {
  const document = await untitled('apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  restartPolicy: Never\n');
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(5, 4),
  );
  const words = hovers.flatMap(({ contents }) =>
    contents.map((each) => (typeof each === 'string' ? each : each.value)),
  );
  expect(words.join('\n').includes('**restartPolicy**'), true);
  expect(words.join('\n').length > 100, true);
}

async function definitionAcrossFiles(): Promise<void> {
  const lines = ['apiVersion: v1', 'kind: Pod', 'metadata: {name: a}', 'spec:', '  containers:', '  - name: a'];
  const ask = ['    image: nginx:1.29', '    envFrom:', '    - secretRef: {name: database-secrets}', ''];
  const document = await untitled([...lines, ...ask].join('\n'));
  const at = document.positionAt(document.getText().indexOf('database-secrets') + 2);
  await until('the definition', async () => {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      at,
    );
    return found.some((each) => ('targetUri' in each ? each.targetUri : each.uri).path.endsWith('/database.yaml'));
  });
}

async function customResourceKnown(): Promise<void> {
  const lines = [
    'apiVersion: cert-manager.io/v1',
    'kind: Certificate',
    'metadata: {name: a}',
    'spec:',
    '  secretNane: a',
  ];
  const { uri } = await untitled(lines.join('\n'));
  await until('a finding of the catalogue', () =>
    vscode.languages.getDiagnostics(uri).some(({ message }) => message.includes('did you mean "secretName"?')),
  );
}

async function simulates(): Promise<void> {
  const document = await open('web.yaml');
  await vscode.commands.executeCommand('kpod.simulate', document.uri);
  await until('the panel', () =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => input instanceof vscode.TabInputWebview)),
  );
}

async function open(name: string): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  await vscode.window.showTextDocument(document);
  return document;
}

function untitled(content: string): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument({ language: 'yaml', content });
}
