// Completion in files that are no manifests: the keys and values of their form, by the same engine, and the names that
// the form says belong there (paths, rules, kinds).
import type { FileFormat, NameSource } from '../../formats/format.ts';
import { typeOf } from '../../kubernetes/kinds/catalogue.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { levels } from '../../rules/settings.ts';
import { type FieldPlace, fieldAt } from '../../schema/lookup.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Text } from '../../text.ts';
import type { Node } from '../../yaml/nodes.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import type { Snippet } from '../snippets.ts';
import { commandLines } from './commandLines.ts';
import type { Cursor } from './cursor.ts';
import { keyOffers } from './keys.ts';
import type { Offer } from './offer.ts';
import { patternOfPath } from './patternOfPath.ts';
import type { Place } from './place.ts';
import { rankedByUse } from './ranking.ts';
import { schemaValues } from './sources/schemaValues.ts';
import { snippetOffers } from './sources/snippetItems.ts';
import { recommendedLabels } from './sources/wellKnown.data.ts';
import { groupOf } from './subject.ts';
import { isScalar } from './values.ts';
import type { WorkspaceNames, Written } from './workspaceNames.ts';

export interface FormatPlace {
  readonly cursor: Cursor;
  readonly format: FileFormat;
  /** Of manifests: its kinds are names here. */
  readonly schema: Schema;
  readonly names: WorkspaceNames;
  readonly snippets: readonly Snippet[];
}

/** What may be written at the cursor. */
export function formatOffers(at: FormatPlace): readonly Offer[] {
  const { cursor, format, names } = at;
  const root = resolved(cursor.tree.root);
  const subject = {
    root: root?.type === 'mapping' ? root : undefined,
    prefix: [],
    path: cursor.path,
    apiVersion: undefined,
    kindName: undefined,
    kind: format.kind,
    place: fieldAt(format.schema, format.kind, cursor.path),
  };
  const place: Place = { cursor, subject, schema: format.schema, names };
  const keys = cursor.role === 'value' ? keyOffers(place) : [...keyOffers(place), ...namedKeys(at, place)];
  const parts = at.snippets.filter(({ place: wanted }) => wanted.at !== 'document');
  const whole = snippetOffers({ ...place, schema: format.schema }, parts);
  const usual = rankedByUse(place, { ...usesIn(at), values: [] }, keys);
  return [...usual, ...valuesAt(at, place), ...whole].map((offer) => described(format, offer));
}

/** What other files of the form have where the cursor is. */
function usesIn({ names, format, cursor }: FormatPlace): Written {
  return names.written(typeOf(groupOf(format.kind.apiVersion), format.kind.kind), patternOfPath(cursor.path), '');
}

function described(format: FileFormat, offer: Offer): Offer {
  const { describes, ...rest } = offer;
  if (describes?.is !== 'field') return offer;
  const about = describes.value === undefined ? format.describe(describes.definition, describes.field) : undefined;
  return about ? { ...rest, documentation: about } : rest;
}

function valuesAt(at: FormatPlace, place: Place): readonly Offer[] {
  const here = place.subject.place;
  if (at.cursor.role === 'key' || !here || !isScalar(at.format.schema, here.type)) return [];
  const source = sourceOf(here.field?.markers?.[0]);
  const isLevel = source === 'rule' && here.field?.type.is === 'map';
  const words = source === 'time' ? (here.field?.markers?.slice(1) ?? []).map((name): Name => ({ name })) : [];
  const offers = source ? [...namesFrom(at, isLevel ? 'level' : source), ...words] : [];
  return [...schemaValues(place, here), ...offers.map(({ name, about }, rank) => valueOffer(name, rank, about))];
}

function valueOffer(value: string, rank: number, documentation: Text | undefined): Offer {
  return {
    label: value,
    kind: 'reference',
    rank,
    ...(documentation ? { documentation } : {}),
    insert: { is: 'value', value, wantsString: value !== 'off' },
  };
}

/** Labels and annotations that builds add. */
const labelFields: ReadonlySet<string> = new Set(['commonLabels', 'labels', 'pairs']);

function keyNames(at: FormatPlace, field: FieldPlace['field']): readonly Name[] {
  if (sourceOf(field?.markers?.[0]) === 'rule') return namesFrom(at, 'rule');
  if (!labelFields.has(field?.name ?? '')) return [];
  return [...at.names.podLabelKeys(), ...recommendedLabels.map((name) => ({ name }))].map(({ name }) => ({ name }));
}

