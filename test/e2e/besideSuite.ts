// The suite that runs inside VS Code beside Red Hat's YAML extension. The suite is that extension: its folder has that id,
// and it says of broken YAML, and outlines, what that one would. It prints TAP; `run` is what VS Code calls.
import * as vscode from 'vscode';
import { until } from './until.ts';

const broken = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a\nspec: {}\n';
const whole = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n';
const errors = vscode.languages.createDiagnosticCollection('theirs');

const cases: readonly { readonly name: string; readonly run: () => Promise<unknown> }[] = [
  { name: 'of broken YAML one error is shown at a place', run: oneError },
  { name: 'there is one outline', run: oneOutline },
  { name: 'the own outline comes beside it where the settings want it', run: ownOutline },
];

export async function run(): Promise<void> {
  let failed = 0;
  for (const [i, { name, run }] of cases.entries()) {
    const problem = await run().then(() => undefined, String);
    if (problem) failed++;
    console.log(`${problem ? 'not ok' : 'ok'} ${i + 1} - beside: ${name}${problem ? `\n  ${problem}` : ''}`);
  }
  if (failed > 0) throw new Error(`${failed} of ${cases.length} failed`);
}

async function oneError(): Promise<void> {
  const { uri } = await vscode.workspace.openTextDocument({ language: 'yaml', content: broken });
  const sources = () => vscode.languages.getDiagnostics(uri).map(({ source }) => source);
  await until('our error', () => sources().includes('kpod'));
  const lines = vscode.languages.getDiagnostics(uri).map(({ range }) => range);
  errors.set(uri, lines.map(theirError));
  await until('one error at a place', () => sources().every((source) => source === 'YAML'));
  errors.delete(uri);
  await until('our error again', () => sources().includes('kpod'));
}

function theirError(range: vscode.Range): vscode.Diagnostic {
  const error = new vscode.Diagnostic(range, 'Flow map must end with a }', vscode.DiagnosticSeverity.Error);
  error.source = 'YAML';
  return error;
}

async function oneOutline(): Promise<void> {
  vscode.languages.registerDocumentSymbolProvider(
    { language: 'yaml' },
    { provideDocumentSymbols: () => [theirSymbol()] },
  );
  expect(await outlineOf(whole), 'theirs');
}

function theirSymbol(): vscode.DocumentSymbol {
  const range = new vscode.Range(0, 0, 1, 0);
  return new vscode.DocumentSymbol('theirs', '', vscode.SymbolKind.Module, range, range);
}

async function ownOutline(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('kpod');
  await settings.update('outline', 'always', vscode.ConfigurationTarget.Global);
  expect(await outlineOf(whole), 'Pod/a theirs');
  await settings.update('outline', undefined, vscode.ConfigurationTarget.Global);
}

async function outlineOf(content: string): Promise<string> {
  const { uri } = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  const command = 'vscode.executeDocumentSymbolProvider';
  const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>(command, uri);
  return symbols
    .map(({ name }) => name)
    .sort()
    .join(' ');
}

function expect(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${String(actual)} instead of ${String(expected)}`);
}
