// Files that ConfigMaps and Secrets keep, each as a document of its own language that is saved back into the manifest: a
// file system of the scheme `kpod-embedded`, whose only disk is the manifest. Which files there are the server says.
import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Range,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../server/src/core/text.ts';
import {
  type KeptFileAnswer,
  type KeptFileName,
  type KeptFilesParams,
  keptFilesRequest,
  type PlainEdit,
  type WriteKeptFileParams,
  writeKeptFileRequest,
} from '../../server/src/protocol.ts';
import { say } from './locale.ts';

const scheme = 'kpod-embedded';

export interface KeptFiles extends Disposable {
  /** The file; without one, that at the cursor, else one that is chosen. */
  open(manifest: Uri, file?: KeptFileName): Promise<void>;
}

export function createKeptFiles(client: BaseLanguageClient): KeptFiles {
  const changed = new EventEmitter<FileChangeEvent[]>();
  const disk = workspace.registerFileSystemProvider(scheme, fileSystem(client, changed), { isCaseSensitive: true });
  const edits = workspace.onDidChangeTextDocument(({ document }) => {
    const source = document.uri.toString();
    const shown = workspace.textDocuments.filter(
      ({ uri }) => uri.scheme === scheme && uri.query.startsWith(`${source}\n`),
    );
    changed.fire(shown.map(({ uri }) => ({ type: FileChangeType.Changed, uri })));
  });
  const open = async (manifest: Uri, file?: KeptFileName): Promise<void> => {
    const wanted = file ?? (await chooseFile(client, manifest));
    if (!wanted) return;
    const document = await workspace.openTextDocument(addressOf(manifest, wanted));
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside });
  };
  return { open, dispose: () => Disposable.from(changed, disk, edits).dispose() };
}

/** The key is the path's last part, so that its ending says the language; the rest is in the query, by lines. */
function addressOf(manifest: Uri, { kind, namespace = '', object, key }: KeptFileName): Uri {
  return Uri.from({
    scheme,
    path: `/${object}/${key}`,
    query: [manifest.toString(), kind, namespace, object, key].join('\n'),
  });
}

function partsOf({ query }: Uri): { readonly source: Uri; readonly file: KeptFileName } {
  const [source = '', kind = '', namespace = '', object = '', key = ''] = query.split('\n');
  return { source: Uri.parse(source), file: { kind, object, key, ...(namespace === '' ? {} : { namespace }) } };
}

async function filesOf(client: BaseLanguageClient, manifest: Uri): Promise<readonly KeptFileAnswer[]> {
  await workspace.openTextDocument(manifest); // so that the server knows it as it is now
  const params: KeptFilesParams = { uri: manifest.toString() };
  return client.sendRequest<readonly KeptFileAnswer[]>(keptFilesRequest, params);
}

async function chooseFile(client: BaseLanguageClient, manifest: Uri): Promise<KeptFileName | undefined> {
  const files = await filesOf(client, manifest);
  const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === manifest.toString());
  const line = editor?.selection.active.line ?? -1;
  const here = files.find(({ range }) => range.start.line <= line && line <= range.end.line);
  if (here) return here;
  const items = files.map((file) => ({ label: file.key, description: `${file.kind}/${file.object}`, file }));
  const placeHolder = say(text('a file that this manifest keeps', '此清单中保存的文件'));
  return (await window.showQuickPick(items, { placeHolder }))?.file;
}

function fileSystem(client: BaseLanguageClient, changed: EventEmitter<FileChangeEvent[]>): FileSystemProvider {
  const read = async (uri: Uri): Promise<Uint8Array> => {
    const { source, file } = partsOf(uri);
    const found = (await filesOf(client, source)).find((candidate) => isSame(candidate, file));
    if (!found) throw FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(found.text);
  };
  const refuse = (): never => {
    throw FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: changed.event,
    watch: () => new Disposable(() => undefined),
    stat: async (uri) => {
      const { length } = await read(uri);
      // Each state of the manifest is a time of its own, so that VS Code sees what changed.
      const mtime = (await workspace.openTextDocument(partsOf(uri).source)).version;
      return { type: FileType.File, ctime: 0, mtime, size: length };
    },
    readFile: read,
    writeFile: (uri, content) => write(client, uri, new TextDecoder().decode(content)),
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
}

function isSame(a: KeptFileName, b: KeptFileName): boolean {
  return a.kind === b.kind && a.namespace === b.namespace && a.object === b.object && a.key === b.key;
}

/** Into the manifest, which is saved too where it had nothing unsaved of its own. */
async function write(client: BaseLanguageClient, uri: Uri, newText: string): Promise<void> {
  const { source, file } = partsOf(uri);
  const document = await workspace.openTextDocument(source);
  const wasSaved = !document.isDirty;
  const params: WriteKeptFileParams = { uri: source.toString(), file, text: newText };
  const edits = await client.sendRequest<readonly PlainEdit[] | null>(writeKeptFileRequest, params);
  if (!edits) throw FileSystemError.FileNotFound(uri);
  const edit = new WorkspaceEdit();
  for (const { range, newText: replacement } of edits) {
    const { start, end } = range;
    edit.replace(source, new Range(start.line, start.character, end.line, end.character), replacement);
  }
  if (!(await workspace.applyEdit(edit))) throw FileSystemError.Unavailable(uri);
  if (wasSaved && !document.isUntitled) await document.save();
}
