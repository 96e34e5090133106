// Values of labels and selectors: what the other side of the same object says for the key, then what the workspace says.
import { kindFacts } from '../../../kubernetes/kinds/catalogue.ts';
import { podSelectors } from '../../../kubernetes/kinds/podSpec.ts';
import { wordAt } from '../../../kubernetes/resource.ts';
import { text, verbatim } from '../../../text.ts';
import { joined, matchesOf, patternOf, wordPairs } from '../../../workspace/pattern.ts';
import type { Offer } from '../offer.ts';
import { patternOfPath } from '../patternOfPath.ts';
import type { Place } from '../place.ts';

/** Dotted paths of mappings whose pairs are labels: the object's own, its pods', and those its selectors ask for. */
export function labelMaps({ subject }: Place): readonly string[] {
  const { kind } = subject;
  const facts = kind && kindFacts(kind.group, kind.kind);
  const selectors = [...(facts?.selectors ?? [])];
  const template = facts?.podTemplate;
  if (template !== undefined) {
    const spec = joined(template, 'spec');
    selectors.push(...podSelectors.map((selector) => ({ ...selector, path: joined(spec, selector.path) })));
  }
  const asked = selectors.map(({ path, form }) => (form === 'labels' ? path : joined(path, 'matchLabels')));
  const carried = ['metadata.labels', ...(template ? [joined(template, 'metadata.labels')] : [])];
  return [...carried, ...asked];
}

/** Values for the label at the cursor. */
export function labelValueOffers(place: Place): readonly Offer[] {
  const { subject, cursor, names } = place;
  const key = subject.path[subject.path.length - 1];
  const around = patternOfPath(subject.path.slice(0, -1));
  const maps = labelMaps(place);
  if (typeof key !== 'string' || !maps.includes(around)) return [];
  const own = maps
    .flatMap((path) => matchesOf(subject.root, patternOf(path)))
    .flatMap((node) => wordPairs(node, ''))
    .filter((pair) => pair.key === key && pair.valueSpan.start !== cursor.scalar.start)
    .map((pair) => pair.value)
    .filter((value) => !value.includes('\uE000'));
  const name = wordAt(subject.root, ['metadata', 'name']);
  const values = [...new Set([...own, ...(name === undefined ? [] : [name])])];
  const here = values.map((value): Offer => labelOffer(value, 0, text('in this object', '本对象内')));
  const elsewhere = names
    .podLabelValues(key)
    .map(({ name: value, from }) => labelOffer(value, 2, from ? verbatim(from) : undefined));
  return [...here, ...elsewhere];
}

function labelOffer(value: string, rank: number, detail: Offer['detail']): Offer {
  return {
    label: value,
    kind: 'reference',
    rank,
    ...(detail ? { detail } : {}),
    insert: { is: 'value', value, wantsString: true },
  };
}
