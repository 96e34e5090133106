// The documents of a file as one `kind: List`, which tools take that read one document only.
import { text } from '../../text.ts';
import { kindOf, treeOf } from '../../workspace/document.ts';
import { textOf } from '../../workspace/file.ts';
import { styleOf } from '../../yaml/style.ts';
import { indented } from './blockText.ts';
import { onHead, type Refactoring } from './refactoring.ts';

export const mergeDocuments: Refactoring = {
  id: 'merge-documents',
  menu: 'rewrite',
  offer: (place) => {
    const { file } = place;
    if (file.documents.length < 2 || !onHead(place)) return [];
    const sound = file.documents.every(
      (document) => kindOf(document) === 'manifest' && treeOf(document).problems.length === 0,
    );
    if (!sound || file.documents.some(({ text: own }) => /^(%|---[ \t]+[^#\s])/m.test(own))) return [];
    const whole = textOf(file);
    const style = styleOf(place.text, place.root);
    const column = style.indentlessLists ? 0 : style.indent;
    const items = file.documents.flatMap(({ text: own }) => itemLines(own, column));
    const newText = ['apiVersion: v1', 'kind: List', 'items:', ...items].join(style.eol) + style.eol;
    const title = text('Merge all documents of this file into a List', '将此文件的所有文档合并为一个 List');
    return [{ title, edits: [{ uri: file.uri, span: { start: 0, end: whole.length }, newText }] }];
  },
};

/** A document as an item: comments above its object stay above the dash. */
function itemLines(document: string, column: number): readonly string[] {
  const lines = document
    .replace(/^\.\.\.\s*$/m, '')
    .trimEnd()
    .split(/\r?\n/)
    .filter((line) => !/^---(\s|$)/.test(line));
  const first = lines.findIndex((line) => /^[^#\s]/.test(line));
  const [head = '', ...rest] = lines.slice(first);
  const above = lines.slice(0, first).filter((line) => line.trim() !== '');
  return [...indented([...above, `- ${head}`], column), ...indented(rest, column + 2)];
}
