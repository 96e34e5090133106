// Patches that are laid over nothing: parts of objects that the kustomization does not build, which kustomize refuses
// ("no matches for Id", v5). Only where all that it builds is known: no charts, no addresses, no file that is missing.
import type { Span } from '../finding.ts';
import type { ManifestDocument } from '../workspace/document.ts';
import { treeOf } from '../workspace/document.ts';
import { factsOf, type ObjectFact } from '../workspace/facts.ts';
import { wordOf } from '../workspace/pattern.ts';
import { fileIn, type Workspace } from '../workspace/workspace.ts';
import { nodeAt } from '../yaml/path.ts';
import { folderOf, graphOf, type Kustomization, type KustomizeGraph, keyOf, uriOf } from './graph.ts';
import { kustomizationOf } from './model.ts';

export interface LostPatch {
  /** Of the path that names the patch. */
  readonly span: Span;
  readonly kind: string;
  readonly name: string;
  /** Names of that kind that are built. */
  readonly others: readonly string[];
}

/** Undefined for what cannot be known. */
type Names = ReadonlyMap<string, readonly string[]> | undefined;

export function lostPatches(workspace: Workspace, uri: string, document: ManifestDocument): readonly LostPatch[] {
  if (wordOf(nodeAt(treeOf(document).root, ['kind']), document.text)?.word === 'Component') return [];
  const graph = graphOf(workspace);
  const itself = graph.byFolder.get(folderOf(keyOf(uri)));
  const patches = kustomizationOf(document).paths.filter(({ role, hasTarget }) => role === 'patch' && !hasTarget);
  if (!itself || patches.length === 0) return [];
  const names = namesBuilt(workspace, graph, itself, []);
  if (!names) return [];
  return patches.flatMap(({ path, span }) =>
    objectsOfFile(workspace, uriOf(itself.folder, path)).flatMap(({ kind, name }) => {
      const others = names.get(kind) ?? [];
      return name === '' || others.includes(name) ? [] : [{ span, kind, name, others }];
    }),
  );
}

function objectsOfFile(workspace: Workspace, key: string): readonly ObjectFact[] {
  return fileIn(workspace, encodeURI(key))?.documents.flatMap((document) => factsOf(document).objects) ?? [];
}

/** By kind, with and without the affixes that inner builds have put around the names. */
function namesBuilt(
  workspace: Workspace,
  graph: KustomizeGraph,
  { folder, model, document }: Kustomization,
  above: readonly string[],
): Names {
  if (model.isOpen || above.includes(folder)) return undefined;
  const names = new Map<string, string[]>();
  const add = (kind: string, name: string): void => {
    names.set(kind, [...(names.get(kind) ?? []), name]);
  };
  for (const { kind, name } of factsOf(document).objects) add(kind, name);
  for (const { role, path } of model.paths) {
    if (role !== 'resource' && role !== 'component') continue;
    const key = uriOf(folder, path);
    const inner = graph.byFolder.get(key);
    if (!inner && !fileIn(workspace, encodeURI(key))) return undefined;
    if (!inner) for (const { kind, name } of objectsOfFile(workspace, key)) add(kind, name);
    const below = inner && namesBuilt(workspace, graph, inner, [...above, folder]);
    if (inner && !below) return undefined;
    const around = (name: string) => `${inner?.model.namePrefix ?? ''}${name}${inner?.model.nameSuffix ?? ''}`;
    for (const [kind, list] of below ?? [])
      for (const name of list) for (const one of new Set([name, around(name)])) add(kind, one);
  }
  return names;
}
