// A workspace from the files that a command line names, and from what goes with them on the disk: the settings files
// above them, the CRDs that those name, and whether the paths of kustomizations lead anywhere.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pathsToLookAt } from '../core/kustomize/paths.ts';
import { fileOf } from '../core/workspace/file.ts';
import type { Settings } from '../core/workspace/settings.ts';
import { settingsIn } from '../core/workspace/settingsFile.ts';
import {
  emptyWorkspace,
  fileIn,
  type PathKind,
  type Workspace,
  withCatalogue,
  withFiles,
  withPaths,
  withSchemas,
  withSettings,
} from '../core/workspace/workspace.ts';
import { catalogue, schemaOf } from '../lsp/schemas.ts';
import { below, type GivenFile } from './manifestFiles.ts';

/** All of it. Files that are there only for the others have no entry among the given ones. */
export function workspaceOf(files: readonly GivenFile[], settings: Settings): Workspace {
  const base = withCatalogue(withSchemas(withSettings(emptyWorkspace, settings), schemaOf), catalogue());
  const read = files.map((file) => fileOf(uriOf(file), file.text));
  const given = withFiles(base, read);
  return withLookedAtPaths(withDefinitions(withSettingsFiles(given, files)));
}

/** What the core calls a file. */
export function uriOf({ fullPath, path: name }: GivenFile): string {
  return fullPath === undefined ? pathToFileURL(path.resolve(name)).href : pathToFileURL(fullPath).href;
}

const settingsNames = ['.kpod.yaml', '.kpod.yml'];

function withSettingsFiles(workspace: Workspace, files: readonly GivenFile[]): Workspace {
  const folders = new Set<string>();
  for (const { fullPath } of files) {
    let folder = fullPath === undefined ? process.cwd() : path.dirname(fullPath);
    while (!folders.has(folder)) {
      folders.add(folder);
      folder = path.dirname(folder);
    }
  }
  const names = [...folders].flatMap((folder) => settingsNames.map((name) => path.join(folder, name)));
  return withMore(workspace, names);
}

/** Those that are there and not yet known. */
function withMore(workspace: Workspace, names: readonly string[]): Workspace {
  const read = names.flatMap((name) => {
    const uri = pathToFileURL(name).href;
    if (fileIn(workspace, uri)) return [];
    const text = textOf(name);
    return text === undefined ? [] : [fileOf(uri, text)];
  });
  return read.length === 0 ? workspace : withFiles(workspace, read);
}

function textOf(name: string): string | undefined {
  try {
    return fs.readFileSync(name, 'utf8');
  } catch {
    return undefined; // not there, or not ours to read
  }
}

/** CustomResourceDefinitions that settings files name. */
function withDefinitions(workspace: Workspace): Workspace {
  const names = new Set<string>();
  for (const { folder, crds } of settingsIn(workspace)) {
    if (!folder.startsWith('file:')) continue;
    for (const given of crds) {
      const full = path.resolve(fileURLToPath(`${folder}/`), given);
      const stats = fs.statSync(full, { throwIfNoEntry: false });
      for (const name of stats?.isDirectory() ? below(full) : [full]) names.add(name);
    }
  }
  return names.size === 0 ? workspace : withMore(workspace, [...names]);
}

function withLookedAtPaths(workspace: Workspace): Workspace {
  const kinds = pathsToLookAt(workspace).map((uri) => [uri, pathKindOf(uri)] as const);
  return kinds.length === 0 ? workspace : withPaths(workspace, new Map(kinds));
}

function pathKindOf(uri: string): PathKind {
  const stats = fs.statSync(fileURLToPath(uri), { throwIfNoEntry: false });
  if (!stats) return 'absent';
  return stats.isDirectory() ? 'folder' : 'file';
}
