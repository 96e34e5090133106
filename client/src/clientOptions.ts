// What the language client is told wherever it runs: which files go to the server, what it is told of changes.
import { type TextDocument, workspace } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import { locale } from './locale.ts';
import { shownOnlyScheme } from './manifestContext.ts';

/** Every YAML and JSON file goes to the server; it decides by content which of them are manifests. */
const documentSelector = [
  { language: 'yaml' },
  { language: 'json' },
  { language: 'helm' },
  { pattern: '**/templates/**/*.{tpl,txt}' },
];

/** Texts that only show what a cluster has, or what a template renders to: nobody's manifests, and judged at their source. */
const isShownOnly = ({ uri }: TextDocument): boolean => uri.scheme === 'kpod-cluster' || uri.scheme === 'kpod-rendered';

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
      didOpen: async (document, next) => (isShownOnly(document) ? undefined : next(document)),
      didClose: async (document, next) => (isShownOnly(document) ? undefined : next(document)),
    },
  };
}
