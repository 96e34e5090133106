// A new object as a document of its own, behind the one at hand or behind all of a file, in the file's own style.
import type { TextEdit } from '../../finding.ts';
import { treeOf } from '../../workspace/document.ts';
import { type ManifestFile, textOf } from '../../workspace/file.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { styleOf } from '../../yaml/style.ts';
import { writeLines } from '../../yaml/write.ts';

/** Puts objects behind the document number `index`, each as a document. */
export function documentsBehind(file: ManifestFile, index: number, objects: readonly PlainObject[]): TextEdit {
  const document = file.documents[index];
  const at = file.starts[index + 1] ?? textOf(file).length;
  const style = styleOf(document?.text ?? '', document && treeOf(document).root);
  const gap = document?.text.endsWith('\n') === false ? style.eol : '';
  const lines = objects.flatMap((object) => ['---', ...writeLines(object, style)]);
  return { uri: file.uri, span: { start: at, end: at }, newText: gap + lines.join(style.eol) + style.eol };
}
