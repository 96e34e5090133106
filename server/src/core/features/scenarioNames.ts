// The names that a kubectl line of a scenario may use: objects of the manifests that it applies, and its nodes.
import type { FileFormat } from '../formats/format.ts';
import type { LineNames, LineType } from '../kubernetes/kubectl/completeLine.ts';
import { type AnyObject, namesOf } from '../kubernetes/kubectl/namesOf.ts';
import type { Schema } from '../schema/schema.ts';
import { type ManifestDocument, perDocument, treeOf } from '../workspace/document.ts';
import { toPlain } from '../yaml/plain.ts';
import { embeddedIn } from './embedded.ts';
import { plainObjectsOf } from './objectPlaces.ts';

/** @param schema of manifests: its kinds are the types */
export function scenarioNames(document: ManifestDocument, format: FileFormat, schema: Schema): LineNames {
  const applied = embeddedIn(document, format).flatMap(({ file }) => plainObjectsOf(file));
  return namesOf([...applied, ...podsOf(applied), ...nodesOf(document)], typesOf(schema));
}

const known = new WeakMap<Schema, readonly LineType[]>();

function typesOf(schema: Schema): readonly LineType[] {
  const types = known.get(schema) ?? usualFirst(schema);
  known.set(schema, types);
  return types;
}

/** What people ask for most; the others stand behind. */
const usual = ['Pod', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Service', 'Node'];

function usualFirst(schema: Schema): readonly LineType[] {
  const byKind = new Map(schema.kinds().map((kind) => [kind.kind, kind]));
  return [...new Set([...usual, ...byKind.keys()])].flatMap((name) => {
    const kind = byKind.get(name);
    return kind && kind.plural !== '' ? [{ kind: name, plural: kind.plural, shortNames: kind.shortNames }] : [];
  });
}

/** Pods whose names are known before there are any: those of a StatefulSet; of others the oldest and the newest. */
function podsOf(applied: readonly AnyObject[]): readonly AnyObject[] {
  return applied.flatMap((object) => {
    const { name } = (object['metadata'] ?? {}) as { readonly name?: unknown };
    if (typeof name !== 'string') return [];
    return podNames(String(object['kind']), name).map((pod) => ({ kind: 'Pod', metadata: { name: pod } }));
  });
}

function podNames(kind: string, name: string): readonly string[] {
  switch (kind) {
    case 'StatefulSet':
      return [`${name}-0`];
    case 'Deployment':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'Job':
      return [`{oldest pod ${name}-*}`, `{newest pod ${name}-*}`];
    default:
      return [];
  }
}

/** With the default of three, and those that join. */
const nodesOf = perDocument((document): readonly AnyObject[] => {
  const { value } = toPlain(treeOf(document).root);
  const { nodes, steps } = (isRecord(value) ? value : {}) as { readonly nodes?: unknown; readonly steps?: unknown };
  const joining = list(steps).flatMap((step) => (isRecord(step) && isRecord(step['node']) ? [step['node']] : []));
  const first = nodes === undefined ? [{ name: 'node-1', count: 3 }] : list(nodes).filter(isRecord);
  return [...first, ...joining]
    .flatMap(({ name, count }) => numbered(String(name ?? ''), typeof count === 'number' ? count : 1))
    .map((name) => ({ kind: 'Node', metadata: { name } }));
});

const mostNodes = 20;

/** `node-1`, `node-2`…, as the simulator counts on. */
function numbered(name: string, count: number): readonly string[] {
  const [, stem = name, first = ''] = /^(.*?)(\d+)$/.exec(name) ?? [];
  if (count === 1 || first === '') return [name];
  return Array.from({ length: Math.min(count, mostNodes) }, (_, at) => `${stem}${Number(first) + at}`);
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const isRecord = (value: unknown): value is AnyObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
