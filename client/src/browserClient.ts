// The language client in a browser: the server runs in a web worker, which has no disk.
import { type ExtensionContext, Uri } from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions } from './clientOptions.ts';
import { answerForDisk, startWithoutDisk } from './editorDisk.ts';

/** A web worker, of which Node's types know nothing. */
declare class Worker {
  constructor(address: string);
}

/** Resolves once the server has answered `initialize`. */
export async function startBrowserClient(context: ExtensionContext): Promise<LanguageClient> {
  const home = context.extensionUri;
  const start = await startWithoutDisk(home);
  const worker = new Worker(Uri.joinPath(home, 'dist/browser/server.js').toString(true));
  const client = new LanguageClient('kpod', 'kpod', clientOptions(start), worker as never);
  answerForDisk(client, home);
  context.subscriptions.push(client);
  await client.start();
  return client;
}
