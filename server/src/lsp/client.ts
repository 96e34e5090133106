// What the server takes note of about the editor, from its initialize request.
import type { InitializeParams } from 'vscode-languageserver';
import type { Client } from './session.ts';

export function clientOf(params: InitializeParams): Client {
  const { workspace, textDocument } = params.capabilities;
  const root = params.rootUri ? [params.rootUri] : [];
  return {
    folders: params.workspaceFolders?.map(({ uri }) => uri) ?? root,
    readsConfiguration: workspace?.configuration === true,
    tellsOfFiles: initializationOptionsOf(params)['locale'] !== undefined,
    opensKeptFiles: initializationOptionsOf(params)['opensKeptFiles'] === true,
    changesFolders: workspace?.workspaceFolders === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    expandsSnippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    asksAgain: /code/i.test(params.clientInfo?.name ?? ''),
    resolvesActions: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    annotatesEdits:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.changeAnnotationSupport !== undefined,
    // Neovim says so without saying that it takes documentChanges, and does.
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
    nestsSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    linksDefinitions: textDocument?.definition?.linkSupport === true,
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    language: languageOf(params),
  };
}

function languageOf(params: InitializeParams): string | undefined {
  const given = initializationOptionsOf(params)['locale'];
  return typeof given === 'string' ? given : params.locale;
}

/** Only our own extension sends any. */
function initializationOptionsOf({ initializationOptions }: InitializeParams): Readonly<Record<string, unknown>> {
  return typeof initializationOptions === 'object' && initializationOptions !== null ? initializationOptions : {};
}
