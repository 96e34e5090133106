// Our requests about what kustomizations build: the built view with the way back, and the objects that a simulation of a
// kustomization applies. Files that generators read are read when they are asked for.
import fs from 'node:fs/promises';
import type { JsonObject } from '../core/apiserver/types.ts';
import { plainObjectsOf } from '../core/features/objectPlaces.ts';
import { type Build, buildKustomization } from '../core/kustomize/build/build.ts';
import { filesNeeded } from '../core/kustomize/build/needed.ts';
import { viewOfBuild } from '../core/kustomize/build/view.ts';
import { kindOf } from '../core/workspace/document.ts';
import { fileOf, positionOf } from '../core/workspace/file.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import type { RenderedResult } from '../protocol.ts';
import { pathOf } from './disk.ts';
import type { Session } from './session.ts';

const mostBytes = 2 * 1024 * 1024;

/** Undefined where the file is no kustomization. */
export async function builtFrom(session: Session, uri: string): Promise<Build | undefined> {
  const file = fileIn(session.workspace, uri);
  if (!file?.documents.some((document) => kindOf(document) === 'kustomization')) return undefined;
  const texts = new Map<string, string>();
  for (const needed of filesNeeded(session.workspace, uri)) {
    const text = await textAt(needed);
    if (text !== undefined) texts.set(needed, text);
  }
  return buildKustomization(session.workspace, uri, texts);
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
