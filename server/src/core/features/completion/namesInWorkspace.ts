// The names that completion offers, from the workspace's index: defined ones first, then those that are only mentioned,
// what is used often before what is used once.

import { imagesOf } from '../../workspace/images.ts';
import { type Index, objectKey, objectsIn } from '../../workspace/index.ts';
import { localNamesOf } from '../../workspace/locals.ts';
import { containerPortsOf } from '../../workspace/ports.ts';
import { mayShareNamespace, membersOf, objectsNamed, objectsOfType, podsSelected } from '../../workspace/resolve.ts';
import { onShelf, shelfEntries } from '../../workspace/shelf.ts';
import { filesOf, type Workspace } from '../../workspace/workspace.ts';
import { builtFieldPaths, builtImages, builtObjectNames } from './builtNames.ts';
import { pathNames } from './pathNames.ts';
import type { NameOffer, WorkspaceNames } from './workspaceNames.ts';
import { kindsInUse, writtenAnywhere, writtenElsewhere } from './writtenElsewhere.ts';

/** What the workspace knows, as seen from the file at `uri`. */
export function namesInWorkspace(workspace: Workspace, uri: string): WorkspaceNames {
  return {
    objects: (type, namespace) => objects(workspace, uri, type, namespace),
    mentioned: (type) => offersOf(mentionedNames(workspace.index).get(type), uri),
    locals: (what) => offersOf(localNames(workspace).get(what), ''),
    members: (type, name, namespace) => members(workspace, uri, type, name, namespace),
    podLabelKeys: () => [...labelTable(workspace.index).keys()].map((name) => ({ name })),
    podLabelValues: (key) => offersOf(labelTable(workspace.index).get(key), uri),
    podPorts: (labels) => podPorts(workspace, labels),
    images: () => offersOf(imageTable(workspace), uri),
    paths: (of) => pathNames(workspace, uri, of),
    allObjectNames: () => allObjectNames(workspace),
    builtObjects: () => builtObjectNames(workspace, uri),
    builtImages: () => builtImages(workspace, uri),
    builtFieldPaths: (wanted) => builtFieldPaths(workspace, uri, wanted),
    written: (type, at, name) => writtenElsewhere(workspace, { uri, name }, type, at),
    writtenAnywhere: (type, key) => writtenAnywhere(workspace, type, key),
    kinds: () => kindsInUse(workspace, uri),
  };
}

function allObjectNames({ index }: Workspace): readonly NameOffer[] {
  const named = [...objectsIn(index)].filter(({ fact }) => fact.name !== '');
  return distinct(named.map(({ fact }) => ({ name: fact.name, from: fact.kind })));
}

function objects(workspace: Workspace, uri: string, type: string, namespace: string | undefined) {
  const near = objectsOfType(workspace, type).filter(
    ({ fact }) => fact.name !== '' && mayShareNamespace(fact.namespace, namespace),
  );
  const own = near.filter((entry) => entry.uri === uri);
  return distinct([...own, ...near].map((entry) => ({ name: entry.fact.name, from: fileName(entry.uri) }))).map(
    (offer) => ({ ...offer, users: (onShelf(workspace.index.references, objectKey(type, offer.name)) ?? []).length }),
  );
}

/** Members that the object has; of one that the workspace lacks, those that others name. */
function members(workspace: Workspace, uri: string, type: string, name: string, namespace: string | undefined) {
  const defined = objectsNamed(workspace, type, name)
    .filter(({ fact }) => mayShareNamespace(fact.namespace, namespace))
    .flatMap((entry) =>
      membersOf(workspace, entry).map((member) => ({ name: member.name, from: `${entry.fact.kind}/${name}` })),
    );
  const counted = new Map<string, Use>();
  for (const entry of onShelf(workspace.index.references, objectKey(type, name)) ?? []) {
    for (const member of entry.fact.members) countUse(counted, member.name, entry.uri, 1);
  }
  return distinct([...defined, ...offersOf(counted, uri)]);
}

