// Which files are patches: parts of objects that a kustomization lays over others, in which nothing can be missing.
// It looks for kustomizations in the folders above a file, so its cost does not grow with the workspace.
import { kindOf, type ManifestDocument, perDocument, treeOf } from '../../workspace/document.ts';
import { fileIn, type Workspace } from '../../workspace/workspace.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const mostFolders = 12;

/** Whether a kustomization in the file's folder, or in one above it, names the file as a patch. */
export function isPatch(workspace: Workspace, uri: string): boolean {
  let folder = parentOf(uri);
  for (let depth = 0; folder !== undefined && depth < mostFolders; depth++) {
    const inside = uri.slice(folder.length + 1);
    for (const name of names) {
      const documents = fileIn(workspace, `${folder}/${name}`)?.documents ?? [];
      if (documents.some((document) => patchesOf(document).has(inside))) return true;
    }
    folder = parentOf(folder);
  }
  return false;
}

function parentOf(uri: string): string | undefined {
  const slash = uri.lastIndexOf('/');
  return slash > 0 && uri[slash - 1] !== '/' ? uri.slice(0, slash) : undefined;
}

/** Paths as a kustomization has them, without a leading `./`; those of other folders (`../`) are not looked for. */
const patchesOf: (document: ManifestDocument) => ReadonlySet<string> = perDocument((document) => {
  const paths = new Set<string>();
  if (kindOf(document) !== 'kustomization') return paths;
  const { root } = treeOf(document);
  for (const [list, key] of [
    ['patches', 'path'],
    ['patchesStrategicMerge', undefined],
  ] as const) {
    const sequence = resolved(nodeAt(root, [list]));
    for (const item of sequence?.type === 'sequence' ? sequence.items : []) {
      const node = resolved(key === undefined ? item.value : nodeAt(item.value, [key]));
      if (node?.type === 'scalar' && typeof node.value === 'string') paths.add(node.value.replace(/^\.\//, ''));
    }
  }
  return paths;
});
