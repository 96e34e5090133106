// Which files a build reads that the workspace does not hold: what generators read, and what kustomizations name that is
// no manifest. From all kustomizations that the one comes to.
import { fileIn, type Workspace } from '../../workspace/workspace.ts';
import { graphOf, uriOf } from '../graph.ts';

/** Their URIs. */
export function filesNeeded(workspace: Workspace, uri: string): readonly string[] {
  const graph = graphOf(workspace);
  const top = [...graph.byFolder.values()].find((one) => one.uri === uri);
  const waiting = top ? [top] : [];
  const needed = new Set<string>();
  for (const one of waiting) {
    for (const { path } of one.model.paths) {
      const key = uriOf(one.folder, path);
      const inner = graph.byFolder.get(key);
      if (inner && !waiting.includes(inner)) waiting.push(inner);
      else if (!inner && !fileIn(workspace, encodeURI(key))) needed.add(encodeURI(key));
    }
  }
  return [...needed];
}
