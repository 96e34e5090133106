// What a kustomization does to all objects that it has gathered: namespaces, prefixes, labels, annotations, replicas,
// images (kustomize v5.8, api/internal/builtins and api/filters). Which fields are written the tables say.
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { type FieldSpec, writeField } from './fields.ts';
import {
  type BuiltObject,
  currentId,
  gvkWords,
  isClusterScoped,
  isSelectedGvk,
  keepName,
  kindOf,
  NotBuilt,
  originalId,
  scalarText,
  withAnyId,
  wordAt,
} from './object.ts';
import { idOf } from './patches.ts';
import { identityOf } from './read.ts';

type All = readonly BuiltObject[];
type Specs = readonly FieldSpec[];
type Words = Readonly<Record<string, string>>;

export const itemsOf = (value: PlainValue | undefined): readonly PlainObject[] =>
  Array.isArray(value) ? value.filter(isPlainObject) : [];

export function pairsOf(value: PlainValue | undefined): Words {
  if (!isPlainObject(value)) return {};
  return Object.fromEntries(Object.keys(value).map((key) => [key, wordAt(value, [key])]));
}

/** Whose namespace the subjects of bindings get. */
export type Subjects = 'defaultOnly' | 'allServiceAccounts' | 'none';

export interface Move {
  readonly namespace: string;
  readonly unsetOnly: boolean;
  readonly subjects: Subjects;
}

export function moveAll(all: All, move: Move, specs: Specs): void {
  if (move.namespace === '') return;
  for (const one of all) {
    if (one.isOfChart) continue;
    keepName(one);
    moveOne(one, move, specs);
  }
  const seen = new Set<string>();
  for (const one of all) {
    const identity = identityOf(currentId(one));
    if (seen.has(identity)) throw new NotBuilt(`namespace transformation produces ID conflict: ${idOf(one)}`);
    seen.add(identity);
  }
}

const ownNamespace: FieldSpec = { group: '', version: '', kind: '', path: 'metadata/namespace', create: true };

export function moveOne(one: BuiltObject, { namespace, unsetOnly, subjects }: Move, specs: Specs): void {
  const set = (value: PlainValue): PlainValue => (unsetOnly && scalarText(value) !== '' ? value : namespace);
  if (!isClusterScoped(currentId(one))) writeField(one, ownNamespace, set, 'scalar');
  const isBinding = kindOf(one) === 'RoleBinding' || kindOf(one) === 'ClusterRoleBinding';
  if (isBinding && subjects !== 'none') {
    for (const subject of itemsOf(one.object['subjects'])) {
      const isMeant = subjects === 'defaultOnly' ? subject['name'] === 'default' : subject['kind'] === 'ServiceAccount';
      if (isMeant) subject['namespace'] = set(subject['namespace'] ?? '');
    }
  }
  const isCore = wordAt(one.object, ['apiVersion']) === 'v1';
  for (const spec of specs) {
    if (spec.path === 'metadata/namespace' || (spec.path === 'metadata/name' && !isCore)) continue;
    if (isBinding && spec.path === 'subjects/namespace' && spec.kind.endsWith('RoleBinding')) continue;
    writeField(one, spec, set, 'scalar');
  }
}

/** Names that other things hang on: namespaces, definitions and API services keep theirs. */
const keepTheirNames = [
  { kind: 'CustomResourceDefinition' },
  { group: 'apiregistration.k8s.io', kind: 'APIService' },
  { kind: 'Namespace' },
];

export function affixAll(all: All, side: 'prefix' | 'suffix', word: string, specs: Specs): void {
  if (word === '') return;
  for (const one of all) {
    const id = originalId(one);
    if (keepTheirNames.some((gvk) => isSelectedGvk(id, gvk))) continue;
    for (const spec of specs) {
      if (!isSelectedGvk(id, spec)) continue;
      if (spec.path === 'metadata/name') {
        one[side === 'prefix' ? 'prefixes' : 'suffixes'].push(word);
        keepName(one);
      }
      const set = (value: PlainValue) => (side === 'prefix' ? word + scalarText(value) : scalarText(value) + word);
      writeField(one, spec, set, 'scalar');
    }
  }
}

