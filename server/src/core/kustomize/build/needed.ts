// Which files a build reads that the workspace does not hold: what generators read, and what kustomizations name that is
// no manifest. From all kustomizations that the one comes to.

import type { ManifestFile } from '../../workspace/file.ts';
import { fileIn, type Workspace } from '../../workspace/workspace.ts';
import { graphOf, type Kustomization, uriOf } from '../graph.ts';

/** The files of the workspace that a build reads: as long as these are the same, so is the build. */
export function filesOfBuild(workspace: Workspace, uri: string): readonly ManifestFile[] {
  const graph = graphOf(workspace);
  return kustomizationsBelow(workspace, uri).flatMap((one) => [
    ...[fileIn(workspace, one.uri) ?? []].flat(),
    ...one.model.paths.flatMap(({ path }) => {
      const key = uriOf(one.folder, path);
      return graph.byFolder.has(key) ? [] : (fileIn(workspace, encodeURI(key)) ?? []);
    }),
  ]);
}

function kustomizationsBelow(workspace: Workspace, uri: string): readonly Kustomization[] {
  const graph = graphOf(workspace);
  const top = [...graph.byFolder.values()].find((one) => one.uri === uri);
  const waiting = top ? [top] : [];
  for (const one of waiting) {
    for (const { path } of one.model.paths) {
      const inner = graph.byFolder.get(uriOf(one.folder, path));
      if (inner && !waiting.includes(inner)) waiting.push(inner);
    }
  }
  return waiting;
}

/** Their URIs. */
export function filesNeeded(workspace: Workspace, uri: string): readonly string[] {
  const graph = graphOf(workspace);
  const needed = new Set<string>();
  for (const one of kustomizationsBelow(workspace, uri)) {
    for (const { path } of one.model.paths) {
      const key = uriOf(one.folder, path);
      if (!graph.byFolder.has(key) && !fileIn(workspace, encodeURI(key))) needed.add(encodeURI(key));
    }
  }
  return [...needed];
}
