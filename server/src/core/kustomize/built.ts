// What becomes of the objects of a file when they are built: names with prefixes and suffixes, labels, namespaces. So
// that references and selectors are judged against what reaches the cluster.
import type { ObjectFact, Reference } from '../workspace/facts.ts';
import type { Entry } from '../workspace/index.ts';
import { objectsNamed } from '../workspace/resolve.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Chain, chainsFrom, graphOf, type Kustomization, type KustomizeGraph, withComponents } from './graph.ts';

export interface Built {
  /** Put around each name, one pair for each way in which the file is built. */
  readonly affixes: readonly { readonly prefix: string; readonly suffix: string }[];
  /** Namespaces that builds move the objects to. */
  readonly namespaces: readonly string[];
  /** Labels that builds put on pod templates. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Builds also write selectors. */
  readonly writesSelectors: boolean;
  /** Something that is not known here takes part. */
  readonly isOpen: boolean;
}

const notBuilt: Built = { affixes: [], namespaces: [], podLabels: {}, writesSelectors: false, isOpen: false };
const known = new WeakMap<KustomizeGraph, Map<string, Built>>();

/** What all builds together do to a file's objects; nothing for files that no kustomization names. */
export function builtOf(workspace: Workspace, uri: string): Built {
  const graph = graphOf(workspace);
  if (graph.byFolder.size === 0) return notBuilt;
  const files = known.get(graph) ?? new Map<string, Built>();
  known.set(graph, files);
  const built = files.get(uri) ?? builtFrom(graph, uri);
  files.set(uri, built);
  return built;
}

function builtFrom(graph: KustomizeGraph, uri: string): Built {
  const own = [...graph.byFolder.values()].find((kustomization) => kustomization.uri === uri);
  const chains = own ? chainsOfGenerated(graph, own) : chainsFrom(graph, uri);
  if (chains.length === 0) return notBuilt;
  const full = chains.map((chain) => chain.flatMap((kustomization) => withComponents(graph, kustomization)));
  const models = [...new Set(full.flat())].map(({ model }) => model);
  const rules = models.flatMap(({ labels }) => labels);
  return {
    affixes: full.map(affixOf),
    namespaces: models.flatMap(({ namespace }) => namespace ?? []),
    podLabels: Object.assign({}, ...rules.filter(({ inTemplates }) => inTemplates).map(({ pairs }) => pairs)),
    writesSelectors: rules.some(({ inSelectors, pairs }) => inSelectors && Object.keys(pairs).length > 0),
    isOpen: models.some(({ isOpen }) => isOpen),
  };
}

/** What a kustomization generates is built by itself first. */
function chainsOfGenerated(graph: KustomizeGraph, own: Kustomization): readonly Chain[] {
  const above = chainsFrom(graph, own.folder);
  return above.length === 0 ? [[own]] : above.map((chain) => [own, ...chain]);
}

function affixOf(chain: Chain): { readonly prefix: string; readonly suffix: string } {
  return chain.reduce(
    ({ prefix, suffix }, { model }) => ({ prefix: model.namePrefix + prefix, suffix: suffix + model.nameSuffix }),
    { prefix: '', suffix: '' },
  );
}

const affixes = new WeakMap<KustomizeGraph, readonly { readonly prefix: string; readonly suffix: string }[]>();

function allAffixes(graph: KustomizeGraph) {
  const found = affixes.get(graph);
  if (found) return found;
  const pairs = new Map<string, { prefix: string; suffix: string }>();
  for (const kustomization of graph.byFolder.values()) {
    for (const chain of chainsOfGenerated(graph, kustomization)) {
      const affix = affixOf(chain.flatMap((part) => withComponents(graph, part)));
      if (affix.prefix !== '' || affix.suffix !== '') pairs.set(`${affix.prefix}|${affix.suffix}`, affix);
    }
  }
  const list = [...pairs.values()];
  affixes.set(graph, list);
  return list;
}

/** Objects that a reference means by the names they get when they are built. */
export function builtTargets(workspace: Workspace, reference: Reference): readonly Entry<ObjectFact>[] {
  const graph = graphOf(workspace);
  if (graph.byFolder.size === 0) return [];
  const { name, types } = reference;
  return allAffixes(graph).flatMap(({ prefix, suffix }) => {
    if (!name.startsWith(prefix) || !name.endsWith(suffix) || name.length <= prefix.length + suffix.length) return [];
    const original = name.slice(prefix.length, name.length - suffix.length);
    return types
      .flatMap((type) => objectsNamed(workspace, type, original))
      .filter(({ uri }) =>
        builtOf(workspace, uri).affixes.some((affix) => affix.prefix === prefix && affix.suffix === suffix),
      );
  });
}

/** Objects of the reference's name that builds move to its namespace, or that no namespace keeps apart once built. */
export function movedTargets(workspace: Workspace, reference: Reference, from: string): readonly Entry<ObjectFact>[] {
  const here = builtOf(workspace, from).namespaces;
  return reference.types
    .flatMap((type) => objectsNamed(workspace, type, reference.name))
    .filter(({ uri }) => {
      const there = builtOf(workspace, uri).namespaces;
      return here.length > 0 || there.some((namespace) => namespace === reference.namespace);
    });
}
