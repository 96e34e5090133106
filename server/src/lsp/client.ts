// What the server takes note of about the editor, from its initialize request.
import type { InitializeParams } from 'vscode-languageserver';
import type { Client } from './session.ts';

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
