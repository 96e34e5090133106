// What other objects of a type have at a place: for kinds without a schema, and for maps and words that no schema knows.
// From some files of the workspace, those that are read anyway to answer nothing else.
import { resourcesOf } from '../../kubernetes/resource.ts';
import { type ManifestDocument, treeToRead } from '../../workspace/document.ts';
import type { ObjectFact } from '../../workspace/facts.ts';
import type { Entry } from '../../workspace/index.ts';
import { matchesOf, patternOf, wordOf } from '../../workspace/pattern.ts';
import { objectsOfType } from '../../workspace/resolve.ts';
import { shelfEntries } from '../../workspace/shelf.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Node } from '../../yaml/nodes.ts';
import { keyOf, resolved } from '../../yaml/path.ts';
import type { KindInUse, Written, WrittenKey } from './workspaceNames.ts';

/** Reading more would take longer than a keystroke. */
const mostDocuments = 20;

/** @param uri the file that asks, which is no witness */
export function writtenElsewhere(workspace: Workspace, uri: string, type: string, at: string): Written {
  const keys = new Map<string, { holds: WrittenKey['holds']; count: number }>();
  const values = new Map<string, number>();
  const others = objectsOfType(workspace, type).filter((entry) => entry.uri !== uri);
  for (const entry of others.slice(-mostDocuments)) {
    const found = writtenIn(entry, at);
    for (const { name, holds } of found.keys) keys.set(name, { holds, count: (keys.get(name)?.count ?? 0) + 1 });
    for (const value of found.values) values.set(value, (values.get(value) ?? 0) + 1);
  }
  const usual = [...keys].sort(([, a], [, b]) => b.count - a.count);
  return {
    keys: usual.map(([name, { holds }]) => ({ name, holds })),
    values: [...values].sort(([, a], [, b]) => b - a).map(([name]) => name),
  };
}

/** By document, so that a keystroke in one file reads no other file again. */
const known = new WeakMap<ManifestDocument, Map<string, Written>>();
const mostKnown = 40;

function writtenIn({ document, fact }: Entry<ObjectFact>, at: string): Written {
  const places = known.get(document) ?? new Map<string, Written>();
  if (places.size > mostKnown) places.clear();
  known.set(document, places);
  const key = `${fact.span.start} ${at}`;
  const found = places.get(key) ?? read(document, fact, at);
  places.set(key, found);
  return found;
}

function read(document: ManifestDocument, { span }: ObjectFact, at: string): Written {
  const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === span.start);
  const nodes = matchesOf(resource?.node, patternOf(at));
  const pairs = nodes.flatMap((node) => (node.type === 'mapping' ? node.pairs.filter(({ merge }) => !merge) : []));
  const words = nodes.flatMap((node) => wordOf(node, document.text)?.word ?? []);
  return {
    keys: pairs.map((pair) => ({ name: keyOf(pair), holds: holdsOf(pair.value) })),
    values: words.filter((word) => !word.includes('\n')),
  };
}

function holdsOf(value: Node | undefined): WrittenKey['holds'] {
  const node = resolved(value);
  return node?.type === 'mapping' || node?.type === 'sequence' ? node.type : 'scalar';
}

/** So many objects of a type tell which versions of it people write. */
const mostCounted = 20;

/**
 * Every type that objects of the workspace are of, by version.
 * @param uri the file that asks: a type that stands once, in it, is most likely the word that is being typed
 */
export function kindsInUse({ index }: Workspace, uri: string): readonly KindInUse[] {
  return [...shelfEntries(index.types)].flatMap(([, entries]) => {
    if (entries.length === 1 && entries[0]?.uri === uri) return [];
    const counts = new Map<string, number>();
    for (const { fact } of entries.slice(-mostCounted))
      counts.set(fact.apiVersion, (counts.get(fact.apiVersion) ?? 0) + 1);
    const share = entries.length / Math.min(entries.length, mostCounted);
    const { kind = '' } = entries[0]?.fact ?? {};
    return [...counts]
      .filter(([apiVersion]) => apiVersion !== '')
      .map(([apiVersion, count]) => ({ apiVersion, kind, count: Math.ceil(count * share) }));
  });
}
