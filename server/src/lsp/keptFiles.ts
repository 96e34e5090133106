// Files that objects keep as values, for an editor that opens each as a document of its own language: our requests, and
// the action at a file's key that opens it.
import type { CodeAction, CodeActionParams, Connection } from 'vscode-languageserver';
import { keptFilesOf, withKeptText } from '../core/features/keptFiles.ts';
import { pick, text } from '../core/text.ts';
import { documentAt, type ManifestFile, placeOf } from '../core/workspace/file.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import {
  type KeptFileAnswer,
  type KeptFilesParams,
  keptFilesRequest,
  type PlainEdit,
  type WriteKeptFileParams,
  writeKeptFileRequest,
} from '../protocol.ts';
import { rangeIn } from './convert.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';

export function registerKeptFiles(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    keptFilesRequest,
    guarded('keptFiles', ({ uri }: KeptFilesParams) => keptFiles(fileIn(session.workspace, uri))),
  );
  connection.onRequest(
    writeKeptFileRequest,
    guarded('writeKeptFile', (params: WriteKeptFileParams) => edits(session, params)),
  );
}

function keptFiles(file: ManifestFile | undefined): KeptFileAnswer[] {
  if (!file) return [];
  return file.documents.flatMap((_, index) =>
    keptFilesOf(documentAt(file, index)).map(({ span, ...kept }) => ({ ...kept, range: rangeIn(file, index, span) })),
  );
}

function edits({ workspace }: Session, { uri, file: wanted, text: newText }: WriteKeptFileParams): PlainEdit[] | null {
  const file = fileIn(workspace, uri);
  for (const [index] of file?.documents.entries() ?? []) {
    const found = file && withKeptText(documentAt(file, index), wanted, newText);
    if (found) return found.map((edit) => ({ range: rangeIn(file, index, edit.span), newText: edit.newText }));
  }
  return null;
}

/** Opens the file at whose key or value the cursor stands; for our own extension, which knows the command. */
export function keptFileActions(
  { workspace, client }: Session,
  file: ManifestFile,
  { range, context }: CodeActionParams,
): CodeAction[] {
  if (!client.opensKeptFiles || context.only === undefined) return [];
  const { document, offset } = placeOf(file, range.start);
  const kept = keptFilesOf(document).find(({ span }) => span.start <= offset && offset <= span.end);
  if (!kept) return [];
  const { span: _, text: __, ...name } = kept;
  const title = pick(text(`Open as "${kept.key}"`, `以 "${kept.key}" 打开`), workspace.settings.locale);
  return [
    { title, kind: 'refactor.extract', command: { title, command: 'kpod.openKeptFile', arguments: [file.uri, name] } },
  ];
}
