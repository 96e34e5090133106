// The extension's entry in a browser.
import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { startBrowserClient } from './browserClient.ts';
import { startWith } from './start.ts';

let client: BaseLanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  client = await startBrowserClient(context);
  startWith(context, client);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
