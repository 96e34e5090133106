// Questions across files, answered from the index: which objects a reference means, who refers to an object, what
// names and members there are, which pods a selector takes. Namespaces count as far as they are written: an object
// without one goes wherever it is applied.
import { kindFacts } from '../kubernetes/kinds/catalogue.ts';
import { resourcesOf } from '../kubernetes/resource.ts';
import { type ManifestDocument, treeToRead } from './document.ts';
import { factsOf, type ObjectFact, type Reference } from './facts.ts';
import { type Entry, labelKey, objectKey, objectsIn } from './index.ts';
import { keysOf, matchesOf, patternOf, wordOf } from './pattern.ts';
import { onShelf, shelfEntries } from './shelf.ts';
import type { Site } from './site.ts';
import { fileIn, type Workspace } from './workspace.ts';

/** Whether two namespaces as written may be the same one; what is not written is `default` or anything. */
export function mayShareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === b || a === undefined || b === undefined;
}

/** The objects that a reference means: those whose namespace is written alike first. */
export function targetsOf(workspace: Workspace, reference: Reference): readonly Entry<ObjectFact>[] {
  const named = reference.types.flatMap((type) => objectsNamed(workspace, type, reference.name));
  const near = named.filter(({ fact }) => mayShareNamespace(fact.namespace, reference.namespace));
  const exact = near.filter(({ fact }) => fact.namespace === reference.namespace);
  return exact.length > 0 ? exact : near;
}

export function objectsNamed(workspace: Workspace, type: string, name: string): readonly Entry<ObjectFact>[] {
  return onShelf(workspace.index.objects, objectKey(type, name)) ?? [];
}

export function objectsOfType(workspace: Workspace, type: string): readonly Entry<ObjectFact>[] {
  return onShelf(workspace.index.types, type) ?? [];
}

export function allObjects(workspace: Workspace): Iterable<Entry<ObjectFact>> {
  return objectsIn(workspace.index);
}

export function referencesTo(workspace: Workspace, object: ObjectFact): readonly Entry<Reference>[] {
  const entries = onShelf(workspace.index.references, objectKey(object.type, object.name)) ?? [];
  return entries.filter(({ fact }) => mayShareNamespace(fact.namespace, object.namespace));
}

/** Carriers and selectors of one label. */
export function usesOfLabel(workspace: Workspace, key: string, value: string) {
  return onShelf(workspace.index.labels, labelKey(key, value)) ?? [];
}

/** The values that a label has somewhere; looks at every label. */
export function valuesOfLabel(workspace: Workspace, key: string): readonly string[] {
  const values: string[] = [];
  for (const [, [first]] of shelfEntries(workspace.index.labels)) {
    if (first?.fact.key === key && first.fact.value !== '') values.push(first.fact.value);
  }
  return values;
}

export interface Member {
  readonly name: string;
  readonly site: Site;
}

/** What others may name inside an object: keys of a ConfigMap, ports of a Service. */
export function membersOf(workspace: Workspace, { uri, document, fact }: Entry<ObjectFact>): readonly Member[] {
  if (fact.generated) {
    const index = documentIndex(workspace, uri, document);
    return fact.generated.keys.map(({ name, span }) => ({ name, site: { uri, index, span } }));
  }
  const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === fact.span.start);
  if (!resource) return [];
  const facts = kindFacts(resource.group, resource.kind);
  const index = documentIndex(workspace, uri, document);
  return (facts?.members ?? []).flatMap(({ path, by }) =>
    matchesOf(resource.node, patternOf(path)).flatMap((node) => {
      if (by === 'value') {
        const word = wordOf(node, document.text);
        return word ? [{ name: word.word, site: { uri, index, span: word.span } }] : [];
      }
      return keysOf(node, document.text).map(({ word, span }) => ({ name: word, site: { uri, index, span } }));
    }),
  );
}

/** Whether a member is written in a way that leaves open what it is, such as a port in letters: an error of its own. */
export function hasUnreadableMember({ document, fact }: Entry<ObjectFact>): boolean {
  const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === fact.span.start);
  const numbers = resource
    ? kindFacts(resource.group, resource.kind)?.members?.filter(({ form }) => form === 'number')
    : [];
  return (numbers ?? []).some(({ path }) =>
    matchesOf(resource?.node, patternOf(path)).some((node) => !/^\d+$/.test(wordOf(node, document.text)?.word ?? '')),
  );
}

/** Workloads whose pods carry all these labels. */
export function podsSelected(
  workspace: Workspace,
  selector: Readonly<Record<string, string>>,
  namespace: string | undefined,
): readonly Entry<ObjectFact>[] {
  const [first] = Object.entries(selector);
  if (!first) return [];
  const seen = new Set<ObjectFact>();
  return usesOfLabel(workspace, ...first)
    .filter(({ fact }) => fact.role === 'podLabel')
    .flatMap(({ uri, document, fact }) => {
      const object = factsOf(document).objects[fact.object];
      if (!object || seen.has(object)) return [];
      seen.add(object);
      return [{ uri, document, fact: object }];
    })
    .filter(({ fact }) => mayShareNamespace(fact.namespace, namespace) && carries(fact.podLabels ?? {}, selector));
}

export function carries(labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

/** Where an entry's span is now: a document's number in its file changes with the documents before it. */
export function siteOf<T>(workspace: Workspace, entry: Entry<T>, span: Site['span']): Site {
  return { uri: entry.uri, index: documentIndex(workspace, entry.uri, entry.document), span };
}

function documentIndex(workspace: Workspace, uri: string, document: ManifestDocument): number {
  return Math.max(0, fileIn(workspace, uri)?.documents.indexOf(document) ?? 0);
}
