// The two directions between a kustomization and what it names: from a path to the file, or to the kustomization of the
// folder; and from a file to the kustomizations that build or patch with it.
import type { Span } from '../finding.ts';
import type { ManifestDocument } from '../workspace/document.ts';
import type { ManifestFile } from '../workspace/file.ts';
import type { Site } from '../workspace/site.ts';
import { fileIn, filesOf, type Workspace } from '../workspace/workspace.ts';
import { folderOf, graphOf, keyOf, uriOf } from './graph.ts';
import { kustomizationOf, type PathRole } from './model.ts';

export interface PathTarget {
  /** Of the path. */
  readonly span: Span;
  readonly site: Site;
}

const start: Span = { start: 0, end: 0 };

/** Where the path at an offset of a kustomization leads; undefined where there is no path, or no such file. */
export function pathTargetAt(
  workspace: Workspace,
  { uri }: ManifestFile,
  document: ManifestDocument,
  offset: number,
): PathTarget | undefined {
  const path = kustomizationOf(document).paths.find(({ span }) => span.start <= offset && offset <= span.end);
  if (!path) return undefined;
  const key = uriOf(folderOf(keyOf(uri)), path.path);
  const target = graphOf(workspace).byFolder.get(key)?.uri ?? fileNamed(workspace, key);
  return target === undefined ? undefined : { span: path.span, site: { uri: target, index: 0, span: start } };
}

/** Editors differ in what they escape, so the workspace may know the file by another spelling. */
export function fileNamed(workspace: Workspace, key: string): string | undefined {
  const plain = encodeURI(key);
  if (fileIn(workspace, plain)) return plain;
  for (const { uri } of filesOf(workspace)) if (keyOf(uri) === key) return uri;
  return undefined;
}

/** `overlays/prod`: a kustomization by its folder, for all files of them are called alike. */
export const buildName = (uri: string): string => folderOf(keyOf(uri)).split('/').slice(-2).join('/');

export interface UseOfFile {
  readonly role: PathRole;
  readonly site: Site;
}

/** The places of kustomizations that name the file; of a kustomization, those that name its folder. */
export function usesOfFile(workspace: Workspace, uri: string): readonly UseOfFile[] {
  const graph = graphOf(workspace);
  const key = keyOf(uri);
  const folder = folderOf(key);
  const isKustomization = graph.byFolder.get(folder)?.uri === uri;
  return (graph.uses.get(isKustomization ? folder : key) ?? []).map(({ by, role, span }) => ({
    role,
    site: { uri: by.uri, index: Math.max(0, fileIn(workspace, by.uri)?.documents.indexOf(by.document) ?? 0), span },
  }));
}
