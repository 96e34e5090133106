// The guard around every handler: a bug in one feature costs one answer, and a request that was cancelled while it
// waited is not worked on.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { ManifestFile } from '../core/workspace/file.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import type { Session } from './session.ts';

export type Handler<P, R> = (params: P, token: CancellationToken) => R | null;
export type Guard = <P, R>(name: string, answer: (params: P) => R) => Handler<P, R>;
export type GuardInFile = <P extends AboutFile, R>(
  name: string,
  answer: (file: ManifestFile, params: P) => R,
) => Handler<P, R | null>;

interface AboutFile {
  readonly textDocument: { readonly uri: string };
}

export function guard(connection: Connection): Guard {
  return (name, answer) => (params, token) => {
    if (token.isCancellationRequested) return null;
    try {
      return answer(params);
    } catch (error) {
      connection.console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
      return null;
    }
  };
}

/** For requests about a file; one that is not known has no answers. */
export function guardInFile(guarded: Guard, session: Session): GuardInFile {
  return (name, answer) =>
    guarded(name, (params) => {
      const file = fileIn(session.workspace, params.textDocument.uri);
      return file ? answer(file, params) : null;
    });
}
