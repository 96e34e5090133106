// The objects of the workspace that belong with a file's: what they refer to and select, who selects, scales and exposes
// them, and what governs their namespace. Of several objects of one name the one that lies nearest. Bounded: what a cluster
// has besides is never known anyway.
import type { JsonObject } from '../apiserver/types.ts';
import { isJsonObject, type JsonValue } from '../apiserver/types.ts';
import { resourcesOf } from '../kubernetes/resource.ts';
import { graphOf, isPatchFile } from '../kustomize/graph.ts';
import { type ManifestDocument, treeToRead } from '../workspace/document.ts';
import { factsOf, type ObjectFact } from '../workspace/facts.ts';
import type { ManifestFile } from '../workspace/file.ts';
import type { Entry } from '../workspace/index.ts';
import {
  mayShareNamespace,
  objectsOfType,
  podsSelected,
  referencesTo,
  targetsOf,
  usesOfLabel,
} from '../workspace/resolve.ts';
import { isIgnored } from '../workspace/settingsFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { toPlain } from '../yaml/plain.ts';

export interface Belonging {
  /** Those of other files first, as one would apply them. */
  readonly objects: readonly JsonObject[];
  /** Names of those of other files: `ConfigMap/settings`. */
  readonly others: readonly string[];
  /** What was read for it: as long as these are the same, so is the answer. */
  readonly documents: readonly ManifestDocument[];
}

type Found = Entry<ObjectFact>;

interface Search {
  readonly workspace: Workspace;
  readonly home: string;
  readonly taken: Map<string, Found>;
  readonly most: number;
  /** By folder, how far it is. */
  readonly ways: Map<string, number>;
}

/**
 * @param most how many objects in all
 * @param who `needed`: only what the file's objects name, not who acts on them
 */
export function belongingTo(
  workspace: Workspace,
  file: ManifestFile,
  most: number,
  who: 'all' | 'needed' = 'all',
): Belonging {
  const own = file.documents.flatMap((document) =>
    factsOf(document).objects.map((fact): Found => ({ uri: file.uri, document, fact })),
  );
  const search: Search = { workspace, home: file.uri, taken: new Map(), most, ways: new Map() };
  for (const entry of own) search.taken.set(identityOf(entry.fact), entry);
  const waiting = [...own];
  for (const entry of own) {
    waiting.push(...taking(search, outward(search, entry)));
    if (who === 'all') waiting.push(...taking(search, inward(search, entry)));
  }
  for (let at = own.length; at < waiting.length; at++) {
    const entry = waiting[at];
    if (entry) waiting.push(...taking(search, outward(search, entry)));
  }
  const all = [...search.taken.values()];
  const others = all.filter(({ uri }) => uri !== file.uri);
  return {
    objects: [...others, ...own].flatMap(plainOf),
    others: others.map(({ fact: { kind, name } }) => `${kind}/${name}`),
    documents: [...new Set([...file.documents, ...others.map(({ document }) => document)])],
  };
}

/** Those that are new, and not more than may be. */
function taking({ workspace, home, taken, most }: Search, found: readonly Found[]): readonly Found[] {
  const graph = graphOf(workspace);
  const isOurs = ({ uri, fact }: Found): boolean =>
    uri === home || (fact.name !== '' && !isPatchFile(graph, uri) && !isIgnored(workspace, uri));
  const fresh: Found[] = [];
  for (const entry of found) {
    const identity = identityOf(entry.fact);
    if (taken.size >= most || taken.has(identity) || !isOurs(entry)) continue;
    taken.set(identity, entry);
    fresh.push(entry);
  }
  return fresh;
}

const identityOf = ({ type, namespace = '', name, span }: ObjectFact): string =>
  name === '' ? `${type} at ${span.start}` : `${type} ${namespace} ${name}`;

