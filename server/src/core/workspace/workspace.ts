// Everything that is known at one moment, as an immutable value: files, settings, and the schema they are read against.
// A change makes a new workspace that shares what did not change. It does not know where files come from.
import type { Catalogue } from '../schema/catalogue.ts';
import type { Schema } from '../schema/schema.ts';
import type { ChartSource } from './chartSource.ts';
import { treeOf } from './document.ts';
import { editFile, type FileEdit, fileOf, type ManifestFile } from './file.ts';
import { difference, emptyIndex, type Index, reindex } from './index.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { emptyShelf, onShelf, type Shelf, shelfEntries, shelve } from './shelf.ts';

export interface Workspace {
  readonly files: Shelf<ManifestFile>;
  /** The join of what the files say. */
  readonly index: Index;
  /** Another value each time that what spans files is to be judged again: at once would be at every keystroke. */
  readonly joins: object;
  readonly settings: Settings;
  /** Of folders for which the editor has others than for the whole, by the folder's URI. */
  readonly folderSettings?: ReadonlyMap<string, Settings>;
  /** Of the version that the settings choose; absent until it is loaded. */
  readonly schema: Schema | undefined;
  /** Of other versions, for folders whose settings choose one; the same value for the same version. */
  readonly schemaOf?: (version: string) => Schema;
  /** Popular custom resources, for those who use them without their definitions; absent where nobody has it. */
  readonly catalogue?: Catalogue | undefined;
  /** What lies on the disk at paths that files name and that are no files of the workspace, as far as somebody looked. */
  readonly paths: ReadonlyMap<string, PathKind>;
  /** Helm charts, by the URI of their folder. */
  readonly charts: ReadonlyMap<string, ChartSource>;
}

export type PathKind = 'file' | 'folder' | 'absent';

export const emptyWorkspace: Workspace = {
  files: emptyShelf(),
  index: emptyIndex,
  joins: {},
  settings: defaultSettings,
  schema: undefined,
  paths: new Map(),
  charts: new Map(),
};

export function fileIn(workspace: Workspace, uri: string): ManifestFile | undefined {
  return onShelf(workspace.files, uri);
}

export function* filesOf(workspace: Workspace): Generator<ManifestFile> {
  for (const [, file] of shelfEntries(workspace.files)) yield file;
}

/** With one file's whole text; documents whose text is as before are not read again. */
export function withFile(workspace: Workspace, uri: string, text: string): Workspace {
  return withReadFile(workspace, fileOf(uri, text, fileIn(workspace, uri)));
}

/** A file that somebody looks at: its trees are kept, for findings and features are about to ask for them. */
function withReadFile(workspace: Workspace, after: ManifestFile): Workspace {
  difference({ before: fileIn(workspace, after.uri), after }).come.forEach(treeOf);
  return withFiles(workspace, [after]);
}

/** Files that are there, of which facts are kept and no trees. */
export function withFiles(workspace: Workspace, files: readonly ManifestFile[]): Workspace {
  const changes = files.map((after) => ({ before: fileIn(workspace, after.uri), after }));
  return {
    ...workspace,
    files: shelve(
      workspace.files,
      files.map((file) => [file.uri, file]),
    ),
    index: reindex(workspace.index, changes),
  };
}

export function withoutFile(workspace: Workspace, uri: string): Workspace {
  const index = reindex(workspace.index, [{ before: fileIn(workspace, uri), after: undefined }]);
  return { ...workspace, files: shelve(workspace.files, [[uri, undefined]]), index };
}

/** With edits applied one after another, each to the text that the one before it left. */
export function withEdits(workspace: Workspace, uri: string, edits: readonly FileEdit[]): Workspace {
  const file = fileIn(workspace, uri);
  return file ? withReadFile(workspace, edits.reduce(editFile, file)) : workspace;
}

/** The same, with everything that spans files to be judged against what the files say now. */
export function rejoined(workspace: Workspace): Workspace {
  return { ...workspace, joins: {} };
}

/** @param folderSettings of folders that have others than the whole, by URI */
export function withSettings(
  workspace: Workspace,
  settings: Settings,
  folderSettings: ReadonlyMap<string, Settings> = new Map(),
): Workspace {
  return { ...workspace, settings, folderSettings };
}

export function withCharts(workspace: Workspace, charts: ReadonlyMap<string, ChartSource>): Workspace {
  return { ...workspace, charts };
}

export function withPaths(workspace: Workspace, paths: ReadonlyMap<string, PathKind>): Workspace {
  return { ...workspace, paths };
}

/** @param schemaOf what gives the schemas of the versions that folders choose for themselves */
export function withSchemas(workspace: Workspace, schemaOf: (version: string) => Schema): Workspace {
  return { ...workspace, schema: schemaOf(workspace.settings.kubernetesVersion), schemaOf };
}

export function withCatalogue(workspace: Workspace, catalogue: Catalogue | undefined): Workspace {
  return { ...workspace, catalogue };
}

export function withSchema(workspace: Workspace, schema: Schema): Workspace {
  return { ...workspace, schema };
}
