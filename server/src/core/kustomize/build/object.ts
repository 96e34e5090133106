// One object on its way through a build: what it says now, what it was called before, and the documents that made it.
// Identity is kustomize's (v5.8, kyaml/resid and api/resource/resource.go): group, version, kind, name and namespace,
// where the namespace of kinds that certainly have none is a word that no namespace can be.
import type { ManifestDocument } from '../../workspace/document.ts';
import type { Path } from '../../yaml/nodes.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { clusterKinds } from './knownKinds.data.ts';

export interface BuiltObject {
  object: PlainObject;
  /** What it was called before each change, the first as it is written. */
  readonly names: FormerName[];
  /** Put around its name so far, in that order. */
  readonly prefixes: string[];
  readonly suffixes: string[];
  /** Names of variables whose value it holds. */
  readonly variables: string[];
  /** The document that it is written in, and those laid over it, in that order. */
  readonly origins: Origin[];
  /** Made by a generator: its name gets a hash. */
  needsHash: boolean;
  /** What happens where an object of its name is there already. */
  readonly behavior?: string;
  /** Of a chart: it has its namespace from there. */
  readonly isOfChart?: boolean;
}

export interface FormerName {
  readonly name: string;
  /** Never empty: `default`, or the word for none. */
  readonly namespace: string;
  readonly kind: string;
}

export interface Origin {
  readonly uri: string;
  /** Which document of the file. */
  readonly index: number;
  readonly document: ManifestDocument;
  /** Of a kustomization: the item that makes or changes the object. */
  readonly path?: Path;
}

/** A place in a kustomization. */
export interface BuildPlace extends Origin {
  readonly path: Path;
}

/** Why a build has no result: kustomize refuses it, in its words, or something is not known here, in ours. */
export class NotBuilt extends Error {
  readonly isRefused: boolean;
  /** In the kustomization whose words these are. */
  place: BuildPlace | undefined;
  /** Of a file that somebody may have: the URI. */
  readonly missing: string | undefined;
  constructor(message: string, isRefused = true, missing?: string) {
    super(message);
    this.missing = missing;
    this.isRefused = isRefused;
  }
}

/** A new object of a document or generator. */
export function builtObject(
  object: PlainObject,
  origin: Origin,
  more: Partial<Pick<BuiltObject, 'needsHash' | 'behavior' | 'isOfChart'>> = {},
): BuiltObject {
  const { needsHash = false, behavior, isOfChart } = more;
  return {
    object,
    names: [],
    prefixes: [],
    suffixes: [],
    variables: [],
    origins: [origin],
    needsHash,
    ...(behavior === undefined ? {} : { behavior }),
    ...(isOfChart === undefined ? {} : { isOfChart }),
  };
}

export function wordAt(object: PlainObject, path: readonly string[]): string {
  let value: PlainValue | undefined = object;
  for (const key of path) value = isPlainObject(value) ? value[key] : undefined;
  return scalarText(value);
}

/** A scalar as it is written; empty for what is none. */
export function scalarText(value: PlainValue | undefined): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : '';
}

export const kindOf = ({ object }: BuiltObject): string => wordAt(object, ['kind']);
export const nameOf = ({ object }: BuiltObject): string => wordAt(object, ['metadata', 'name']);
export const namespaceOf = ({ object }: BuiltObject): string => wordAt(object, ['metadata', 'namespace']);

export interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

export function groupVersionOf(apiVersion: string): GroupVersion {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

export function groupOf({ object }: Pick<BuiltObject, 'object'>): string {
  return groupVersionOf(wordAt(object, ['apiVersion'])).group;
}

export interface Gvk extends GroupVersion {
  readonly kind: string;
}

export interface ResourceId extends Gvk {
  readonly name: string;
  readonly namespace: string;
}

export function gvkOf({ object }: Pick<BuiltObject, 'object'>): Gvk {
  return { ...groupVersionOf(wordAt(object, ['apiVersion'])), kind: wordAt(object, ['kind']) };
}

export const currentId = (one: BuiltObject): ResourceId => ({
  ...gvkOf(one),
  name: nameOf(one),
  namespace: namespaceOf(one),
});

export function formerIds(one: BuiltObject): readonly ResourceId[] {
  const { group, version } = gvkOf(one);
  return one.names.map((former) => ({ group, version, ...former }));
}

/** As it was written. */
export const originalId = (one: BuiltObject): ResourceId => formerIds(one)[0] ?? currentId(one);

const noNamespace = '_non_namespaceable_';

export function isClusterScoped({ group, version, kind }: Gvk): boolean {
  const apiVersion = group === '' ? version : `${group}/${version}`;
  return clusterKinds[apiVersion]?.includes(kind) ?? false;
}

export function effectiveNamespace(id: ResourceId): string {
  if (id.namespace === noNamespace || isClusterScoped(id)) return noNamespace;
  return id.namespace === '' ? 'default' : id.namespace;
}

export function isSameGvk(a: Gvk, b: Gvk): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

export function isSameId(a: ResourceId, b: ResourceId): boolean {
  return a.name === b.name && isSameGvk(a, b) && effectiveNamespace(a) === effectiveNamespace(b);
}

/** Empty parts of the selector select anything. */
export function isSelectedGvk(gvk: Gvk, selector: Partial<Gvk>): boolean {
  const { group = '', version = '', kind = '' } = selector;
  return (
    (group === '' || gvk.group === group) &&
    (version === '' || gvk.version === version) &&
    (kind === '' || gvk.kind === kind)
  );
}

export const gvkWords = ({ group, version, kind }: Gvk): string =>
  [kind || '[noKind]', version || '[noVer]', group || '[noGrp]'].join('.');

/** `Deployment.v1.apps/web.[noNs]` */
export const idWords = (id: ResourceId): string =>
  `${gvkWords(id)}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`;

export const withId = (all: readonly BuiltObject[], id: ResourceId): readonly BuiltObject[] =>
  all.filter((one) => isSameId(currentId(one), id));

/** Also by what they were called before. */
export const withAnyId = (all: readonly BuiltObject[], matches: (id: ResourceId) => boolean): readonly BuiltObject[] =>
  all.filter((one) => matches(currentId(one)) || formerIds(one).some(matches));

/** Takes note of what it is called, before that changes; kustomize does so even where nothing changes. */
export function keepName(one: BuiltObject): void {
  const id = currentId(one);
  one.names.push({ name: id.name, namespace: effectiveNamespace(id), kind: id.kind });
}

export function setAt(object: PlainObject, path: readonly string[], value: PlainValue): void {
  let at = object;
  for (const key of path.slice(0, -1)) {
    const inner = at[key];
    const next: PlainObject = isPlainObject(inner) ? inner : {};
    at[key] = next;
    at = next;
  }
  at[path[path.length - 1] ?? ''] = value;
}

/** Labels or annotations, as words. */
export function metadataWords({ metadata }: PlainObject, field: 'labels' | 'annotations'): Record<string, string> {
  const pairs = isPlainObject(metadata) ? metadata[field] : undefined;
  if (!isPlainObject(pairs)) return {};
  return Object.fromEntries(Object.entries(pairs).map(([key, value]) => [key, scalarText(value)]));
}

export function copyOf<T extends PlainValue>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  if (!isPlainObject(value)) return value;
  const copy: PlainObject = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = copyOf(inner);
  return copy as T;
}
