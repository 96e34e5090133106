// The workspace as rules see it: plain resources by kind and by namespace, read when a rule first asks for them. It also
// tells whether a rule asked, for what depends on other documents is judged again when those change.
import { isJsonObject } from '../apiserver/types.ts';
import { resourcesOf } from '../kubernetes/resource.ts';
import { builtOf } from '../kustomize/built.ts';
import type { RuleResource, RuleWorkspace } from '../rules/rule.ts';
import { podTemplateOf, ruleResource } from '../rules/target.ts';
import { type ManifestDocument, perDocument, treeToRead } from '../workspace/document.ts';
import { factsOf } from '../workspace/facts.ts';
import type { Index } from '../workspace/index.ts';
import { shelfEntries } from '../workspace/shelf.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { toSharedPlain } from '../yaml/plain.ts';
import { type PodLists, podListsOf, podsLabelled, podsNear, type WithPod } from './podLists.ts';

/** The objects of a document as rules see them, in the document's order. */
export const ruleResourcesOf: (document: ManifestDocument) => readonly RuleResource[] = perDocument((document) =>
  factsOf(document).objects.length === 0
    ? []
    : resourcesOf(treeToRead(document).root).flatMap(({ node }) => {
        const value = toSharedPlain(node);
        return isJsonObject(value) ? (ruleResource(value) ?? []) : [];
      }),
);

type KeysOf = (resource: RuleResource) => readonly string[];
type Table = ReadonlyMap<string, readonly RuleResource[]>;

interface Lists {
  /** By the function that gives the keys, then by kind. */
  readonly tables: Map<KeysOf, Map<string, Table>>;
  readonly byKind: Map<string, readonly RuleResource[]>;
  pods: PodLists | undefined;
}

const known = new WeakMap<Index, Lists>();

/** @param asked called when a rule looks beyond its own resource */
export function ruleWorkspaceOf(workspace: Workspace, asked: () => void): RuleWorkspace {
  const { index, schema } = workspace;
  const lists: Lists = known.get(index) ?? { tables: new Map(), byKind: new Map(), pods: undefined };
  known.set(index, lists);
  const pods = (): PodLists => {
    asked();
    lists.pods ??= podListsOf(allPods(workspace));
    return lists.pods;
  };
  const ofKind = (kind: string): readonly RuleResource[] => {
    asked();
    const list = lists.byKind.get(kind) ?? resourcesOfKind(index, kind);
    lists.byKind.set(kind, list);
    return list;
  };
  return {
    kubernetesMinor: Number(schema?.version.split('.')[1] ?? Number.POSITIVE_INFINITY),
    schema,
    ofKind,
    ofKindWith: (kind, keysOf, key) => tableOf(lists, kind, keysOf, ofKind(kind)).get(key) ?? [],
    podsNear: (resource) => podsNear(pods(), resource),
    podsLabelled: (resource, labels) => podsLabelled(pods(), resource, labels),
  };
}

function tableOf(lists: Lists, kind: string, keysOf: KeysOf, resources: readonly RuleResource[]): Table {
  const ofFunction = lists.tables.get(keysOf) ?? new Map<string, Table>();
  lists.tables.set(keysOf, ofFunction);
  const known = ofFunction.get(kind);
  if (known) return known;
  const table = new Map<string, RuleResource[]>();
  for (const resource of resources) {
    for (const key of new Set(keysOf(resource))) {
      const list = table.get(key);
      if (list) list.push(resource);
      else table.set(key, [resource]);
    }
  }
  ofFunction.set(kind, table);
  return table;
}

function resourcesOfKind(index: Index, kind: string): readonly RuleResource[] {
  const documents = new Set<ManifestDocument>();
  for (const [type, entries] of shelfEntries(index.types)) {
    if (type !== kind && !type.endsWith(`/${kind}`)) continue;
    for (const { document } of entries) documents.add(document);
  }
  return [...documents].flatMap(ruleResourcesOf).filter((resource) => resource.kind === kind);
}

function allPods(workspace: Workspace): readonly WithPod[] {
  const documents = new Map<ManifestDocument, string>();
  for (const [, entries] of shelfEntries(workspace.index.types)) {
    for (const { document, fact, uri } of entries) if (fact.podLabels) documents.set(document, uri);
  }
  return [...documents].flatMap(([document, uri]) => {
    const added = builtOf(workspace, uri).podLabels;
    return ruleResourcesOf(document).flatMap((resource) => {
      const pod = podTemplateOf(resource);
      return pod ? [{ resource, pod: { ...pod, labels: { ...pod.labels, ...added } } }] : [];
    });
  });
}
