// The table of requests: what each asks of the core, in a guard that logs a bug and answers nothing instead of dying.
// It converts at the border and decides nothing.
import type { CancellationToken, Connection, DocumentSymbol } from 'vscode-languageserver';
import { outlineOf } from '../core/features/outline.ts';
import type { ManifestFile } from '../core/workspace/file.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import { symbolsOf } from './convert.ts';
import type { Session } from './session.ts';

interface Asks {
  readonly textDocument: { readonly uri: string };
}

export function registerHandlers(connection: Connection, session: Session): void {
  const guarded = guard(connection);
  const inFile = <P extends Asks, R>(name: string, answer: (file: ManifestFile, params: P) => R) =>
    guarded(name, (params: P) => {
      const file = fileIn(session.workspace, params.textDocument.uri);
      return file ? answer(file, params) : null;
    });
  connection.onDocumentSymbol(
    inFile('documentSymbol', (file): DocumentSymbol[] =>
      file.documents.flatMap((document, index) =>
        symbolsOf(document, outlineOf(document), file.firstLines[index] ?? 0),
      ),
    ),
  );
}

/** A bug in one feature costs one answer. A request that was cancelled while it waited is not worked on. */
export function guard(connection: Connection) {
  return <P, R>(name: string, answer: (params: P) => R) =>
    (params: P, token: CancellationToken): R | null => {
      if (token.isCancellationRequested) return null;
      try {
        return answer(params);
      } catch (error) {
        connection.console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
        return null;
      }
    };
}
