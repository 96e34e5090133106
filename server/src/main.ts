// The language server's entry: one connection, over what the command line says (`--stdio`, `--node-ipc`, `--socket=N`).
// It answers `initialize` alone and at once; the rest is another bundle, loaded before the editor can say more.
import { createRequire } from 'node:module';
import {
  createConnection,
  type InitializeResult,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
  SemanticTokensBuilder,
} from 'vscode-languageserver/node';
import { capabilities } from './lsp/capabilities.ts';
import { withCanonicalUris } from './lsp/fileUris.ts';
import { keepMemoryLow } from './lsp/memory.ts';

type Language = typeof import('./lsp/server.ts');

const afterTheAnswerMs = 20;

keepMemoryLow();

const connection = createConnection(ProposedFeatures.all, {
  messageStrategy: {
    handleMessage(message, next) {
      withCanonicalUris(message);
      return next(message);
    },
  },
});
connection.onInitialize((params): InitializeResult => {
  let begin: (() => void) | undefined;
  const loaded = (): (() => void) => {
    const { serve }: Language = createRequire(__filename)('./language.js');
    const refuse = (words: string) => new ResponseError<void>(LSPErrorCodes.RequestFailed, words);
    begin ??= serve(connection, params, refuse, () => new SemanticTokensBuilder());
    return begin;
  };
  // The answer leaves some turns of the loop later, and loading would hold it back; an editor that is quick does not wait.
  setTimeout(loaded, afterTheAnswerMs);
  connection.onInitialized(() => loaded()());
  return { capabilities, serverInfo: { name: 'kpod' } };
});
connection.listen();
