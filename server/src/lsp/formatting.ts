// Formatting of a file, of lines, while one types and when one pastes: the core's edits as LSP's.
import type {
  Connection,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from 'vscode-languageserver';
import { formatEdits, formatLines } from '../core/features/format.ts';
import { pasteAt } from '../core/features/pasting.ts';
import { editsOnType } from '../core/features/typing.ts';
import type { TextEdit as CoreEdit } from '../core/finding.ts';
import { type ManifestFile, placeOf } from '../core/workspace/file.ts';
import { isIgnored, viewFor } from '../core/workspace/settingsFile.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import { type PasteParams, type PasteResult, pasteRequest } from '../protocol.ts';
import { rangeIn } from './convert.ts';
import type { Guard, GuardInFile } from './guard.ts';
import type { Session } from './session.ts';

export function registerFormatting(
  connection: Connection,
  session: Session,
  inFile: GuardInFile,
  guarded: Guard,
): void {
  connection.onDocumentFormatting(inFile('formatting', (file) => formatFile(session, file)));
  connection.onDocumentRangeFormatting(
    inFile('rangeFormatting', (file, params: DocumentRangeFormattingParams) => formatRange(session, file, params)),
  );
  connection.onDocumentOnTypeFormatting(
    inFile('onTypeFormatting', (file, { position, ch }: DocumentOnTypeFormattingParams) => {
      const { index, document, offset } = placeOf(file, position);
      const { schema } = viewFor(session.workspace, file.uri);
      return isIgnored(session.workspace, file.uri)
        ? []
        : textEdits(file, index, editsOnType(document, schema, offset, ch));
    }),
  );
  connection.onRequest(
    pasteRequest,
    guarded('paste', (params: PasteParams) => paste(session, params)),
  );
}

function textEdits(file: ManifestFile, index: number, edits: readonly CoreEdit[]): TextEdit[] {
  return edits.map(({ span, newText }) => ({ range: rangeIn(file, index, span), newText }));
}

function formatFile({ workspace }: Session, file: ManifestFile): TextEdit[] {
  const last = file.documents.length - 1;
  const { format } = viewFor(workspace, file.uri).settings;
  return file.documents.flatMap((document, index) =>
    textEdits(file, index, formatEdits(document, index === last, format)),
  );
}

function formatRange(
  { workspace }: Session,
  file: ManifestFile,
  { range: { start, end } }: DocumentRangeFormattingParams,
): TextEdit[] {
  const first = placeOf(file, start).index;
  const last = placeOf(file, end).index;
  const { format } = viewFor(workspace, file.uri).settings;
  return file.documents.slice(first, last + 1).flatMap((document, at) => {
    const above = file.firstLines[first + at] ?? 0;
    const lines = { first: start.line - above, last: end.line - above - (end.character === 0 ? 1 : 0) };
    return textEdits(file, first + at, formatLines(document, lines, format));
  });
}

function paste({ workspace }: Session, { uri, range, text }: PasteParams): PasteResult | null {
  const file = fileIn(workspace, uri);
  if (!file || isIgnored(workspace, uri)) return null;
  const place = placeOf(file, range.start);
  const end = placeOf(file, range.end);
  if (end.index !== place.index) return null;
  const pasted = pasteAt(workspace, file, place, end.offset, text);
  return pasted ? { range: rangeIn(file, place.index, pasted.span), newText: pasted.newText } : null;
}
