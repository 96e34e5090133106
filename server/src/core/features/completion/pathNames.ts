// Files and folders of the workspace as paths from the file that is being written: what a kustomization may name.
import { folderOf, graphOf, keyOf } from '../../kustomize/graph.ts';
import { filesOf, type Workspace } from '../../workspace/workspace.ts';
import type { NameOffer } from './workspaceNames.ts';

const mostPaths = 500;
/** Further up than this nobody looks for a base. */
const mostUp = 4;

/** Those below its folder first, then those beside and above it; what the kustomization names already is left out. */
export function pathNames(workspace: Workspace, uri: string, of: 'any' | 'folder'): readonly NameOffer[] {
  const from = folderOf(keyOf(uri));
  const graph = graphOf(workspace);
  const isUsed = (target: string) => graph.uses.get(target)?.some(({ by }) => by.uri === uri) ?? false;
  const folders = [...graph.byFolder.keys()].filter((folder) => folder !== from && !from.startsWith(`${folder}/`));
  const files = of === 'folder' ? [] : filesBeside(workspace, from).filter((file) => file !== keyOf(uri));
  return [...files, ...folders]
    .filter((target) => !isUsed(target))
    .map((target) => relative(from, target))
    .filter((path) => !path.startsWith('../'.repeat(mostUp + 1)))
    .sort((a, b) => ups(a) - ups(b) || (a < b ? -1 : 1))
    .slice(0, mostPaths)
    .map((name) => ({ name }));
}

/** kustomize refuses files outside of the folder, so only those below it. */
function filesBeside(workspace: Workspace, folder: string): string[] {
  const found: string[] = [];
  for (const file of filesOf(workspace)) {
    const uri = keyOf(file.uri);
    if (uri.startsWith(`${folder}/`) && !/\/(kustomization\.ya?ml|Kustomization|\.kpod\.ya?ml)$/.test(uri))
      found.push(uri);
  }
  return found;
}

function ups(path: string): number {
  return path.split('../').length;
}

function relative(from: string, to: string): string {
  const a = from.split('/');
  const b = to.split('/');
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  const path = [...a.slice(same).map(() => '..'), ...b.slice(same)];
  return path.join('/');
}
