// Which object the cursor is in, and what the schema says about its place there. Content decides: where a document is
// somebody else's there is no subject, or one of which only the workspace knows something.

import { typeOf } from '../../kubernetes/kinds/catalogue.ts';
import { wordAt } from '../../kubernetes/resource.ts';
import { type FieldPlace, fieldAt, stepInto } from '../../schema/lookup.ts';
import type { KindInfo, Schema } from '../../schema/schema.ts';
import { documentKind } from '../../workspace/documentKind.ts';
import type { MappingNode, Node, Path, YamlDocument } from '../../yaml/nodes.ts';
import { keyOf, nodeAt, resolved } from '../../yaml/path.ts';
import type { Cursor } from './cursor.ts';
import { placeLikeInPods } from './likeInPods.ts';
import { usualKinds } from './usualKinds.data.ts';

export interface Subject {
  /** Its mapping in the repaired tree; undefined when nothing of it is written yet. */
  readonly root: MappingNode | undefined;
  /** Where the object starts: `[]`, or `['items', 0]` inside a List. */
  readonly prefix: Path;
  /** Of the cursor, from the object. */
  readonly path: Path;
  readonly apiVersion: string | undefined;
  readonly kindName: string | undefined;
  /** Undefined while apiVersion and kind do not yet say which. */
  readonly kind: KindInfo | undefined;
  /** What the schema has at `path`; undefined when it knows no such place. */
  readonly place: FieldPlace | undefined;
  /** The schema knows no such place; `place` is what is usual for its name. */
  readonly isGuess?: true;
  /** Of a tool that borrowed the shape of objects: nothing is known of it but what others of its kind have. */
  readonly isTool?: true;
}

/** The object at the cursor; undefined in files that do not say which kind of object they are. */
export function findSubject(cursor: Cursor, schema: Schema, text: string): Subject | undefined {
  const root = resolved(cursor.tree.root);
  if (root?.type === 'scalar') return isWord(cursor.typed) ? subjectOf(schema, undefined, [], []) : undefined;
  if (root?.type !== 'mapping') return undefined;
  const others = { ...root, pairs: root.pairs.filter((pair) => pair.key !== cursor.scalar) };
  if (others.pairs.length > 0 && !isOurs(text, { ...cursor.tree, root: others, problems: [] }, schema))
    return toolSubject(root, others, cursor.path);
  return withGuess(schema, nested(schema, subjectOf(schema, root, [], cursor.path)), cursor);
}

/** Below `metadata` all is known. */
function withGuess(schema: Schema, subject: Subject, cursor: Cursor): Subject {
  if (subject.place || subject.kindName === undefined || subject.path[0] === 'metadata') return subject;
  const place = placeLikeInPods(schema, subject.path, cursor);
  return place ? { ...subject, place, isGuess: true } : subject;
}

function isWord(typed: string): boolean {
  return /^[\w/.-]*$/.test(typed);
}

/** A manifest, or the beginning of one: an apiVersion or a kind that the schema knows is enough. */
function isOurs(text: string, tree: YamlDocument, schema: Schema): boolean {
  const kind = documentKind(text, tree);
  if (kind === 'manifest' || kind === 'started' || kind === 'template') return true;
  const version = wordAt(tree.root, ['apiVersion']);
  const name = wordAt(tree.root, ['kind']);
  return schema.kinds().some((known) => (version === undefined ? known.kind === name : known.apiVersion === version));
}

function subjectOf(schema: Schema, root: MappingNode | undefined, prefix: Path, path: Path): Subject {
  const apiVersion = root && wordAt(root, ['apiVersion']);
  const kindName = root && wordAt(root, ['kind']);
  const kind = kindName
    ? (kindMeant(schema, apiVersion, kindName) ?? listMeant(schema, apiVersion, kindName))
    : kindGuessed(schema, apiVersion, root, path);
  const place = kind ? fieldAt(schema, kind, path) : metadataPlace(schema, path);
  return { root, prefix, path, apiVersion, kindName, kind, place };
}

/** `kind.x-k8s.io/v1alpha4`, `skaffold/v3`: a version with a group. A file without one is somebody else's. */
function toolSubject(root: MappingNode, others: MappingNode, path: Path): Subject | undefined {
  const apiVersion = wordAt(others, ['apiVersion']);
  const kindName = wordAt(others, ['kind']);
  const isVersion = apiVersion?.includes('/') || (apiVersion === undefined && path[0] === 'apiVersion');
  if (!isVersion) return undefined;
  return { root, prefix: [], path, apiVersion, kindName, kind: undefined, place: undefined, isTool: true };
}

