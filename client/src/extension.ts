// The extension's entry.
import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { startClient } from './languageClient.ts';
import { startWith } from './start.ts';

let client: BaseLanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  client = await startClient(context);
  startWith(context, client);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
