// What other objects of a type have at a place: for kinds without a schema, and for maps and words that no schema knows.
// From some files of the workspace, those that are read anyway to answer nothing else.
import { resourcesOf } from '../../kubernetes/resource.ts';
import { treeToRead } from '../../workspace/document.ts';
import type { ObjectFact } from '../../workspace/facts.ts';
import type { Entry } from '../../workspace/index.ts';
import { matchesOf, patternOf, wordOf } from '../../workspace/pattern.ts';
import { objectsOfType } from '../../workspace/resolve.ts';
import { shelfEntries } from '../../workspace/shelf.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Node } from '../../yaml/nodes.ts';
import { keyOf, resolved } from '../../yaml/path.ts';
import type { Written, WrittenKey } from './workspaceNames.ts';

/** Reading more would take longer than a keystroke. */
const mostDocuments = 25;

const known = new WeakMap<readonly Entry<ObjectFact>[], Map<string, Written>>();

/** @param uri the file that asks, which is no witness */
export function writtenElsewhere(workspace: Workspace, uri: string, type: string, at: string): Written {
  const entries = objectsOfType(workspace, type);
  const places = known.get(entries) ?? new Map<string, Written>();
  known.set(entries, places);
  const key = `${uri} ${at}`;
  const found = places.get(key) ?? read(entries, uri, at);
  places.set(key, found);
  return found;
}

function read(entries: readonly Entry<ObjectFact>[], uri: string, at: string): Written {
  const keys = new Map<string, { holds: WrittenKey['holds']; count: number }>();
  const values = new Map<string, number>();
  const others = entries.filter((entry) => entry.uri !== uri).slice(-mostDocuments);
  for (const { document, fact } of others) {
    const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === fact.span.start);
    for (const node of matchesOf(resource?.node, patternOf(at))) {
      const word = wordOf(node, document.text)?.word;
      if (word !== undefined && !word.includes('\n')) values.set(word, (values.get(word) ?? 0) + 1);
      if (node.type !== 'mapping') continue;
      for (const pair of node.pairs) {
        if (pair.merge) continue;
        const count = (keys.get(keyOf(pair))?.count ?? 0) + 1;
        keys.set(keyOf(pair), { holds: holdsOf(pair.value), count });
      }
    }
  }
  const usual = [...keys].sort(([, a], [, b]) => b.count - a.count);
  return {
    keys: usual.map(([name, { holds }]) => ({ name, holds })),
    values: [...values].sort(([, a], [, b]) => b - a).map(([name]) => name),
  };
}

function holdsOf(value: Node | undefined): WrittenKey['holds'] {
  const node = resolved(value);
  return node?.type === 'mapping' || node?.type === 'sequence' ? node.type : 'scalar';
}

const kindLists = new WeakMap<object, readonly { readonly apiVersion: string; readonly kind: string }[]>();

/** Every type that some object of the workspace is of. */
export function kindsInUse({ index }: Workspace): readonly { readonly apiVersion: string; readonly kind: string }[] {
  const list =
    kindLists.get(index.types) ??
    [...shelfEntries(index.types)].flatMap(([, [first]]) =>
      first && first.fact.apiVersion !== '' ? [{ apiVersion: first.fact.apiVersion, kind: first.fact.kind }] : [],
    );
  kindLists.set(index.types, list);
  return list;
}
