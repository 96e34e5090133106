// What the server promises at initialize.
import type { ServerCapabilities } from 'vscode-languageserver';

import { tokenTypes } from '../core/features/tokenTypes.data.ts';

export const capabilities: ServerCapabilities = {
  // What every editor can, and what the text is made of here; editors that prefer bytes convert.
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: 2, save: false },
  completionProvider: { triggerCharacters: [' ', '-', ':', '/', '"', "'", '{', '[', ','], resolveProvider: true },
  hoverProvider: true,
  documentSymbolProvider: true,
  workspaceSymbolProvider: true,
  definitionProvider: true,
  implementationProvider: true,
  callHierarchyProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: ['-', ':'] },
  inlayHintProvider: true,
  semanticTokensProvider: {
    legend: { tokenTypes: [...tokenTypes], tokenModifiers: ['declaration'] },
    full: { delta: true },
    range: true,
  },
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentLinkProvider: { resolveProvider: false },
  codeLensProvider: { resolveProvider: false },
  codeActionProvider: {
    codeActionKinds: ['quickfix', 'refactor', 'source.fixAll', 'source.fixAll.kpod'],
    resolveProvider: true,
  },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
