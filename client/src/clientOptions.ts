// What the language client is told wherever it runs: which files go to the server, what it is told of changes.
import { workspace } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { locale } from './locale.ts';
import { isShownOnly } from './shownOnly.ts';
import { stepBack } from './stepBack.ts';

/** Every YAML and JSON file goes to the server; it decides by content which of them are manifests. */
const documentSelector = [
  { language: 'yaml' },
  { language: 'json' },
  { language: 'helm' },
  { pattern: '**/templates/**/*.{tpl,txt}' },
];

export function clientOptions(initializationOptions: object = {}): LanguageClientOptions {
  return {
    documentSelector,
    synchronize: {
      configurationSection: 'kpod',
      fileEvents: workspace.createFileSystemWatcher('**/{*.yaml,*.yml,*.json,*.tpl,*.tgz,Kustomization}'),
    },
    initializationOptions: { locale: locale(), opensKeptFiles: true, ...initializationOptions },
    outputChannelName: 'kpod',
    middleware: {
      ...stepBack,
      didOpen: async (document, next) => (isShownOnly(document) ? undefined : next(document)),
      didClose: async (document, next) => (isShownOnly(document) ? undefined : next(document)),
    },
  };
}
