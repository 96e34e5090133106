// Pasting: asks the server what a block of lines becomes in its place. Where it has no answer, VS Code pastes as always.
import {
  type Disposable,
  DocumentDropOrPasteEditKind,
  DocumentPasteEdit,
  type DocumentPasteEditProvider,
  languages,
  type Range,
  type TextDocument,
  TextEdit,
  WorkspaceEdit,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../server/src/core/text.ts';
import { type PasteParams, type PasteResult, pasteRequest } from '../../server/src/protocol.ts';
import { say } from './locale.ts';

const kind = DocumentDropOrPasteEditKind.Text.append('kpod', 'block');
const plainText = 'text/plain';

export function registerPasting(client: BaseLanguageClient): Disposable {
  const provider: DocumentPasteEditProvider = {
    provideDocumentPasteEdits: async (document, ranges, data, _context, token) => {
      const [range] = ranges;
      const clipboard = await data.get(plainText)?.asString();
      if (!range || ranges.length > 1 || !clipboard?.includes('\n')) return undefined;
      const params: PasteParams = { uri: document.uri.toString(), range, text: clipboard };
      const answer = await client.sendRequest<PasteResult | null>(pasteRequest, params, token).catch(() => null);
      return answer
        ? [editFor(document, range, client.protocol2CodeConverter.asRange(answer.range), answer.newText)]
        : undefined;
    },
  };
  return languages.registerDocumentPasteEditProvider([{ language: 'yaml' }], provider, {
    providedPasteEditKinds: [kind],
    pasteMimeTypes: [plainText],
  });
}

/** The answer begins at the line's start: blanks that stand there already are not written again, others are taken away. */
function editFor(document: TextDocument, selection: Range, answered: Range, newText: string): DocumentPasteEdit {
  const title = say(text('Paste where it fits', '按所在位置粘贴'));
  const blanks = answered.with({ end: selection.start });
  const before = document.getText(blanks);
  if (newText.startsWith(before)) return new DocumentPasteEdit(newText.slice(before.length), title, kind);
  const edit = new DocumentPasteEdit(newText, title, kind);
  const additional = new WorkspaceEdit();
  additional.set(document.uri, [TextEdit.delete(blanks)]);
  edit.additionalEdit = additional;
  return edit;
}
