// What Tab makes of the line in the console, with the names that the cluster has at the cursor's time.
import { completeLine, type LineOffer } from '../../../server/src/core/kubernetes/kubectl/completeLine.ts';
import { namesOf } from '../../../server/src/core/kubernetes/kubectl/namesOf.ts';
import { lineTypes } from '../../../server/src/core/sim/kubectl/resources.ts';
import { asJson } from '../../../server/src/core/sim/objects.ts';
import { objectsAt } from './history.ts';
import type { Run } from './run.ts';

export interface Completion {
  readonly offers: readonly LineOffer[];
  /** The line with an offer in the place of the word that is begun. */
  with(offer: LineOffer): string;
  /** The line after Tab: as far as all offers agree, or with the first of them when that is no further. */
  readonly tabbed: string | undefined;
}

export function completionAt(run: Run, atMs: number, line: string): Completion {
  const objects = [...objectsAt(run.history, atMs).values()].map(asJson);
  const { start, typed, offers } = completeLine(line, namesOf(objects, lineTypes));
  const before = line.slice(0, start);
  const written = (offer: LineOffer): string => `${before}${offer.word}${offer.isOpen ? '' : ' '}`;
  const shared = sharedStart(offers.map(({ word }) => word));
  const [first] = offers;
  const isFurther = offers.length > 1 && shared.length > typed.length;
  const tabbed = isFurther ? before + shared : first && written(first);
  return { offers, with: written, tabbed };
}

function sharedStart([first = '', ...others]: readonly string[]): string {
  let length = first.length;
  for (const other of others) {
    let at = 0;
    while (at < length && other[at] === first[at]) at++;
    length = at;
  }
  return first.slice(0, length);
}
