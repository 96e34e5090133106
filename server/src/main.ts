// The language server's entry: one connection, over what the command line says (`--stdio`, `--node-ipc`, `--socket=N`).
// It answers `initialize` alone and at once; the rest is another bundle, loaded before the editor can say more.
import { createRequire } from 'node:module';
import { createConnection, type InitializeResult, ProposedFeatures } from 'vscode-languageserver/node';
import { capabilities } from './lsp/capabilities.ts';

type Language = typeof import('./lsp/server.ts');

const connection = createConnection(ProposedFeatures.all);
connection.onInitialize((params): InitializeResult => {
  // The editor says nothing more before it has this answer, so no message can come before the handlers are there.
  setImmediate(() => {
    const { serve }: Language = createRequire(__filename)('./language.js');
    serve(connection, params);
  });
  return { capabilities, serverInfo: { name: 'kpod' } };
});
connection.listen();
