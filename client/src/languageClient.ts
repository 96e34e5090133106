// The language client where Node is: the server runs in a process of its own.
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientOptions } from './clientOptions.ts';

/** Resolves once the server has answered `initialize`. */
export async function startClient(context: ExtensionContext): Promise<LanguageClient> {
  const module = context.asAbsolutePath('dist/server/main.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  const client = new LanguageClient('kpod', 'kpod', { run, debug }, clientOptions());
  context.subscriptions.push(client);
  await client.start();
  return client;
}
