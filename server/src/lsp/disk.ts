// Reads the manifests of the workspace folders, off the typing path: a few files at a time, then other work goes first.
// It decides only which files are worth reading; whether one is a manifest is for the core to say.
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatOfName, isKustomizationName } from '../core/formats/formatOfFile.ts';
import type { PathKind } from '../core/workspace/workspace.ts';

const manifestName = /\.(ya?ml|json)$/i;
const skippedFolders = new Set([
  'node_modules',
  '.git',
  '.svn',
  '.hg',
  'dist',
  'vendor',
  '.terraform',
  '.venv',
  '__pycache__',
]);
/** Bounds on what is read: beyond them a folder is hardly one of manifests. The caller is told when one is hit. */
const mostFiles = 20_000;
const mostFolders = 20_000;
const mostBytes = 4 * 1024 * 1024;
const filesAtOnce = 16;

export interface DiskFile {
  readonly uri: string;
  readonly text: string;
}

export interface Scan {
  readonly files: number;
  /** More files than are read lie in the folders. */
  readonly truncated: boolean;
  /** Names of all Chart.yaml. */
  readonly charts: readonly string[];
}

/** Reads all manifests below the folders and hands them on in small batches. Unreadable ones are passed over. */
export async function scanFolders(
  folders: readonly string[],
  take: (files: readonly DiskFile[]) => void,
): Promise<Scan> {
  const names = await manifestNames(folders);
  const batch = (at: number) => Promise.all(names.slice(at, at + filesAtOnce).map(readManifest));
  let files = 0;
  let next = batch(0);
  for (let at = 0; at < names.length; at += filesAtOnce) {
    const read = await next;
    next = batch(at + filesAtOnce); // the disk is read while these are looked at
    const found = read.filter((file) => file !== undefined);
    if (found.length > 0) take(found);
    files += found.length;
    await otherWorkFirst();
  }
  const charts = names.filter((name) => path.basename(name) === 'Chart.yaml');
  return { files, truncated: names.length >= mostFiles, charts };
}

/** The file's text, if it may be a manifest at all. */
export async function readManifest(name: string): Promise<DiskFile | undefined> {
  try {
    if ((await fs.stat(name)).size > mostBytes) return undefined;
    const text = await fs.readFile(name, 'utf8');
    return mayBeManifest(text) || formatOfName(pathToFileURL(name).href)
      ? { uri: pathToFileURL(name).href, text }
      : undefined;
  } catch {
    return undefined; // gone, or not ours to read
  }
}

/** Every object says both words; compose files, workflows and values do not, and need not be kept. */
export function mayBeManifest(text: string): boolean {
  return text.includes('apiVersion') && text.includes('kind');
}

export function isManifestName(name: string): boolean {
  return manifestName.test(name) || isKustomizationName(name);
}

/** What lies at these URIs. @returns an entry for each that is of a disk */
export async function pathKindsOf(uris: readonly string[]): Promise<ReadonlyMap<string, PathKind>> {
  const kinds = new Map<string, PathKind>();
  for (let at = 0; at < uris.length; at += filesAtOnce) {
    await Promise.all(
      uris.slice(at, at + filesAtOnce).map(async (uri) => {
        const name = pathOf(uri);
        if (name !== undefined) kinds.set(uri, await pathKindOf(name));
      }),
    );
  }
  return kinds;
}

async function pathKindOf(name: string): Promise<PathKind> {
  try {
    return (await fs.stat(name)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'absent';
  }
}

export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // not of a disk
  }
}

async function manifestNames(folders: readonly string[]): Promise<readonly string[]> {
  const names: string[] = [];
  const waiting = [...folders];
  for (let seen = 0; waiting.length > 0 && seen < mostFolders && names.length < mostFiles; seen++) {
    const folder = waiting.shift();
    if (folder === undefined) break;
    for (const entry of await entriesOf(folder)) {
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) waiting.push(path.join(folder, entry.name));
      else if (entry.isFile() && isManifestName(entry.name)) names.push(path.join(folder, entry.name));
    }
  }
  return names.slice(0, mostFiles);
}

async function entriesOf(folder: string) {
  try {
    return await fs.readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function otherWorkFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
