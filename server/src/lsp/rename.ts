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
import { pick, type Text, text } from '../core/text.ts';
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
      if (inChart) return 'refused' in inChart ? refusal(inChart) : inChart;
      const place = placeOf(file, position);
      const found = renamableAt(session.workspace, file, place);
      if ('refused' in found) return refusal(found);
      return { range: rangeIn(file, place.index, found.span), placeholder: found.name };
    }),
  );
  connection.onRenameRequest(
    inFile('rename', (file, { position, newName }: RenameParams) => {
      const inChart = chartRename(session, file, position, newName);
      if (inChart) return 'refused' in inChart ? refusal(inChart) : inChart;
      const edits = renameAt(session.workspace, file, placeOf(file, position), newName);
      if ('refused' in edits) return refusal(edits);
      return session.client.annotatesEdits ? annotated(session, file, edits) : editOfSites(session.workspace, edits);
    }),
  );
}

/**
 * What is one thing with the name at the cursor is done at once, or shown before where the user asks for a preview. Another
 * definition of the same name may be another environment's: it is left alone unless the user says so.
 */
function annotated(session: Session, file: ManifestFile, edits: readonly RenameEdit[]): WorkspaceEdit {
  const { workspace, open } = session;
  const isDefinedHere = edits.some(({ uri, defines }) => defines && uri === file.uri);
  const byFile = new Map<string, TextDocumentEdit>();
  for (const edit of edits) {
    const location = locationOf(workspace, edit);
    if (!location) continue;
    const textDocument = { uri: edit.uri, version: open.get(edit.uri) ?? null };
    const of = byFile.get(edit.uri) ?? { textDocument, edits: [] };
    byFile.set(edit.uri, of);
    const isOther = edit.defines && isDefinedHere && edit.uri !== file.uri;
    const annotationId = isOther ? 'other' : edit.defines ? 'definition' : 'use';
    of.edits.push({ range: location.range, newText: edit.newText, annotationId });
  }
  const label = (words: Text, needsConfirmation: boolean) => ({
    label: pick(words, workspace.settings.locale),
    needsConfirmation,
  });
  return {
    documentChanges: [...byFile.values()],
    changeAnnotations: {
      definition: label(text('where it is defined', '定义处'), false),
      use: label(text('where it is used', '使用处'), false),
      other: label(text('another definition of this name', '同名的其他定义'), true),
    },
  };
}
