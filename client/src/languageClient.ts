// The language client: which files go to the server, how the server starts, which language it speaks.
import { type ExtensionContext, env, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import { type Locale, pick, type Text } from '../../server/src/core/text.ts';

/** Every YAML and JSON file goes to the server; it decides by content which of them are manifests. */
const documentSelector = [
  { language: 'yaml' },
  { language: 'json' },
  { language: 'helm' },
  { pattern: '**/templates/**/*.{tpl,txt}' },
];

/** Starts the server in a process of its own. Resolves once it has answered `initialize`. */
export async function startClient(context: ExtensionContext): Promise<LanguageClient> {
  const module = context.asAbsolutePath('dist/server/main.js');
  const options: LanguageClientOptions = {
    documentSelector,
    synchronize: {
      configurationSection: 'kpod',
      fileEvents: workspace.createFileSystemWatcher('**/{*.yaml,*.yml,*.json,*.tpl,*.tgz,Kustomization}'),
    },
    initializationOptions: { locale: locale() },
    outputChannelName: 'kpod',
  };
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  const client = new LanguageClient('kpod', 'kpod', { run, debug }, options);
  context.subscriptions.push(client);
  await client.start();
  return client;
}

/** The language of our own words: the setting, else VS Code's display language. */
export function locale(): Locale {
  const chosen = workspace.getConfiguration('kpod').get<string>('locale', 'auto');
  const language = chosen === 'auto' ? env.language : chosen;
  return /^zh(-(cn|hans|sg))?$/i.test(language) ? 'zh-cn' : 'en';
}

export function say(words: Text): string {
  return pick(words, locale());
}
