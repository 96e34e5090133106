// Values of scalars: from the schema's lists, and from the source that knows the field (sources/*, one literal table).
import type { FieldPlace } from '../../schema/lookup.ts';
import type { Schema, TypeRef } from '../../schema/schema.ts';
import type { Offer } from './offer.ts';
import type { Place } from './place.ts';
import { aliasOffers } from './sources/aliases.ts';
import { apiVersionOffers, kindOffers } from './sources/apiVersionAndKind.ts';
import { bySource } from './sources/byField.ts';
import { customReferenceOffers } from './sources/customReferences.ts';
import { knownValueOffers } from './sources/knownValues.ts';
import { labelValueOffers } from './sources/labelValues.ts';
import { localOffers } from './sources/locals.ts';
import { quantityOffers } from './sources/quantities.ts';
import { referenceOffers } from './sources/references.ts';
import { schemaValues } from './sources/schemaValues.ts';
import { typesElsewhere } from './sources/usedElsewhere.ts';

/** Values at the cursor; for a list whose dash is still missing, its items' values. */
export function valueOffers(place: Place): readonly Offer[] {
  const { cursor, subject } = place;
  if (cursor.role === 'key') return [];
  if (cursor.typed.startsWith('*')) return [...aliasOffers(place), ...starred(place)];
  const [last] = subject.path;
  if (subject.path.length === 1 && last === 'apiVersion') return withUsed(place, last, apiVersionOffers(place));
  if (subject.path.length === 1 && last === 'kind') return withUsed(place, last, kindOffers(place));
  return scalarOffersAt(place);
}

function withUsed(place: Place, which: 'apiVersion' | 'kind', known: readonly Offer[]): readonly Offer[] {
  return [...known, ...typesElsewhere(place, which, known)];
}

/** What else may begin with an asterisk: the `*` of a rule, a schedule. */
function starred(place: Place): readonly Offer[] {
  return scalarOffersAt(place).filter(({ label }) => label.startsWith('*'));
}

function scalarOffersAt(place: Place): readonly Offer[] {
  const here = place.subject.place;
  if (!here) return [...referenceOffers(place), ...customReferenceOffers(place)];
  return isScalar(place.schema, here.type) ? scalarOffers(place, here) : [];
}

function scalarOffers(place: Place, here: FieldPlace): readonly Offer[] {
  const named = [
    ...localOffers(place),
    ...referenceOffers(place),
    ...labelValueOffers(place),
    ...knownValueOffers(place, here),
  ];
  const special = bySource(place, here);
  const general = [...schemaValues(place, here), ...quantityOffers(place, here)];
  return [...named, ...special, ...general];
}

export function isScalar(schema: Schema, type: TypeRef): boolean {
  if (type.is === 'definition') return schema.definition(type.name)?.scalar !== undefined;
  return type.is !== 'list' && type.is !== 'map' && type.is !== 'object';
}
