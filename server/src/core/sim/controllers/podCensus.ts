// How many pods an owner has, counted change by change: a reconcile then costs what changed and not what there is. Pods of
// one owner with the same labels are counted together, so that a selector is asked once for all. Knows no controller.
import type { Change } from '../frame.ts';
import { controllerOf, type Labels, type Pod } from '../objects.ts';
import { isActive, isReady, isTerminating } from './availability.ts';
import { costOf, standingByState } from './ranking.ts';

/** Pods of one owner with the same labels. */
export interface Counted {
  readonly labels: Labels | undefined;
  readonly active: number;
  /** Of the active ones. */
  readonly ready: number;
  readonly terminating: number;
}

/** Active pods of one owner that are alike in what decides first about who goes: see `ranking.ts`. */
export interface Alike {
  /** The lower, the sooner they go. */
  readonly standing: number;
  readonly size: number;
  /** How many say what their deletion costs. */
  readonly costly: number;
  /** The empty node: not bound yet. */
  readonly byNode: ReadonlyMap<string, ReadonlySet<{ readonly pod: Pod }>>;
}

export interface PodCensus {
  /** A pod was made, changed or removed. */
  note(change: Change): void;
  /** The pods in a namespace whose controller has this uid; the empty uid: those that nobody controls. */
  of(namespace: string | undefined, uid: string): Iterable<Counted>;
  /** Of these the active ones by node; the empty node: not bound yet. */
  byNode(namespace: string | undefined, uid: string): ReadonlyMap<string, number>;
  /** Of these the active ones, those that go first first. */
  alike(namespace: string | undefined, uid: string): readonly Alike[];
}

type Row = { -readonly [K in keyof Counted]: Counted[K] };

interface Group extends Alike {
  size: number;
  costly: number;
  readonly byNode: Map<string, Set<Entry>>;
}

interface Owner {
  /** By their labels as text. */
  readonly rows: Map<string, Row>;
  readonly nodes: Map<string, number>;
  readonly groups: Map<number, Group>;
}

/** What a pod counts for, and where. */
interface Entry {
  pod: Pod;
  readonly row: Row;
  readonly owner: Owner;
  readonly node: string;
  readonly standing: number;
  readonly active: boolean;
  readonly terminating: boolean;
}

export function podCensus(): PodCensus {
  const owners = new Map<string, Owner>();
  const entries = new Map<string, Entry>();
  const ownerOf = (pod: Pod): Owner => {
    const key = ownerKey(pod.metadata.namespace, controllerOf(pod)?.uid ?? '');
    const owner = owners.get(key) ?? { rows: new Map(), nodes: new Map(), groups: new Map() };
    owners.set(key, owner);
    return owner;
  };
  return {
    note({ verb, object }) {
      const pod = object as Pod;
      const { uid } = pod.metadata;
      const before = entries.get(uid);
      if (before?.pod === pod && verb !== 'delete') return;
      if (before && verb !== 'delete' && countsTheSame(before, pod)) {
        before.pod = pod;
        return;
      }
      if (before) add(before, -1);
      entries.delete(uid);
      if (verb === 'delete') return;
      const entry = entryOf(pod, ownerOf(pod));
      entries.set(uid, entry);
      add(entry, 1);
    },
    of: (namespace, uid) => owners.get(ownerKey(namespace, uid))?.rows.values() ?? [],
    byNode: (namespace, uid) => owners.get(ownerKey(namespace, uid))?.nodes ?? nowhere,
    alike(namespace, uid) {
      const groups = [...(owners.get(ownerKey(namespace, uid))?.groups.values() ?? [])];
      return groups.filter(({ size }) => size > 0).sort((a, b) => a.standing - b.standing);
    },
  };
}

const nowhere: ReadonlyMap<string, number> = new Map();
const ownerKey = (namespace: string | undefined, uid: string): string => `${namespace ?? ''}/${uid}`;

function countsTheSame({ pod: before, node, standing, active, terminating }: Entry, pod: Pod): boolean {
  const [then, now] = [before.metadata, pod.metadata];
  return (
    then.labels === now.labels &&
    then.annotations === now.annotations &&
    then.ownerReferences === now.ownerReferences &&
    (pod.spec.nodeName ?? '') === node &&
    standingByState(pod) === standing &&
    isActive(pod) === active &&
    isTerminating(pod) === terminating
  );
}

function entryOf(pod: Pod, owner: Owner): Entry {
  const { labels } = pod.metadata;
  const text = textOf(labels);
  const row = owner.rows.get(text) ?? { labels, active: 0, ready: 0, terminating: 0 };
  owner.rows.set(text, row);
  const node = pod.spec.nodeName ?? '';
  const [active, terminating] = [isActive(pod), isTerminating(pod)];
  return { pod, row, owner, node, standing: standingByState(pod), active, terminating };
}

function add(entry: Entry, sign: 1 | -1): void {
  const { pod, row, owner, node, active, terminating } = entry;
  if (terminating) row.terminating += sign;
  if (!active) return;
  row.active += sign;
  if (isReady(pod)) row.ready += sign;
  owner.nodes.set(node, (owner.nodes.get(node) ?? 0) + sign);
  const group = groupOf(owner, entry.standing);
  group.size += sign;
  if (costOf(pod) !== 0) group.costly += sign;
  const there = group.byNode.get(node) ?? new Set<Entry>();
  if (sign === 1) group.byNode.set(node, there.add(entry));
  else if (there.delete(entry) && there.size === 0) group.byNode.delete(node);
}

function groupOf({ groups }: Owner, standing: number): Group {
  const group = groups.get(standing) ?? { standing, size: 0, costly: 0, byNode: new Map<string, Set<Entry>>() };
  groups.set(standing, group);
  return group;
}

const texts = new WeakMap<Labels, string>();

function textOf(labels: Labels | undefined): string {
  if (!labels) return '';
  const known = texts.get(labels) ?? JSON.stringify(labels);
  texts.set(labels, known);
  return known;
}
