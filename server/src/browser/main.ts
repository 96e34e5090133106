// The language server's entry in a browser: a web worker beside the extension. It is the server of every other editor;
// what Node gives there comes from this folder here (see server/tools/build.mjs): files that the client handed over, a
// disk behind the client's requests, one thread.
import './timers.ts';
import type { InitializeResult } from 'vscode-languageserver';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  LSPErrorCodes,
  ProposedFeatures,
  ResponseError,
} from 'vscode-languageserver/browser';
import { capabilities } from '../lsp/capabilities.ts';
import { serve } from '../lsp/server.ts';
import '../lsp/simulationWorker.ts';
import type { BrowserStart } from '../protocol.ts';
import { askDiskOf } from './disk.ts';
import { mount } from './files.ts';

/** What of a worker's global scope is used here. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(self),
  new BrowserMessageWriter(self),
);
connection.onInitialize((params): InitializeResult => {
  const start: BrowserStart = params.initializationOptions;
  mount(start.home, start.files);
  askDiskOf(connection);
  const begin = serve(connection, params, (words) => new ResponseError(LSPErrorCodes.RequestFailed, words));
  connection.onInitialized(begin);
  return { capabilities, serverInfo: { name: 'kpod' } };
});
connection.listen();
