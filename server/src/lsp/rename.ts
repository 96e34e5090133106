// Rename: the core's edits as LSP's, told apart by file so that an editor can show them before they are made; or why there
// are none, which editors show at the cursor.
import type {
  Connection,
  PrepareRenameParams,
  RenameParams,
  ResponseError,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { type Refusal, type RenameEdit, renamableAt, renameAt } from '../core/features/rename.ts';
import { pick, text } from '../core/text.ts';
import { type ManifestFile, placeOf } from '../core/workspace/file.ts';
import { editOfSites, locationOf, rangeIn } from './convert.ts';
import type { GuardInFile } from './guard.ts';
import { chartRenamable, chartRename } from './helm/answers.ts';
import type { Session } from './session.ts';

/** Makes an answer that editors show as the reason why there is none; of the connection's own bundle, which knows its class. */
export type Refuse = (words: string) => ResponseError;

export function registerRename(connection: Connection, session: Session, inFile: GuardInFile, refuse: Refuse): void {
  const refusal = ({ refused }: Refusal) => refuse(pick(refused, session.workspace.settings.locale));
  connection.onPrepareRename(
    inFile('prepareRename', (file, { position }: PrepareRenameParams) => {
      const inChart = chartRenamable(session, file, position);
      if (inChart) return inChart;
      const place = placeOf(file, position);
      const found = renamableAt(session.workspace, file, place);
      if ('refused' in found) return refusal(found);
      return { range: rangeIn(file, place.index, found.span), placeholder: found.name };
    }),
  );
  connection.onRenameRequest(
    inFile('rename', (file, { position, newName }: RenameParams) => {
      const inChart = chartRename(session, file, position, newName);
      if (inChart) return inChart;
      const edits = renameAt(session.workspace, file, placeOf(file, position), newName);
      if ('refused' in edits) return refusal(edits);
      return session.client.annotatesEdits ? annotated(session, file, edits) : editOfSites(session.workspace, edits);
    }),
  );
}

/** What goes beyond the file that one sees is shown before it is done. */
function annotated(session: Session, file: ManifestFile, edits: readonly RenameEdit[]): WorkspaceEdit {
  const { workspace, open } = session;
  const isFar = edits.some(({ uri }) => uri !== file.uri);
  const byFile = new Map<string, TextDocumentEdit>();
  for (const edit of edits) {
    const location = locationOf(workspace, edit);
    if (!location) continue;
    const textDocument = { uri: edit.uri, version: open.get(edit.uri) ?? null };
    const of = byFile.get(edit.uri) ?? { textDocument, edits: [] };
    byFile.set(edit.uri, of);
    const annotationId = edit.defines ? 'definition' : 'use';
    of.edits.push({ range: location.range, newText: edit.newText, annotationId });
  }
  const label = (en: string, zh: string) => ({
    label: pick(text(en, zh), workspace.settings.locale),
    needsConfirmation: isFar,
  });
  return {
    documentChanges: [...byFile.values()],
    changeAnnotations: { definition: label('where it is defined', '定义处'), use: label('where it is used', '使用处') },
  };
}
