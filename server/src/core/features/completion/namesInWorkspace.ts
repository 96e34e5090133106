// The names that completion offers, from the workspace's index. Objects of the file that is being typed come first.
import type { Index } from '../../workspace/index.ts';
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
