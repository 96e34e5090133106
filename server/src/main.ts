// The language server's entry: one connection, over what the command line says (`--stdio`, `--node-ipc`, `--socket=N`).
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './lsp/server.ts';

serve(createConnection(ProposedFeatures.all));