/** Keys of a map whose names are known: the rules, and labels. */
function namedKeys(at: FormatPlace, { subject, cursor }: Place): readonly Offer[] {
  const here = subject.place;
  if (here?.type.is !== 'map') return [];
  return keyNames(at, here.field)
    .filter(({ name }) => !cursor.siblings.includes(name))
    .map(({ name, about }, rank) => ({
      label: name,
      kind: 'field',
      rank,
      ...(about ? { documentation: about } : {}),
      insert: { is: 'key', type: { is: 'any' }, skeleton: { is: 'scalar' } },
    }));
}

interface Name {
  readonly name: string;
  readonly about?: Text;
}

const sources: readonly NameSource[] = [
  'path',
  'patch-path',
  'folder',
  'rule',
  'level',
  'kind',
  'namespace',
  'version',
  'object',
  'built-object',
  'built-kind',
  'scaled',
  'image',
  'field-path',
  'command',
  'time',
];

function sourceOf(marker: string | undefined): NameSource | undefined {
  return sources.find((source) => source === marker);
}

/** As they are written here: some put `./` before what lies below. */
function pathsFrom({ names, cursor }: FormatPlace, of: 'any' | 'folder'): readonly Name[] {
  const { container, scalar, typed } = cursor;
  const others = container?.type === 'sequence' ? container.items.flatMap(({ value }) => value ?? []) : [];
  const besides = others.filter((node) => node.type === 'scalar' && node !== scalar);
  const isDotted = besides.some((node) => node.type === 'scalar' && node.source.startsWith('./'));
  const paths = names.paths(of);
  if (!isDotted && !/^\.(\/|$)/.test(typed)) return paths;
  return paths.map(({ name }) => ({ name: name.startsWith('../') ? name : `./${name}` }));
}

/** Kinds of which there are objects come first. */
function kindNames({ names, schema }: FormatPlace): readonly Name[] {
  const counts = new Map<string, number>();
  for (const { kind, count } of names.kinds()) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const used = [...counts].sort(([, a], [, b]) => b - a).map(([kind]) => kind);
  return [...new Set([...used, ...schema.kinds().map(({ kind }) => kind)])].map((name) => ({ name }));
}

/** Kinds that `replicas` reaches. */
const scaledKinds = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

/** What the kustomization builds; where nothing is known of that, objects of the workspace. */
function builtObjects({ names }: FormatPlace, kind: string | undefined): readonly Name[] {
  const built = names.builtObjects().filter((one) => kind === undefined || one.kind === kind);
  const known = [...new Set(built.map(({ name }) => name))].map((name) => ({ name }));
  return known.length > 0 || kind !== undefined ? known : names.allObjectNames();
}

function builtKinds(at: FormatPlace): readonly Name[] {
  const built = at.names.builtObjects().map(({ kind }) => kind);
  const others = kindNames(at).map(({ name }) => name);
  return [...new Set([...built, ...others])].map((name) => ({ name }));
}

function wordIn(node: Node | undefined, key: string): string | undefined {
  const value = resolved(nodeAt(node, [key]));
  return value?.type === 'scalar' && /^[\w.-]+$/.test(value.source) ? value.source : undefined;
}

const wordBeside = ({ cursor }: FormatPlace, key: string): string | undefined => wordIn(cursor.container, key);

/** Of the source itself, or what the target selects. */
function wantedBeside({ cursor }: FormatPlace): { readonly kind?: string; readonly name?: string } {
  const holder = cursor.container?.type === 'mapping' ? cursor.container : undefined;
  const list = cursor.path.lastIndexOf('fieldPaths');
  const node = list < 0 ? holder : nodeAt(cursor.tree.root, [...cursor.path.slice(0, list), 'select']);
  const [kind, name] = [wordIn(node, 'kind'), wordIn(node, 'name')];
  return { ...(kind === undefined ? {} : { kind }), ...(name === undefined ? {} : { name }) };
}

function namesFrom(at: FormatPlace, source: NameSource): readonly Name[] {
  const { names, schema } = at;
  switch (source) {
    case 'path':
    case 'patch-path':
      return pathsFrom(at, 'any');
    case 'folder':
      return pathsFrom(at, 'folder');
    case 'rule':
      return catalogue.map(({ id, summary }) => ({ name: id, about: summary }));
    case 'level':
      return levels.map((name) => ({ name }));
    case 'kind':
      return kindNames(at);
    case 'namespace':
      return names.objects('Namespace', undefined);
    case 'version':
      return [{ name: 'latest' }, { name: schema.version }];
    case 'object':
      return names.allObjectNames();
    case 'built-object':
      return builtObjects(at, wordBeside(at, 'kind'));
    case 'built-kind':
      return builtKinds(at);
    case 'scaled':
      return [...scaledKinds].flatMap((kind) => builtObjects(at, kind));
    case 'image':
      return names.builtImages();
    case 'field-path':
      return names.builtFieldPaths(wantedBeside(at));
    case 'command':
      return commandLines(names);
    case 'time':
      return [];
  }
}
