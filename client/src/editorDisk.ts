// What a language server without a disk is given: the extension's own files at the start, and the workspace's files, through
// the editor's file systems, when it asks.
import { FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type BrowserStart,
  type DiskEntry,
  type DiskParams,
  diskListRequest,
  diskReadRequest,
  diskStatRequest,
  type ExtensionFileParams,
  extensionFileRequest,
} from '../../server/src/protocol.ts';
import { locale } from './locale.ts';

/** What it is told at `initialize`. */
export async function startWithoutDisk(home: Uri): Promise<BrowserStart> {
  return { locale: locale(), home: home.toString(), files: await filesOf(home) };
}

export function answerForDisk(client: BaseLanguageClient, home: Uri): void {
  client.onRequest(diskStatRequest, orNull(statOf));
  client.onRequest(diskListRequest, orNull(entriesOf));
  client.onRequest(
    diskReadRequest,
    orNull((uri) => workspace.fs.readFile(uri)),
  );
  client.onRequest(extensionFileRequest, ({ path }: ExtensionFileParams) => extensionFile(home, path));
}

/** What the server reads of the extension, by path; the build wrote into one file all that is not there as it is. */
async function filesOf(home: Uri): Promise<Readonly<Record<string, string>>> {
  const read = async (name: string) => new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(home, name)));
  const packed: Readonly<Record<string, string | null>> = JSON.parse(await read('dist/browser/files.json'));
  const files = Object.entries(packed).map(async ([name, text]) => [name, text ?? (await read(name))] as const);
  return Object.fromEntries(await Promise.all(files));
}

/** Of the catalogue alone: the server asks for nothing else. */
async function extensionFile(home: Uri, path: string): Promise<Uint8Array | null> {
  const isOurs = /^\/dist\/server\/schemas\/catalogue\/[\w-]+\.json\.gz$/.test(path);
  return isOurs ? Promise.resolve(workspace.fs.readFile(Uri.joinPath(home, path))).catch(() => null) : null;
}

/** What is not there, or not ours to read, is null. */
function orNull<Answer>(ask: (uri: Uri) => Thenable<Answer>): (params: DiskParams) => Promise<Answer | null> {
  return async ({ uri }) => {
    try {
      return await ask(Uri.parse(uri));
    } catch {
      return null;
    }
  };
}

async function statOf(uri: Uri): Promise<DiskEntry> {
  const { type, size } = await workspace.fs.stat(uri);
  return { name: '', kind: kindOf(type), size };
}

/** Names as a URI has them. */
async function entriesOf(uri: Uri): Promise<readonly DiskEntry[]> {
  const entries = await workspace.fs.readDirectory(uri);
  return entries.map(([name, type]) => ({ name: encodeURIComponent(name), kind: kindOf(type), size: 0 }));
}

function kindOf(type: FileType): DiskEntry['kind'] {
  return (type & FileType.Directory) !== 0 ? 'folder' : 'file';
}
