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
  SemanticTokensBuilder,
} from 'vscode-languageserver/browser';
import { capabilities } from '../lsp/capabilities.ts';
import { serve } from '../lsp/server.ts';
import '../lsp/simulationWorker.ts';
import { catalogueGrew } from '../lsp/schemas.ts';
import { type BrowserStart, type ExtensionFileParams, extensionFileRequest } from '../protocol.ts';
import { askDiskOf } from './disk.ts';
import { fetchesLate, mount, mountLate } from './files.ts';
import { gunzipSync } from './zlib.ts';

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
  fetchesLate((path) => void fetchFile({ path }));
  const refuse = (words: string) => new ResponseError<void>(LSPErrorCodes.RequestFailed, words);
  const begin = serve(connection, params, refuse, () => new SemanticTokensBuilder());
  connection.onInitialized(begin);
  return { capabilities, serverInfo: { name: 'kpod' } };
});
/** One that cannot be had is missing, and nothing more. */
async function fetchFile(params: ExtensionFileParams): Promise<void> {
  const bytes = await connection.sendRequest<Uint8Array | null>(extensionFileRequest, params).catch(() => null);
  if (!bytes) return;
  mountLate(params.path, gunzipSync(bytes, { maxOutputLength: mostUnpacked }).toString());
  catalogueGrew();
}

const mostUnpacked = 16 * 1024 * 1024;

connection.listen();