/** Labels or annotations, into the mappings that the fields are. */
export function putPairs(all: All, pairs: Words, specs: Specs): void {
  if (Object.keys(pairs).length === 0) return;
  const keys = Object.keys(pairs).sort();
  for (const one of all) {
    for (const spec of specs) {
      const set = (value: PlainValue): PlainValue => {
        if (!isPlainObject(value))
          throw new NotBuilt(
            `considering field '${spec.path}' of object ${idOf(one)}: wrong node kind: expected MappingNode but got ${Array.isArray(value) ? 'SequenceNode' : 'ScalarNode'}`,
          );
        for (const key of keys) value[key] = pairs[key] ?? '';
        return value;
      };
      writeField(one, spec, set, 'mapping');
    }
  }
}

export function scale(all: All, replica: PlainObject, specs: Specs): void {
  const [name, count] = [wordAt(replica, ['name']), replica['count'] ?? 0];
  let isFound = false;
  for (const spec of specs) {
    for (const one of withAnyId(all, (id) => id.name === name && isSelectedGvk(id, spec))) {
      isFound = true;
      writeField(one, spec, () => count, 'scalar');
    }
  }
  if (isFound) return;
  const kinds = specs.map(gvkWords).join(' ');
  throw new NotBuilt(`resource with name ${name} does not match a config with the following GVK [${kinds}]`);
}

const containerLists = ['containers', 'initContainers'];

/** In every list of containers, wherever it stands, and in the fields of the table. */
export function retag(all: All, image: PlainObject, specs: Specs): void {
  const set = (value: PlainValue): PlainValue | undefined => retagged(scalarText(value), image);
  for (const one of all) {
    if (kindOf(one) === 'CustomResourceDefinition') continue;
    retagContainers(one.object, set);
    for (const spec of specs) writeField(one, { ...spec, create: false }, set, 'nothing');
  }
}

function retagContainers(value: PlainValue | undefined, set: (value: PlainValue) => PlainValue | undefined): void {
  if (Array.isArray(value)) for (const item of value) retagContainers(item, set);
  if (!isPlainObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    retagContainers(inner, set);
    if (!containerLists.includes(key)) continue;
    for (const container of itemsOf(inner)) {
      const written = container['image'];
      if (written !== undefined && written !== null) container['image'] = set(written) ?? written;
    }
  }
}

/** Undefined where another image is meant. */
function retagged(written: string, image: PlainObject): string | undefined {
  const says = (key: string) => wordAt(image, [key]);
  if (!isImage(written, says('name'))) return undefined;
  const { name, tag, digest } = splitImage(written);
  const newName = says('newName') || name;
  const [newTag, newDigest, tail] = [says('newTag'), says('digest'), says('tagSuffix')];
  const withTag = (word: string) => (word === '' ? newName : `${newName}:${word}`);
  const withDigest = (word: string, of: string) => (of === '' ? word : `${word}@${of}`);
  if (newTag !== '' || newDigest !== '') return withDigest(withTag(newTag), newDigest);
  if (tail !== '') return withTag(tag + tail);
  return withDigest(withTag(tag), digest);
}

/** Kustomize takes the name for a pattern. */
function isImage(written: string, name: string): boolean {
  const rest = '(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$';
  try {
    return new RegExp(`^${name}${rest}`).test(written);
  } catch {
    throw new NotBuilt(`error parsing regexp: \`^${name}${rest}\``);
  }
}

/** Behind the first slash, for a registry may have a port. */
export function splitImage(written: string): { readonly name: string; readonly tag: string; readonly digest: string } {
  const from = Math.max(0, written.indexOf('/'));
  const at = written.indexOf('@', from);
  const colon = written.indexOf(':', from);
  const digest = at < 0 ? '' : written.slice(at + 1);
  if (colon < 0 || (at >= 0 && at < colon)) return { name: at < 0 ? written : written.slice(0, at), tag: '', digest };
  return { name: written.slice(0, colon), tag: written.slice(colon + 1, at < 0 ? undefined : at), digest };
}
