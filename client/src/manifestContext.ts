// Keeps the context key `kpod.manifestOpen`: whether the active editor shows a manifest. Menus, the title bar's button
// and the key binding hang on it, so that they stay away from files of others.
import { commands, Disposable, type TextDocument, type TextEditor, window, workspace } from 'vscode';

/** A manifest names its `kind` and `apiVersion`; looking no further than this keeps a huge file cheap. */
const headLines = 2000;
const keyLine = /^(?:- |\s{0,4}"?)?(apiVersion|kind)"?\s*:/;

export function isManifest(document: TextDocument): boolean {
  if (document.languageId !== 'yaml' && document.languageId !== 'json') return false;
  if (/(^|[/.])scenario\.ya?ml$/.test(document.fileName)) return true;
  const seen = new Set<string>();
  for (let line = 0; line < Math.min(document.lineCount, headLines); line++) {
    const key = keyLine.exec(document.lineAt(line).text)?.[1];
    if (key) seen.add(key);
    if (seen.size === 2) return true;
  }
  return false;
}

export function watchManifestContext(): Disposable {
  let known: boolean | undefined;
  const update = (editor: TextEditor | undefined): void => {
    const is = editor !== undefined && isManifest(editor.document);
    if (is === known) return;
    known = is;
    void commands.executeCommand('setContext', 'kpod.manifestOpen', is);
  };
  update(window.activeTextEditor);
  return Disposable.from(
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) update(window.activeTextEditor);
    }),
  );
}
