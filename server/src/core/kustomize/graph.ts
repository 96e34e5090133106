// Which kustomization uses what: from every kustomization of the workspace to the files and folders it names, and back.
// It is made from URIs alone, and anew only when a kustomization changes: an edit of any other file costs nothing here.
import type { Span } from '../finding.ts';
import { isKustomizationName } from '../formats/formatOfFile.ts';
import type { ManifestDocument } from '../workspace/document.ts';
import type { ObjectFact } from '../workspace/facts.ts';
import type { Entry } from '../workspace/index.ts';
import { kustomizationType } from '../workspace/kustomizationFacts.ts';
import { objectsOfType } from '../workspace/resolve.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type KustomizationModel, kustomizationOf, type PathRole } from './model.ts';

export interface Kustomization {
  readonly uri: string;
  readonly folder: string;
  readonly document: ManifestDocument;
  readonly model: KustomizationModel;
}

/** That a kustomization names a file or folder. */
export interface Use {
  readonly by: Kustomization;
  readonly role: PathRole;
  /** Of the path, in the kustomization's document. */
  readonly span: Span;
}

export interface KustomizeGraph {
  readonly byFolder: ReadonlyMap<string, Kustomization>;
  /** By what is named, as `keyOf` has it: a file, or a folder without a slash at its end. */
  readonly uses: ReadonlyMap<string, readonly Use[]>;
}

const known = new WeakMap<readonly Entry<ObjectFact>[], KustomizeGraph>();
const emptyGraph: KustomizeGraph = { byFolder: new Map(), uses: new Map() };

export function graphOf(workspace: Workspace): KustomizeGraph {
  const entries = objectsOfType(workspace, kustomizationType);
  if (entries.length === 0) return emptyGraph;
  const graph = known.get(entries) ?? graphFrom(entries);
  known.set(entries, graph);
  return graph;
}

function graphFrom(entries: readonly Entry<ObjectFact>[]): KustomizeGraph {
  const named = entries.filter(({ uri }) => isKustomizationName(uri));
  const all = named.map(({ uri, document }) => ({
    uri,
    document,
    folder: folderOf(keyOf(uri)),
    model: kustomizationOf(document),
  }));
  const uses = new Map<string, Use[]>();
  for (const by of all) {
    for (const { role, path, span } of by.model.paths) {
      const target = uriOf(by.folder, path);
      const list = uses.get(target) ?? [];
      list.push({ by, role, span });
      uses.set(target, list);
    }
  }
  return { byFolder: new Map(all.map((kustomization) => [kustomization.folder, kustomization])), uses };
}

/** A URI as it is compared: editors differ in what they escape. */
export function keyOf(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
}

/** The URI, unescaped, of a path as a kustomization in `folder` writes it. */
export function uriOf(folder: string, path: string): string {
  const segments = path.startsWith('/') ? ['file://'] : folder === '' ? [] : folder.split('/');
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

/** Whether a kustomization names the file as a patch. */
export function isPatchFile(graph: KustomizeGraph, uri: string): boolean {
  return graph.uses.get(keyOf(uri))?.some(({ role }) => role === 'patch') ?? false;
}

const mostChains = 100;
const deepest = 20;

/** A way from a file to what is built: the kustomization that names it, the one that names that one, and so on. */
export type Chain = readonly Kustomization[];

/** All ways in which a file is built; each ends at a kustomization that no other names. Loops end where they close. */
export function chainsFrom(graph: KustomizeGraph, uri: string): readonly Chain[] {
  const chains: Chain[] = [];
  const climb = (target: string, chain: Chain): void => {
    const users = (graph.uses.get(target) ?? [])
      .filter(({ role, by }) => (role === 'resource' || role === 'component') && !chain.includes(by))
      .map(({ by }) => by);
    if ((users.length === 0 || chain.length >= deepest) && chain.length > 0) chains.push(chain);
    if (chains.length >= mostChains || chain.length >= deepest) return;
    for (const by of users) climb(by.folder, [...chain, by]);
  };
  climb(keyOf(uri), []);
  return chains;
}

/**
 * The kustomizations that a file, or what it is the kustomization of, ends up in and that nobody builds into another; of a
 * kustomization that no other names, itself. Components are built with others only.
 */
export function topsOf(graph: KustomizeGraph, uri: string): readonly Kustomization[] {
  const folder = folderOf(keyOf(uri));
  const own = graph.byFolder.get(folder);
  const isOwn = own?.uri === uri;
  const starts = isOwn ? [folder] : usersOf(graph, keyOf(uri)).map((by) => by.folder);
  const tops = new Set<Kustomization>();
  for (const start of starts) {
    const chains = chainsFrom(graph, start);
    const itself = graph.byFolder.get(start);
    if (chains.length === 0 && itself) tops.add(itself);
    for (const chain of chains) {
      const top = chain[chain.length - 1];
      if (top) tops.add(top);
    }
  }
  return [...tops].filter(({ model }) => !model.isComponent);
}

/** Kustomizations that name a file or folder, each once. */
function usersOf(graph: KustomizeGraph, key: string): readonly Kustomization[] {
  return [...new Set((graph.uses.get(key) ?? []).map(({ by }) => by))];
}

/** A kustomization and the components that it lays over its resources, those of components included. */
export function withComponents(graph: KustomizeGraph, kustomization: Kustomization): readonly Kustomization[] {
  const found = [kustomization];
  for (const { folder, model } of found) {
    for (const { role, path } of model.paths) {
      const component = role === 'component' ? graph.byFolder.get(uriOf(folder, path)) : undefined;
      if (component && !found.includes(component)) found.push(component);
    }
  }
  return found;
}
