// How many pods an owner has, counted change by change: a reconcile then costs what changed and not what there is. Pods of
// one owner with the same labels are counted together, so that a selector is asked once for all. Knows no controller.
import type { Change } from '../frame.ts';
import { controllerOf, type Labels, type Pod } from '../objects.ts';
import { isActive, isReady, isTerminating } from './availability.ts';

/** Pods of one owner with the same labels. */
export interface Counted {
  readonly labels: Labels | undefined;
  readonly active: number;
  /** Of the active ones. */
  readonly ready: number;
  readonly terminating: number;
}

export interface PodCensus {
  /** A pod was made, changed or removed. */
  note(change: Change): void;
  /** The pods in a namespace whose controller has this uid; the empty uid: those that nobody controls. */
  of(namespace: string | undefined, uid: string): Iterable<Counted>;
  /** Of these the active ones by node; the empty node: not bound yet. */
  byNode(namespace: string | undefined, uid: string): ReadonlyMap<string, number>;
}

type Row = { -readonly [K in keyof Counted]: Counted[K] };

interface Owner {
  /** By their labels as text. */
  readonly rows: Map<string, Row>;
  readonly nodes: Map<string, number>;
}

/** What a pod counts for, and where. */
interface Entry {
  readonly row: Row;
  readonly nodes: Map<string, number>;
  readonly node: string;
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
}

export function podCensus(): PodCensus {
  const owners = new Map<string, Owner>();
  const entries = new Map<string, Entry>();
  const ownerOf = (pod: Pod): Owner => {
    const key = ownerKey(pod.metadata.namespace, controllerOf(pod)?.uid ?? '');
    const owner = owners.get(key) ?? { rows: new Map(), nodes: new Map() };
    owners.set(key, owner);
    return owner;
  };
  return {
    note({ verb, object }) {
      const { uid } = object.metadata;
      const before = entries.get(uid);
      if (before) add(before, -1);
      entries.delete(uid);
      if (verb === 'delete') return;
      const entry = entryOf(object as Pod, ownerOf(object as Pod));
      entries.set(uid, entry);
      add(entry, 1);
    },
    of: (namespace, uid) => owners.get(ownerKey(namespace, uid))?.rows.values() ?? [],
    byNode: (namespace, uid) => owners.get(ownerKey(namespace, uid))?.nodes ?? nowhere,
  };
}

const nowhere: ReadonlyMap<string, number> = new Map();
const ownerKey = (namespace: string | undefined, uid: string): string => `${namespace ?? ''}/${uid}`;

function entryOf(pod: Pod, { rows, nodes }: Owner): Entry {
  const { labels } = pod.metadata;
  const text = textOf(labels);
  const row = rows.get(text) ?? { labels, active: 0, ready: 0, terminating: 0 };
  rows.set(text, row);
  const active = isActive(pod);
  return {
    row,
    nodes,
    node: pod.spec.nodeName ?? '',
    active: active ? 1 : 0,
    ready: active && isReady(pod) ? 1 : 0,
    terminating: isTerminating(pod) ? 1 : 0,
  };
}

function add({ row, nodes, node, active, ready, terminating }: Entry, sign: 1 | -1): void {
  row.active += sign * active;
  row.ready += sign * ready;
  row.terminating += sign * terminating;
  if (active > 0) nodes.set(node, (nodes.get(node) ?? 0) + sign);
}

const texts = new WeakMap<Labels, string>();

function textOf(labels: Labels | undefined): string {
  if (!labels) return '';
  const known = texts.get(labels) ?? JSON.stringify(labels);
  texts.set(labels, known);
  return known;
}
