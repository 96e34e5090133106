// In files of tools that borrowed the shape of objects (kind, Skaffold, kubeadm): which file it is. What else they hold is
// known only as far as other files of the workspace have it (sources/usedElsewhere.ts).
import type { Offer } from './offer.ts';
import type { Place } from './place.ts';
import { startOffers } from './sources/apiVersionAndKind.ts';
import { typesElsewhere } from './sources/usedElsewhere.ts';

/** The two keys that say what the file is, and the values of those that the workspace has. */
export function toolOffers(place: Place): readonly Offer[] {
  const { cursor, subject } = place;
  const [first] = subject.path;
  if (first === undefined && cursor.role !== 'value')
    return startOffers(place).filter(({ label }) => label === 'apiVersion' || label === 'kind');
  if (subject.path.length !== 1 || (first !== 'apiVersion' && first !== 'kind')) return [];
  return typesElsewhere(place, first, []);
}
