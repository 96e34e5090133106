// The whole state of the server: one variable that holds the immutable workspace, and which files an editor has open.
// Everything else is computed from it. It knows neither requests nor disks.
import { factsOf } from '../core/workspace/facts.ts';
import type { FileEdit } from '../core/workspace/file.ts';
import { fileOf, type ManifestFile } from '../core/workspace/file.ts';
import {
  emptyWorkspace,
  fileIn,
  filesOf,
  type Workspace,
  withEdits,
  withFile,
  withFiles,
  withoutFile,
} from '../core/workspace/workspace.ts';

export interface Session {
  workspace: Workspace;
  /** Versions of the files that are open in the editor, those touched last at the end; their text is the editor's, not the disk's. */
  readonly open: Map<string, number>;
  /** What the initialize request promised and asked for. */
  client: Client;
}

export interface Client {
  readonly folders: readonly string[];
  readonly readsConfiguration: boolean;
  readonly watchesFiles: boolean;
  /** Ours tells of changed files unasked. */
  readonly tellsOfFiles: boolean;
  /** Ours knows the command that opens a file kept in a manifest. */
  readonly opensKeptFiles: boolean;
  readonly changesFolders: boolean;
  /** Asks for the edit of a code action when it is chosen. */
  readonly resolvesActions: boolean;
  /** It shows what an edit is about, and asks before it makes it. */
  readonly annotatesEdits: boolean;
  /** Edits may make files. */
  readonly createsFiles: boolean;
  /** Outlines as trees; else they are flat. */
  readonly nestsSymbols: boolean;
  readonly linksDefinitions: boolean;
  readonly expandsSnippets: boolean;
  /** It knows VS Code's command that opens the list again. */
  readonly asksAgain: boolean;
  readonly refreshesLenses: boolean;
  readonly refreshesHints: boolean;
  readonly language: string | undefined;
}

const silentClient: Client = {
  folders: [],
  readsConfiguration: false,
  watchesFiles: false,
  tellsOfFiles: false,
  opensKeptFiles: false,
  changesFolders: false,
  resolvesActions: false,
  annotatesEdits: false,
  createsFiles: false,
  nestsSymbols: false,
  linksDefinitions: false,
  expandsSnippets: false,
  asksAgain: false,
  refreshesLenses: false,
  refreshesHints: false,
  language: undefined,
};

export function newSession(): Session {
  return { workspace: emptyWorkspace, open: new Map(), client: silentClient };
}

export function openFile(session: Session, uri: string, version: number, text: string): void {
  session.open.set(uri, version);
  session.workspace = withFile(session.workspace, uri, text);
}

/** `text` is the whole new text, for editors that send it; edits come one after another. */
export function changeFile(
  session: Session,
  uri: string,
  version: number,
  changes: readonly (FileEdit | { readonly text: string })[],
): void {
  session.open.delete(uri);
  session.open.set(uri, version);
  for (const change of changes) {
    session.workspace =
      'text' in change ? withFile(session.workspace, uri, change.text) : withEdits(session.workspace, uri, [change]);
  }
}

/** The editor let go of it: from now on the disk's text counts, which `disk.ts` reads again. */
export function closeFile(session: Session, uri: string): void {
  session.open.delete(uri);
}

export function addFromDisk(session: Session, files: readonly { readonly uri: string; readonly text: string }[]): void {
  addRead(session, readOf(session, files));
}

/** A file as the disk has it, and as the workspace had it when it was read. */
export interface ReadFile {
  readonly file: ManifestFile;
  readonly before: ManifestFile | undefined;
}

/** With all that the index wants to know of them, which is most of the work. */
export function readOf(
  { workspace }: Session,
  files: readonly { readonly uri: string; readonly text: string }[],
): readonly ReadFile[] {
  return files.map(({ uri, text }) => {
    const before = fileIn(workspace, uri);
    const file = fileOf(uri, text, before);
    file.documents.forEach(factsOf);
    return { file, before };
  });
}

/** Joins them with the others, which for many files at once is hardly more work than for few. What has come since stays. */
export function addRead(session: Session, read: readonly ReadFile[]): void {
  const { open, workspace } = session;
  const still = read.filter(({ file, before }) => !open.has(file.uri) && fileIn(workspace, file.uri) === before);
  session.workspace = withFiles(
    workspace,
    still.map(({ file }) => file),
  );
}

export function removeFromDisk(session: Session, uri: string): void {
  if (!session.open.has(uri) && fileIn(session.workspace, uri)) session.workspace = withoutFile(session.workspace, uri);
}

/** Files below a folder that is no longer part of the workspace; those that are open stay. */
export function removeFolder(session: Session, folder: string): void {
  const below = [...filesOf(session.workspace)].filter(({ uri }) => uri.startsWith(`${folder}/`));
  for (const { uri } of below) removeFromDisk(session, uri);
}