/** What an object names, and the pods that it selects; for claims the volumes that could be meant. */
function* outwardParts(search: Search, { document, fact }: Found): Generator<readonly Found[]> {
  const { workspace } = search;
  const { references, labels, objects } = factsOf(document);
  const index = objects.indexOf(fact);
  for (const reference of references)
    if (reference.object === index) yield nearest(search, targetsOf(workspace, reference));
  const pairs = labels.filter(({ object, role }) => object === index && role === 'pods');
  if (!fact.podLabels && pairs.length > 0) {
    const selector = Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
    yield near(search, podsSelected(workspace, selector, fact.namespace));
  }
  if (bindsVolumes.has(fact.type)) yield near(search, objectsOfType(workspace, 'PersistentVolume'));
}

const bindsVolumes = new Set(['PersistentVolumeClaim', 'apps/StatefulSet']);

const outward = (search: Search, entry: Found): readonly Found[] => [...outwardParts(search, entry)].flat();

/** Who acts on an object by name or by its pods' labels, and what governs its namespace. */
function* inwardParts(search: Search, { fact }: Found): Generator<readonly Found[]> {
  const { workspace, home } = search;
  const referring = referencesTo(workspace, fact).flatMap(({ uri, document, fact: { object } }) => {
    const other = factsOf(document).objects[object];
    return other && actors.has(other.type) ? [{ uri, document, fact: other }] : [];
  });
  yield near(search, referring);
  for (const [key, value] of Object.entries(fact.podLabels ?? {})) {
    const selecting = usesOfLabel(workspace, key, value).flatMap(({ uri, document, fact: { object, role } }) => {
      const other = factsOf(document).objects[object];
      return role === 'pods' && other && actors.has(other.type) ? [{ uri, document, fact: other }] : [];
    });
    yield near(
      search,
      selecting.filter((other) => mayShareNamespace(other.fact.namespace, fact.namespace)),
    );
  }
  for (const type of governing) {
    const all = objectsOfType(workspace, type).filter((other) => other.fact.namespace === fact.namespace);
    yield all.filter(({ uri }) => isAround(uri, home));
  }
}

/** What these do, time shows. */
const actors = new Set([
  'Service',
  'autoscaling/HorizontalPodAutoscaler',
  'policy/PodDisruptionBudget',
  'networking.k8s.io/Ingress',
]);
const governing = ['ResourceQuota', 'LimitRange'];

const inward = (search: Search, entry: Found): readonly Found[] => [...inwardParts(search, entry)].flat();

/** The one that lies nearest; of equally near ones the first. */
function nearest(search: Search, found: readonly Found[]): readonly Found[] {
  const [first] = near(search, found);
  return first ? [first] : [];
}

/** Those whose way from the file is shortest: another environment's are further off. */
function near(search: Search, found: readonly Found[]): readonly Found[] {
  const ways = found.map(({ uri }) => distance(search, uri));
  const shortest = ways.reduce((least, way) => Math.min(least, way), Number.POSITIVE_INFINITY);
  return found.filter((_, at) => ways[at] === shortest);
}

/** Folders up and down from the file; 0 in its folder, less in the file itself. */
function distance({ home, ways }: Search, uri: string): number {
  if (uri === home) return -1;
  const folder = uri.slice(0, uri.lastIndexOf('/'));
  const known = ways.get(folder);
  if (known !== undefined) return known;
  const [left, right] = [home.split('/').slice(0, -1), folder.split('/')];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared++;
  const way = left.length + right.length - 2 * shared;
  ways.set(folder, way);
  return way;
}

/** In the file's folder or in one above it: what governs a namespace is not taken from another environment. */
function isAround(uri: string, home: string): boolean {
  return home.startsWith(uri.slice(0, uri.lastIndexOf('/') + 1));
}

function plainOf({ document, fact }: Found): readonly JsonObject[] {
  if (fact.generated) return [generatedObject(fact, fact.generated.keys)];
  const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === fact.span.start);
  const value = resource && (toPlain(resource.node).value as JsonValue);
  return isJsonObject(value) ? [value] : [];
}

/** Of a generator only the keys are known. */
function generatedObject(
  { apiVersion, kind, name, namespace }: ObjectFact,
  keys: readonly { readonly name: string }[],
): JsonObject {
  const data = Object.fromEntries(keys.map((key) => [key.name, '']));
  return { apiVersion, kind, metadata: { name, ...(namespace !== undefined && { namespace }) }, data };
}
