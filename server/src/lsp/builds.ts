// Our requests about what kustomizations build: the built view with the way back, and the objects that a simulation of a
// kustomization applies. Files that generators read are read when they are asked for.
import fs from 'node:fs/promises';
import type { JsonObject } from '../core/apiserver/types.ts';
import { plainObjectsOf } from '../core/features/objectPlaces.ts';
import { type Build, buildKustomization } from '../core/kustomize/build/build.ts';
import { filesNeeded, filesOfBuild } from '../core/kustomize/build/needed.ts';
import { viewOfBuild } from '../core/kustomize/build/view.ts';
import { kindOf } from '../core/workspace/document.ts';
import { fileOf, type ManifestFile, positionOf } from '../core/workspace/file.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import type { RenderedResult } from '../protocol.ts';
import { pathOf } from './disk.ts';
import type { Session } from './session.ts';

const mostBytes = 2 * 1024 * 1024;

interface Kept {
  readonly build: Build;
  readonly schema: Workspace['schema'];
  readonly charts: Workspace['charts'];
  /** What of the workspace was read for it. */
  readonly files: readonly ManifestFile[];
  /** What was read from disk for it, by URI. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The last builds: from the same files comes the same. */
const kept = new Map<string, Kept>();
const mostKept = 8;
const mostFiles = 200;

/** Undefined where the file is no kustomization. */
export async function builtFrom(session: Session, uri: string): Promise<Build | undefined> {
  const { workspace } = session;
  const file = fileIn(workspace, uri);
  if (!file?.documents.some((document) => kindOf(document) === 'kustomization')) return undefined;
  const texts = await textsNeeded(workspace, uri);
  const known = kept.get(uri);
  const files = filesOfBuild(workspace, uri);
  if (known && isAsKnown(known, workspace, files, texts)) return known.build;
  const { build, readMore } = await builtWith(workspace, uri, texts);
  kept.delete(uri);
  if (build && !readMore) kept.set(uri, { build, schema: workspace.schema, charts: workspace.charts, files, texts });
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
  return build;
}

async function textsNeeded(workspace: Workspace, uri: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const needed of filesNeeded(workspace, uri)) {
    const text = await textAt(needed);
    if (text !== undefined) texts.set(needed, text);
  }
  return texts;
}

/** Files that only the files of plugins name are read as the build meets them: then it is not known beforehand which. */
async function builtWith(
  workspace: Workspace,
  uri: string,
  texts: ReadonlyMap<string, string>,
): Promise<{ readonly build: Build | undefined; readonly readMore: boolean }> {
  const all = new Map(texts);
  for (;;) {
    const build = buildKustomization(workspace, uri, all);
    const missing = build?.missing;
    const isLast = missing === undefined || all.has(missing) || all.size > mostFiles;
    const text = isLast ? undefined : await textAt(missing);
    if (isLast || text === undefined) return { build, readMore: missing !== undefined || all.size > texts.size };
    all.set(missing, text);
  }
}

function isAsKnown(
  known: Kept,
  { schema, charts }: Workspace,
  files: readonly ManifestFile[],
  texts: ReadonlyMap<string, string>,
): boolean {
  const isSameAround = known.schema === schema && known.charts === charts;
  return isSameAround && isSameList(known.files, files) && isSame(known.texts, texts);
}

function isSameList(a: readonly ManifestFile[], b: readonly ManifestFile[]): boolean {
  return a.length === b.length && a.every((file, at) => file === b[at]);
}

function isSame(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([uri, text]) => b.get(uri) === text);
}

async function textAt(uri: string): Promise<string | undefined> {
  const name = pathOf(uri);
  if (name === undefined) return undefined;
  try {
    const stats = await fs.stat(name);
    return stats.isFile() && stats.size <= mostBytes ? await fs.readFile(name, 'utf8') : undefined;
  } catch {
    return undefined; // not there, or not ours to read
  }
}

export async function builtView(session: Session, uri: string): Promise<RenderedResult | undefined> {
  const build = await builtFrom(session, uri);
  if (!build) return undefined;
  if (build.fault !== undefined) return { text: '', origins: [], problem: build.fault };
  const { text, origins } = viewOfBuild(build);
  const lines = origins.map((site) => {
    const file = fileIn(session.workspace, site.uri);
    return { uri: site.uri, line: file ? positionOf(file, site.index, site.span.start).line : 0 };
  });
  return { text, origins: lines };
}

export interface BuiltObjects {
  readonly objects: readonly JsonObject[];
  readonly fault?: string;
}

export async function builtObjects(session: Session, uri: string): Promise<BuiltObjects | undefined> {
  const build = await builtFrom(session, uri);
  if (!build) return undefined;
  const objects = plainObjectsOf(fileOf(uri, viewOfBuild(build).text));
  return { objects, ...(build.fault === undefined ? {} : { fault: build.fault }) };
}