function podPorts(workspace: Workspace, labels: ReadonlyMap<string, string>) {
  return distinct(
    podsSelected(workspace, Object.fromEntries(labels), undefined).flatMap((entry) =>
      containerPortsOf(entry.document, entry.fact.span.start).map(({ word }) => ({
        name: word,
        from: `${entry.fact.kind}/${entry.fact.name}`,
      })),
    ),
  );
}

function distinct(offers: readonly NameOffer[]): readonly NameOffer[] {
  const byName = new Map<string, NameOffer>();
  for (const offer of offers) if (!byName.has(offer.name)) byName.set(offer.name, offer);
  return [...byName.values()];
}

function fileName(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
}

/** How often a name is used, and a file that uses it. */
interface Use {
  readonly uri: string;
  readonly count: number;
}

function countUse(uses: Map<string, Use>, name: string, uri: string, count: number): void {
  const known = uses.get(name);
  uses.set(name, { uri: known?.uri ?? uri, count: count + (known?.count ?? 0) });
}

/** The most used first. A name that stands once, in the file at `uri`, is most likely the one that is being typed. */
function offersOf(uses: ReadonlyMap<string, Use> | undefined, uri: string): readonly NameOffer[] {
  return [...(uses ?? [])]
    .filter(([, use]) => use.count > 1 || use.uri !== uri)
    .sort((a, b) => b[1].count - a[1].count)
    .map(([name, use]) => ({ name, from: fileName(use.uri) }));
}

type UsesByGroup = ReadonlyMap<string, ReadonlyMap<string, Use>>;

function groupIn(groups: Map<string, Map<string, Use>>, name: string): Map<string, Use> {
  const group = groups.get(name) ?? new Map<string, Use>();
  groups.set(name, group);
  return group;
}

const mentions = new WeakMap<Index, UsesByGroup>();

/** Names by which objects of a type are referred to. */
function mentionedNames(index: Index): UsesByGroup {
  const known = mentions.get(index);
  if (known) return known;
  const byType = new Map<string, Map<string, Use>>();
  for (const [key, entries] of shelfEntries(index.references)) {
    const bar = key.indexOf('|');
    countUse(groupIn(byType, key.slice(0, bar)), key.slice(bar + 1), entries[0]?.uri ?? '', entries.length);
  }
  mentions.set(index, byType);
  return byType;
}

/** Looking into more workloads than these would take longer than a keystroke. */
const mostWorkloads = 100;

function localNames({ index }: Workspace): UsesByGroup {
  const byWhat = new Map<string, Map<string, Use>>();
  let left = mostWorkloads;
  for (const { uri, document, fact } of objectsIn(index)) {
    if (fact.podLabels === undefined || left-- <= 0) continue;
    for (const { what, name, definitions } of localNamesOf(document)) {
      if (definitions.length > 0 && !/^\d+$/.test(name)) countUse(groupIn(byWhat, what), name, uri, 1);
    }
  }
  return byWhat;
}

const tables = new WeakMap<Index, UsesByGroup>();

/** Labels by key: values that pods carry weigh more than those that only selectors ask for. */
function labelTable(index: Index): UsesByGroup {
  const known = tables.get(index);
  if (known) return known;
  const table = new Map<string, Map<string, Use>>();
  for (const [, uses] of shelfEntries(index.labels)) {
    const [first] = uses;
    if (!first || first.fact.value === '') continue;
    const carried = uses.filter(({ fact }) => fact.role === 'podLabel').length;
    countUse(groupIn(table, first.fact.key), first.fact.value, first.uri, uses.length + carried * 100);
  }
  tables.set(index, table);
  return table;
}

const images = new WeakMap<Index, ReadonlyMap<string, Use>>();
/** Reading the lines of more files would take longer than a keystroke. */
const mostFiles = 2000;

function imageTable(workspace: Workspace): ReadonlyMap<string, Use> {
  const known = images.get(workspace.index);
  if (known) return known;
  const table = new Map<string, Use>();
  let left = mostFiles;
  for (const { uri, documents } of filesOf(workspace)) {
    if (left-- <= 0) break;
    for (const document of documents) for (const { image } of imagesOf(document)) countUse(table, image, uri, 1);
  }
  images.set(workspace.index, table);
  return table;
}
