// The names that completion offers, from the workspace's index. Objects of the file that is being typed come first.

import { type Index, objectsIn } from '../../workspace/index.ts';
import { localNamesOf } from '../../workspace/locals.ts';
import { containerPortsOf } from '../../workspace/ports.ts';
import { mayShareNamespace, membersOf, objectsNamed, objectsOfType, podsSelected } from '../../workspace/resolve.ts';
import { shelfEntries } from '../../workspace/shelf.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { NameOffer, WorkspaceNames } from './workspaceNames.ts';

/** What the workspace knows, as seen from the file at `uri`. */
export function namesInWorkspace(workspace: Workspace, uri: string): WorkspaceNames {
  return {
    objects: (type, namespace) => {
      const near = objectsOfType(workspace, type).filter(
        ({ fact }) => fact.name !== '' && mayShareNamespace(fact.namespace, namespace),
      );
      const own = near.filter((entry) => entry.uri === uri);
      return distinct([...own, ...near].map((entry) => ({ name: entry.fact.name, from: fileName(entry.uri) })));
    },
    mentioned: (type) => mentionedNames(workspace.index).get(type) ?? [],
    locals: (what) => localNames(workspace).get(what) ?? [],
    members: (type, name, namespace) =>
      distinct(
        objectsNamed(workspace, type, name)
          .filter(({ fact }) => mayShareNamespace(fact.namespace, namespace))
          .flatMap((entry) =>
            membersOf(workspace, entry).map((member) => ({ name: member.name, from: `${entry.fact.kind}/${name}` })),
          ),
      ),
    podLabelKeys: () => [...labelTable(workspace.index)].map(([name]) => ({ name })),
    podLabelValues: (key) =>
      [...(labelTable(workspace.index).get(key) ?? [])].map(([name, from]) => ({ name, from: fileName(from) })),
    podPorts: (labels) =>
      distinct(
        podsSelected(workspace, Object.fromEntries(labels), undefined).flatMap((entry) =>
          containerPortsOf(entry.document, entry.fact.span.start).map(({ word }) => ({
            name: word,
            from: `${entry.fact.kind}/${entry.fact.name}`,
          })),
        ),
      ),
  };
}

function distinct(offers: readonly NameOffer[]): readonly NameOffer[] {
  const byName = new Map<string, NameOffer>();
  for (const offer of offers) if (!byName.has(offer.name)) byName.set(offer.name, offer);
  return [...byName.values()];
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

const mentions = new WeakMap<Index, ReadonlyMap<string, readonly NameOffer[]>>();

function mentionedNames(index: Index): ReadonlyMap<string, readonly NameOffer[]> {
  const known = mentions.get(index);
  if (known) return known;
  const byType = new Map<string, NameOffer[]>();
  for (const [key, [first]] of shelfEntries(index.references)) {
    const bar = key.indexOf('|');
    const type = key.slice(0, bar);
    const offers = byType.get(type) ?? [];
    byType.set(type, offers);
    offers.push({ name: key.slice(bar + 1), ...(first ? { from: fileName(first.uri) } : {}) });
  }
  mentions.set(index, byType);
  return byType;
}

/** Looking into more workloads than these would take longer than a keystroke. */
const mostWorkloads = 100;

function localNames({ index }: Workspace): ReadonlyMap<string, readonly NameOffer[]> {
  const byWhat = new Map<string, Map<string, NameOffer>>();
  let left = mostWorkloads;
  for (const { uri, document, fact } of objectsIn(index)) {
    if (fact.podLabels === undefined || left-- <= 0) continue;
    for (const { what, name, definitions } of localNamesOf(document)) {
      const offers = byWhat.get(what) ?? new Map<string, NameOffer>();
      byWhat.set(what, offers);
      if (definitions.length > 0 && !offers.has(name)) offers.set(name, { name, from: fileName(uri) });
    }
  }
  return new Map([...byWhat].map(([what, offers]) => [what, [...offers.values()]]));
}

const tables = new WeakMap<Index, ReadonlyMap<string, ReadonlyMap<string, string>>>();

/** Labels that pods carry: key, value, and a file that has it. */
function labelTable(index: Index): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const known = tables.get(index);
  if (known) return known;
  const table = new Map<string, Map<string, string>>();
  for (const [, uses] of shelfEntries(index.labels)) {
    const carried = uses.find(({ fact }) => fact.role === 'podLabel');
    if (!carried) continue;
    const values = table.get(carried.fact.key) ?? new Map<string, string>();
    table.set(carried.fact.key, values.set(carried.fact.value, carried.uri));
  }
  tables.set(index, table);
  return table;
}
