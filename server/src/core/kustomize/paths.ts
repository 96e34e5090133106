// The paths that kustomizations name: which of them the workspace does not hold and a disk is to be asked about, and
// which of them lead nowhere. What is on the disk arrives as a value.
import type { Span } from '../finding.ts';
import type { ManifestDocument } from '../workspace/document.ts';
import { fileIn, type Workspace } from '../workspace/workspace.ts';
import { folderOf, graphOf, type KustomizeGraph, keyOf, uriOf } from './graph.ts';
import { kustomizationOf, type PathRole } from './model.ts';

/** URIs that kustomizations name and of which no file of the workspace is known. */
export function pathsToLookAt(workspace: Workspace): readonly string[] {
  const graph = graphOf(workspace);
  return [...graph.uses.keys()].filter((key) => !isHeld(workspace, graph, key)).map(encodeURI);
}

function isHeld(workspace: Workspace, graph: KustomizeGraph, key: string): boolean {
  return graph.byFolder.has(key) || fileIn(workspace, encodeURI(key)) !== undefined;
}

export interface LostPath {
  readonly path: string;
  readonly span: Span;
  readonly role: PathRole;
  /** Not there, a folder without a kustomization, or a folder where a file is wanted. */
  readonly fault: 'absent' | 'no-kustomization' | 'folder';
}

/** The paths of a kustomization that kustomize could not follow; those nobody looked at are not among them. */
export function lostPaths(workspace: Workspace, uri: string, document: ManifestDocument): readonly LostPath[] {
  const graph = graphOf(workspace);
  const folder = folderOf(keyOf(uri));
  return kustomizationOf(document).paths.flatMap(({ path, span, role }) => {
    const target = uriOf(folder, path);
    if (isHeld(workspace, graph, target)) return [];
    const fault = faultOf(workspace.paths.get(encodeURI(target)), role);
    return fault ? [{ path, span, role, fault }] : [];
  });
}

function faultOf(found: 'file' | 'folder' | 'absent' | undefined, role: PathRole): LostPath['fault'] | undefined {
  if (found === undefined || found === 'file') return undefined;
  if (found === 'absent') return 'absent';
  return role === 'resource' || role === 'component' ? 'no-kustomization' : undefined;
}
