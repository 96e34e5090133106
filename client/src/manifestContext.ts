// Keeps the context key `kpod.manifestOpen`: whether the active editor shows something to simulate, which is a manifest, a
// kustomization, a scenario or a chart's file. Menus, the title bar's button and the key binding hang on it, so that they
// stay away from files of others.
import { commands, Disposable, type TextDocument, type TextEditor, Uri, window, workspace } from 'vscode';
import { isShownOnly } from './shownOnly.ts';

/** A manifest names its `kind` and `apiVersion`; looking no further than this keeps a huge file cheap. */
const headLines = 2000;
const keyLine = /^(?:- |\s{0,4}"?)?(apiVersion|kind)"?\s*:/;
const languages = new Set(['yaml', 'json', 'helm']);
const ownName = /(?:^|[/.])scenario\.ya?ml$|\/[Kk]ustomization(?:\.ya?ml)?$|\/Chart\.yaml$/;
const valuesName = /\/[\w.-]*values[\w.-]*\.ya?ml$/;

function isManifest(document: TextDocument): boolean {
  if (isShownOnly(document)) return false;
  if (ownName.test(document.uri.path)) return true;
  if (!languages.has(document.languageId)) return false;
  const seen = new Set<string>();
  for (let line = 0; line < Math.min(document.lineCount, headLines); line++) {
    const key = keyLine.exec(document.lineAt(line).text)?.[1];
    if (key) seen.add(key);
    if (seen.size === 2) return true;
  }
  return false;
}

/** Only in a chart values stand for objects. */
async function isValuesOfChart({ uri }: TextDocument): Promise<boolean> {
  if (!valuesName.test(uri.path)) return false;
  return workspace.fs.stat(Uri.joinPath(uri, '../Chart.yaml')).then(
    () => true,
    () => false,
  );
}

export function watchManifestContext(): Disposable {
  let known: boolean | undefined;
  let newest: TextEditor | undefined;
  /** What an edit of its text does not change. */
  let ofChart: Promise<boolean> = Promise.resolve(false);
  const set = (is: boolean): void => {
    if (is === known) return;
    known = is;
    void commands.executeCommand('setContext', 'kpod.manifestOpen', is);
  };
  const update = (editor: TextEditor | undefined): void => {
    if (editor && editor !== newest) ofChart = isValuesOfChart(editor.document);
    newest = editor;
    if (!editor || isManifest(editor.document)) set(editor !== undefined);
    else void ofChart.then((is) => newest === editor && set(is));
  };
  update(window.activeTextEditor);
  return Disposable.from(
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) update(window.activeTextEditor);
    }),
  );
}
