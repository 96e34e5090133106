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
      // A range of VS Code's becomes an array in JSON.
      const written = client.code2ProtocolConverter.asRange(range);
      const params: PasteParams = { uri: document.uri.toString(), range: written, text: clipboard };
      const answer = await client.sendRequest<PasteResult | null>(pasteRequest, params, token).catch(() => null);
      return answer
        ? [editFor(document, client.protocol2CodeConverter.asRange(answer.range), answer.newText)]
        : undefined;
    },
  };
  return languages.registerDocumentPasteEditProvider([{ language: 'yaml' }], provider, {
    providedPasteEditKinds: [kind],
    pasteMimeTypes: [plainText],
  });
}

/** Not as the edit's own text: VS Code inserts that as a snippet and adds the line's indentation to every line. */
function editFor(document: TextDocument, replaced: Range, newText: string): DocumentPasteEdit {
  const edit = new DocumentPasteEdit('', say(text('Paste where it fits', '按所在位置粘贴')), kind);
  edit.additionalEdit = new WorkspaceEdit();
  edit.additionalEdit.set(document.uri, [TextEdit.replace(replaced, newText)]);
  return edit;
}
