// What the server promises at initialize, and what it takes note of about the editor.
import type { InitializeParams, ServerCapabilities } from 'vscode-languageserver';
import type { Client } from './session.ts';

export const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: 2, save: false },
  completionProvider: { triggerCharacters: [' ', '-', ':', '/', '"', "'", '{', '[', ','], resolveProvider: true },
  hoverProvider: true,
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  codeLensProvider: { resolveProvider: false },
  codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll', 'source.fixAll.kpod'] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

export function clientOf(params: InitializeParams): Client {
  const { workspace, textDocument } = params.capabilities;
  const root = params.rootUri ? [params.rootUri] : [];
  return {
    folders: params.workspaceFolders?.map(({ uri }) => uri) ?? root,
    readsConfiguration: workspace?.configuration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    expandsSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    asksAgain: /code/i.test(params.clientInfo?.name ?? ''),
    linksDefinitions: textDocument?.definition?.linkSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    language: languageOf(params),
  };
}

function languageOf({ initializationOptions, locale }: InitializeParams): string | undefined {
  const given: unknown = initializationOptions?.locale;
  return typeof given === 'string' ? given : locale;
}
