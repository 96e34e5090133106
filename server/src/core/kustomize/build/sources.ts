// Where a build takes files from: manifests of the workspace, texts that were read for it, folders with kustomizations.
// Which file a path means, and why there is none.
import { fileOf, type ManifestFile, textOf } from '../../workspace/file.ts';
import { fileIn, filesOf, type Workspace } from '../../workspace/workspace.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { type Kustomization, type KustomizeGraph, keyOf, uriOf } from '../graph.ts';
import { isRemote } from '../model.ts';
import { type BuildPlace, type BuiltObject, NotBuilt, type Origin } from './object.ts';
import type { PatchText } from './patches.ts';
import { checkedObjects, exactTree, objectsOf } from './read.ts';

export interface Sources {
  readonly workspace: Workspace;
  readonly graph: KustomizeGraph;
  /** Texts of files that are no manifests, by URI. */
  readonly texts: ReadonlyMap<string, string>;
}

export function originOf({ workspace }: Sources, { uri, document }: Kustomization): Origin {
  return { uri, document, index: Math.max(0, fileIn(workspace, uri)?.documents.indexOf(document) ?? 0) };
}

/** Runs a step; where it fails, and nobody said where, it is at a path of the kustomization. */
export function placed<T>(origin: Origin, path: BuildPlace['path'], step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (error instanceof NotBuilt) error.place ??= { ...origin, path };
    throw error;
  }
}

/** Undefined where the path leads to a folder, or to nothing that is known. */
export function manifestAt(sources: Sources, one: Kustomization, path: string): ManifestFile | undefined {
  const key = uriOf(one.folder, path);
  const uri = encodeURI(key);
  const known = fileIn(sources.workspace, uri);
  if (known) return known;
  const text = sources.texts.get(uri);
  if (text !== undefined) return fileOf(uri, text);
  for (const file of filesOf(sources.workspace)) if (keyOf(file.uri) === key) return file;
  return undefined;
}

/** @throws NotBuilt where nobody has the file, or kustomize would not look there */
export function fileAt(sources: Sources, one: Kustomization, path: string): ManifestFile {
  if (isRemote(path)) throw new NotBuilt(`"${path}" is not on this machine`, false);
  const key = uriOf(one.folder, path);
  const file = manifestAt(sources, one, path);
  if (!file) throw new NotBuilt(`"${path}" is not known here`, false, encodeURI(key));
  if (!key.startsWith(`${one.folder}/`))
    throw new NotBuilt(`security; file '${plainPath(key)}' is not in or below '${plainPath(one.folder)}'`);
  return file;
}

export const textAt = (sources: Sources, one: Kustomization, path: string): string =>
  textOf(fileAt(sources, one, path));

export const plainPath = (key: string): string => key.replace(/^file:\/\//, '');

/** Objects of a file that a path names. */
export function objectsAt(sources: Sources, one: Kustomization, path: string): readonly BuiltObject[] {
  return checkedObjects(objectsOf(fileAt(sources, one, path)));
}

/** Objects of a text that stands in a kustomization itself; undefined where it is a path. */
export function inlineObjects(text: string, origin: Origin): readonly BuiltObject[] | undefined {
  const file = fileOf(origin.uri, text);
  const isMapping = file.documents.some((document) => isPlainObject(toPlain(exactTree(document).root).value));
  return isMapping ? objectsOf(file).map((object) => ({ ...object, origins: [origin] })) : undefined;
}

/** The one value of a file or text. */
export function valueIn(text: string): PlainValue {
  const [document] = fileOf('file:///config.yaml', text).documents;
  return document ? toPlain(exactTree(document).root).value : null;
}

export function mappingIn(text: string): PlainObject {
  const value = valueIn(text);
  return isPlainObject(value) ? value : {};
}

/** @param source as kustomize names it */
export function patchIn(file: ManifestFile, origin: Origin, isInline: boolean, source: string): PatchText {
  const values = file.documents.map((document) => toPlain(exactTree(document).root).value);
  const [first] = values;
  const operations = Array.isArray(first) ? first : undefined;
  const at = { uri: file.uri, index: 0, document: file.documents[0] ?? origin.document };
  const from = isInline ? origin : at;
  if (operations) {
    const isPatch = operations.every(isPlainObject);
    if (!isPatch) throw new NotBuilt(`unable to parse SM or JSON patch from ${source}`);
    return { source, parts: [], operations, origin: from };
  }
  const parts = partsOf(file, source);
  return {
    source,
    parts: isInline ? parts.map((part) => ({ ...part, origins: [origin] })) : parts,
    operations: undefined,
    origin: from,
  };
}

function partsOf(file: ManifestFile, source: string): readonly BuiltObject[] {
  try {
    return objectsOf(file);
  } catch (error) {
    if (!(error instanceof NotBuilt)) throw error;
    throw new NotBuilt(`unable to parse SM or JSON patch from ${source}`);
  }
}