/** Of kinds that the schema lacks, such as custom resources, it knows the metadata: all objects have the same. */
function metadataPlace(schema: Schema, path: Path): FieldPlace | undefined {
  const any = schema.kind('v1', 'ConfigMap');
  return any && path[0] === 'metadata' ? fieldAt(schema, any, path) : undefined;
}

/** Some write the kind last: until then, the likeliest kind of the version that has the keys which are there. */
function kindGuessed(
  schema: Schema,
  apiVersion: string | undefined,
  root: MappingNode | undefined,
  path: Path,
): KindInfo | undefined {
  const [first] = path;
  if (apiVersion === undefined || first === undefined || ofEveryObject.has(String(first))) return undefined;
  const keys = root?.pairs.map(keyOf).filter((key) => !ofEveryObject.has(key)) ?? [];
  const list = schema.kind('v1', 'List');
  const ofVersion = schema.kinds().filter((kind) => kind.apiVersion === apiVersion);
  const usual = [...ofVersion].sort((a, b) => rankOfKind(a) - rankOfKind(b));
  const fitting = [...usual, ...(list ? [list] : [])].filter(({ definition }) => {
    const fields = schema.definition(definition)?.fields;
    return keys.every((key) => fields?.has(key));
  });
  return fitting.find((kind) => fieldAt(schema, kind, path)) ?? fitting[0];
}

const ofEveryObject: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

function rankOfKind({ kind }: KindInfo): number {
  const rank = usualKinds.indexOf(kind);
  return rank < 0 ? usualKinds.length : rank;
}

/** `RoleList`: kubectl takes lists of any kind, as it takes the plain `List`. */
function listMeant(schema: Schema, apiVersion: string | undefined, name: string): KindInfo | undefined {
  const item = /^(.+)List$/.exec(name)?.[1];
  return item !== undefined && kindMeant(schema, apiVersion, item) ? schema.kind('v1', 'List') : undefined;
}

/** The kind, in the version that is written or, while none is, in the one people would choose. */
function kindMeant(schema: Schema, apiVersion: string | undefined, name: string): KindInfo | undefined {
  if (apiVersion !== undefined) {
    const exact = schema.kind(apiVersion, name);
    if (exact) return exact;
    const group = groupOf(apiVersion);
    // A version that is no longer served, or a group the kind was in once: what it has become serves well enough.
    const type = typeOf(group, name);
    const same = schema.kinds().filter((kind) => kind.kind === name && typeOf(kind.group, name) === type);
    return preferred(same);
  }
  return preferred(schema.kinds().filter((kind) => kind.kind === name));
}

export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** Served, stable and new before others: v2 before v1, v1 before v1beta2, v1beta2 before v1alpha1. */
export function preferred(kinds: readonly KindInfo[]): KindInfo | undefined {
  return [...kinds].sort(byPreference)[0];
}

export function byPreference(a: KindInfo, b: KindInfo): number {
  const known = Number(a.catalogued ?? false) - Number(b.catalogued ?? false);
  return known || Number(b.served) - Number(a.served) || stability(b.version) - stability(a.version);
}

function stability(version: string): number {
  const [, major = '0', stage = '', minor = '0'] = /^v(\d+)(alpha|beta)?(\d*)$/.exec(version) ?? [];
  const level = stage === '' ? 2 : stage === 'beta' ? 1 : 0;
  return level * 10_000 + Number(major) * 100 + Number(minor);
}

const mostNested = 5;

/** Goes on from the object to one that lies inside it whole, such as an item of a List. */
function nested(schema: Schema, outer: Subject): Subject {
  let subject = outer;
  for (let round = 0; round < mostNested; round++) {
    const depth = embeddedDepth(schema, subject);
    if (depth === undefined) return subject;
    const prefix = [...subject.prefix, ...subject.path.slice(0, depth)];
    const root = resolved(nodeAt(subject.root, subject.path.slice(0, depth)) as Node | undefined);
    const mapping = root?.type === 'mapping' ? root : undefined;
    subject = subjectOf(schema, mapping, prefix, subject.path.slice(depth));
  }
  return subject;
}

/** How many segments lead to an object with an apiVersion and kind of its own. */
function embeddedDepth(schema: Schema, { kind, path }: Subject): number | undefined {
  let place = kind && fieldAt(schema, kind, []);
  for (const [index, segment] of path.entries()) {
    place = place && stepInto(schema, place, segment);
    if (!place) return undefined;
    if (place.definition?.embedded) return index + 1;
  }
  return undefined;
}
