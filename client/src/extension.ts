// The extension's entry where Node is.
import type { ExtensionContext } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerCluster } from './cluster/clusterCommands.ts';
import { runKubectl } from './cluster/kubectl.ts';
import { registerOwnHelm } from './helm/ownHelm.ts';
import { startClient } from './languageClient.ts';
import { startWith } from './start.ts';

let client: BaseLanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  client = await startClient(context);
  startWith(context, client);
  registerCluster(context, client, runKubectl);
  registerOwnHelm(context, client, runKubectl);
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
