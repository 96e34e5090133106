// Values of labels and annotations that have a meaning: `"true"`, the levels of Pod Security, protocols of a controller.
import type { FieldPlace } from '../../../schema/lookup.ts';
import { valuesOfKey } from '../../knowledge/knowledge.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

/** Values for the key that the cursor is behind, in a map of labels or annotations. */
export function knownValueOffers({ subject }: Place, { field }: FieldPlace): readonly Offer[] {
  const [key, holder] = [subject.path.at(-1), subject.path.at(-2)];
  if (!field || typeof key !== 'string' || holder !== field.name) return [];
  return valuesOfKey(subject.kindName ?? '', field.name, key).map((value) => ({
    label: value,
    kind: 'constant',
    rank: 1,
    insert: { is: 'value', value, wantsString: true },
  }));
}
