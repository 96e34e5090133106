// The extension's entry where Node is.
import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerCluster } from './cluster/clusterCommands.ts';
import { registerOwnHelm } from './helm/ownHelm.ts';
import { startClient } from './languageClient.ts';
import { runProgram } from './runProgram.ts';
import { startWith } from './start.ts';

let client: BaseLanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  client = await startClient(context);
  startWith(context, client);
  registerCluster(context, client, runProgram);
  registerOwnHelm(context, client, runProgram);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
