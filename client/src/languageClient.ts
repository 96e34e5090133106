// The language client where Node is: the server runs in a process of its own. In a window of folders that are on no disk it is
// the browser's server, which reads them through the editor.
import { type ExtensionContext, workspace } from 'vscode';
import { LanguageClient, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './clientOptions.ts';
import { answerForDisk, startWithoutDisk } from './editorDisk.ts';
import { serverInWorker } from './workerServer.ts';

/** Resolves once the server has answered `initialize`. */
export async function startClient(context: ExtensionContext): Promise<LanguageClient> {
  const client = isOnNoDisk() ? await clientWithoutDisk(context) : clientOnDisk(context);
  context.subscriptions.push(client);
  await client.start();
  return client;
}

function isOnNoDisk(): boolean {
  const { workspaceFolders: folders = [] } = workspace;
  return folders.length > 0 && folders.every(({ uri }) => uri.scheme !== 'file');
}

function clientOnDisk(context: ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server/main.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return new LanguageClient('kpod', 'kpod', { run, debug }, clientOptions());
}

async function clientWithoutDisk(context: ExtensionContext): Promise<LanguageClient> {
  const home = context.extensionUri;
  const server: ServerOptions = async () => serverInWorker(context.asAbsolutePath('dist/browser/server.js'));
  const client = new LanguageClient('kpod', 'kpod', server, clientOptions(await startWithoutDisk(home)));
  answerForDisk(client, home);
  return client;
}
