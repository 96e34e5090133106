// Values that the schema lists: closed enums, constants of open ones, the default, and the two booleans.
import type { FieldPlace } from '../../../schema/lookup.ts';
import { text } from '../../../text.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

const rankOfDefault = 10;
const rankOfListed = 20;

export function schemaValues(_place: Place, { type, field, owner }: FieldPlace): readonly Offer[] {
  if (type.is === 'boolean') return booleans(field?.default);
  if (!field || !owner) return [];
  const listed = field.enum ?? field.constants ?? [];
  return listed
    .filter((value) => value !== '')
    .map((value): Offer => {
      const isDefault = value === field.default;
      return {
        label: value,
        kind: 'constant',
        rank: isDefault ? rankOfDefault : rankOfListed,
        ...(isDefault ? { detail: text('default', '默认') } : {}),
        describes: { is: 'field', definition: owner.name, field: field.name, value },
        insert: { is: 'value', value, wantsString: true },
      };
    });
}

function booleans(standard: unknown): readonly Offer[] {
  return [true, false].map((value) => ({
    label: String(value),
    kind: 'constant',
    rank: value === standard ? rankOfDefault : rankOfListed,
    insert: { is: 'value', value: String(value), wantsString: false },
  }));
}
