// Keys of a mapping: the fields that the schema has there and that are not written yet, in the order people write them.
import { type FieldPlace, fieldAt } from '../../schema/lookup.ts';
import type { Definition, Field, Schema, TypeRef } from '../../schema/schema.ts';
import { typeName } from '../../schema/typeName.ts';
import { verbatim } from '../../text.ts';
import type { Cursor } from './cursor.ts';
import { keyOrder } from './keyOrder.data.ts';
import type { Insert, Offer } from './offer.ts';
import type { Place } from './place.ts';
import { skeletonOf } from './skeleton.ts';
import { startOffers } from './sources/apiVersionAndKind.ts';
import { mapKeyOffers } from './sources/mapKeys.ts';

/** Keys at the cursor, and what else a word alone on its line may begin: the dash of a list's item. */
export function keyOffers(place: Place): readonly Offer[] {
  const { cursor, subject, schema } = place;
  if (cursor.role === 'value') return emptyValueOffers(place);
  if (!subject.kind && subject.path.length === 0) return [...startOffers(place), ...fieldsOfVersion(place)];
  const here = subject.place;
  if (!here) return [];
  if (cursor.lead === '- ') return [itemOffer(schema, here.type)];
  if (here.type.is === 'map') return mapKeyOffers(place, here);
  if (here.type.is === 'list') return cursor.role === 'either' ? [itemOffer(schema, here.type.of)] : [];
  return here.definition ? fieldOffers(schema, here, here.definition, cursor) : [];
}

/** `containers:` with the cursor right behind: what may follow on the next lines. */
function emptyValueOffers({ cursor, subject, schema }: Place): readonly Offer[] {
  const type = subject.place?.type;
  if (!type || cursor.flow || cursor.quote || cursor.typed !== '') return [];
  return type.is === 'list' ? [itemOffer(schema, type.of)] : [];
}

/** `- `, with the required fields of the item. */
function itemOffer(schema: Schema, of: TypeRef): Offer {
  const insert: Insert = { is: 'item', skeleton: skeletonOf(schema, of) };
  return { label: '- ', kind: 'item', rank: 0, detail: verbatim(typeName(schema, of)), insert };
}

function fieldOffers(schema: Schema, here: FieldPlace, definition: Definition, cursor: Cursor): Offer[] {
  const isRoot = here.field === undefined;
  const order = orderOf(definition, isRoot);
  const present = new Set(cursor.siblings);
  return [...definition.fields.values()]
    .filter((field) => !present.has(field.name))
    .map((field) => fieldOffer(schema, definition, field, rankOf(definition, field, order)));
}

/** Some write their keys by the alphabet, and the kind behind what it decides: fields that kinds of the version have. */
function fieldsOfVersion({ cursor, subject, schema }: Place): Offer[] {
  const { apiVersion, kindName } = subject;
  if (apiVersion === undefined || kindName !== undefined) return [];
  const list = schema.kind('v1', 'List');
  return [...schema.kinds().filter((kind) => kind.apiVersion === apiVersion), ...(list ? [list] : [])]
    .flatMap((kind) => {
      const here = fieldAt(schema, kind, []);
      return here?.definition ? fieldOffers(schema, here, here.definition, cursor) : [];
    })
    .map((offer) => ({ ...offer, rank: offer.rank + rankBehindStart }));
}

/** The place of each field that people write in an order of their own. */
export function orderOf(definition: Definition, isRoot: boolean): ReadonlyMap<string, number> {
  const known = knownOrders.get(definition.typeName);
  if (known) return known;
  const names = keyOrder[definition.typeName] ?? (isRoot ? keyOrder[''] : undefined) ?? '';
  const order = new Map(names.split(' ').map((name, index) => [name, index]));
  if (!isRoot) knownOrders.set(definition.typeName, order);
  return order;
}

const knownOrders = new Map<string, ReadonlyMap<string, number>>();

/** `apiVersion`, `kind`, `metadata` and `spec` come first. */
const rankBehindStart = 4;
const rankOfRequired = 50;
const rankOfOthers = 100;
const rankOfReadOnly = 900;

/** Where a field stands among its neighbours: the smaller the earlier. */
export function rankOf(definition: Definition, field: Field, order: ReadonlyMap<string, number>): number {
  if (isSetByServer(definition, field)) return rankOfReadOnly;
  const written = order.get(field.name);
  if (written !== undefined) return written;
  return definition.required.includes(field.name) ? rankOfRequired : rankOfOthers;
}

/** What the server fills in: known, but the last thing one wants to write. */
function isSetByServer(definition: Definition, field: Field): boolean {
  if (field.name === 'status' && definition.fields.has('metadata')) return true;
  if (definition.typeName !== 'ObjectMeta') return false;
  return field.name === 'managedFields' || field.hints?.includes('readOnly') === true;
}

function fieldOffer(schema: Schema, definition: Definition, field: Field, rank: number): Offer {
  const required = definition.required.includes(field.name);
  return {
    label: field.name,
    kind: 'field',
    rank,
    detail: verbatim(`${typeName(schema, field.type)}${required ? ' (required)' : ''}`),
    describes: { is: 'field', definition: definition.name, field: field.name },
    insert: { is: 'key', type: field.type, skeleton: skeletonOf(schema, field.type, field) },
  };
}
