// The join of all documents' facts: who defines a name, who refers to it, who carries a label. It is changed by the
// difference of two files, so an edit costs what the changed documents say, however large the workspace is.
import type { ManifestDocument } from './document.ts';
import { type DocumentFacts, factsOf, type LabelUse, type ObjectFact, type Reference } from './facts.ts';
import type { ManifestFile } from './file.ts';
import { emptyShelf, onShelf, type Shelf, shelfEntries, shelve } from './shelf.ts';

/** A fact and the document it is from. */
export interface Entry<T> {
  readonly uri: string;
  readonly document: ManifestDocument;
  readonly fact: T;
}

export interface Index {
  /** Another value for each state: what is kept with it can be known as old without keeping the old index alive. */
  readonly edition: object;
  /** By `apps/Deployment|web`. */
  readonly objects: Shelf<readonly Entry<ObjectFact>[]>;
  /** By type. */
  readonly types: Shelf<readonly Entry<ObjectFact>[]>;
  /** By each `type|name` that a reference may mean. */
  readonly references: Shelf<readonly Entry<Reference>[]>;
  /** By `key=value`. */
  readonly labels: Shelf<readonly Entry<LabelUse>[]>;
  /** By type: what other tools read. */
  readonly tools: Shelf<readonly Entry<ObjectFact>[]>;
}

export const emptyIndex: Index = {
  edition: {},
  objects: emptyShelf(),
  types: emptyShelf(),
  references: emptyShelf(),
  labels: emptyShelf(),
  tools: emptyShelf(),
};

export function objectKey(type: string, name: string): string {
  return `${type}|${name}`;
}

export function labelKey(key: string, value: string): string {
  return `${key}=${value}`;
}

interface Difference {
  readonly uri: string;
  readonly gone: readonly ManifestDocument[];
  readonly come: readonly ManifestDocument[];
}

/** The index after files changed, each given as it was (if it was) and as it is (if it still is). */
export function reindex(
  index: Index,
  changes: readonly { readonly before: ManifestFile | undefined; readonly after: ManifestFile | undefined }[],
): Index {
  const differences = changes.map(difference).filter(({ gone, come }) => gone.length + come.length > 0);
  if (differences.length === 0) return index;
  return {
    edition: {},
    objects: joinedWith(index.objects, differences, ({ objects }) => objects.map((fact) => [nameOf(fact), fact])),
    types: joinedWith(index.types, differences, ({ objects }) => objects.map((fact) => [fact.type, fact])),
    references: joinedWith(index.references, differences, ({ references }) =>
      references.flatMap((fact) => fact.types.map((type) => [objectKey(type, fact.name), fact] as const)),
    ),
    labels: joinedWith(index.labels, differences, ({ labels }) =>
      labels.map((fact) => [labelKey(fact.key, fact.value), fact]),
    ),
    tools: joinedWith(index.tools, differences, ({ tools }) => tools.map((fact) => [fact.type, fact])),
  };
}

function nameOf({ type, name }: ObjectFact): string {
  return objectKey(type, name);
}

interface Change {
  readonly before: ManifestFile | undefined;
  readonly after: ManifestFile | undefined;
}

/** Documents that only one of the two has; the others stand in the same order at either end. */
export function difference({ before, after }: Change): Difference {
  const old = before?.documents ?? [];
  const now = after?.documents ?? [];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const uri = after?.uri ?? before?.uri ?? '';
  return { uri, gone: old.slice(head, old.length - tail), come: now.slice(head, now.length - tail) };
}

function joinedWith<T>(
  shelf: Shelf<readonly Entry<T>[]>,
  differences: readonly Difference[],
  keyed: (facts: DocumentFacts) => readonly (readonly [string, T])[],
): Shelf<readonly Entry<T>[]> {
  const touched = new Map<string, Entry<T>[]>();
  const entriesOf = (key: string): Entry<T>[] => {
    const entries = touched.get(key) ?? [...(onShelf(shelf, key) ?? [])];
    touched.set(key, entries);
    return entries;
  };
  for (const { uri, gone, come } of differences) {
    for (const document of gone) {
      for (const [key, fact] of keyed(factsOf(document))) remove(entriesOf(key), fact);
    }
    for (const document of come) {
      for (const [key, fact] of keyed(factsOf(document))) entriesOf(key).push({ uri, document, fact });
    }
  }
  return shelve(
    shelf,
    [...touched].map(([key, entries]) => [key, entries.length > 0 ? entries : undefined]),
  );
}

function remove<T>(entries: Entry<T>[], fact: T): void {
  const at = entries.findIndex((entry) => entry.fact === fact);
  if (at >= 0) entries.splice(at, 1);
}

export function* objectsIn(index: Index): Generator<Entry<ObjectFact>> {
  for (const [, entries] of shelfEntries(index.types)) yield* entries;
}
