// Images that the workspace uses already, each as it is written there; behind a name that is typed, its tags first.
import { verbatim } from '../../../text.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

export function imageOffers({ names, cursor }: Place): readonly Offer[] {
  const colon = cursor.typed.lastIndexOf(':');
  const typedName = colon > cursor.typed.lastIndexOf('/') ? cursor.typed.slice(0, colon) : undefined;
  return names.images().map(({ name, from }) => ({
    label: name,
    kind: 'reference',
    rank: typedName !== undefined && name.startsWith(`${typedName}:`) ? 0 : 1,
    ...(from === undefined ? {} : { detail: verbatim(from) }),
    insert: { is: 'value', value: name, wantsString: true },
  }));
}
