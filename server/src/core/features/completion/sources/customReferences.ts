// References of custom resources that nobody describes, by the shape that most have: `kind` and `name` side by side, or
// `taskRef` with a `name`.
import { typeOf } from '../../../kubernetes/kinds/catalogue.ts';
import { wordAt } from '../../../kubernetes/resource.ts';
import { verbatim } from '../../../text.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';
import { groupOf } from '../subject.ts';
import type { KindInUse } from '../workspaceNames.ts';

/** Kinds, versions and names for the reference around the cursor; of the object's own kind and version others know. */
export function customReferenceOffers(place: Place): readonly Offer[] {
  const { path } = place.subject;
  const holder = path.slice(0, -1);
  if (holder.length === 0 || place.subject.isTool) return [];
  switch (path.at(-1)) {
    case 'kind':
      return kindsNear(place).map(({ kind, apiVersion }, rank) => offerOf(kind, apiVersion, rank));
    case 'apiVersion':
      return versionsOf(place, wordBeside(place, 'kind')).map((version, rank) => offerOf(version, '', rank));
    case 'name':
      return namesOf(place, wordBeside(place, 'kind') ?? kindOfHolder(holder.at(-1)));
    default:
      return [];
  }
}

function wordBeside({ subject }: Place, key: string): string | undefined {
  return wordAt(subject.root, [...subject.path.slice(0, -1), key]);
}

/** `taskRef`: a Task. */
function kindOfHolder(key: string | number | undefined): string | undefined {
  const word = typeof key === 'string' ? /^([a-z]\w*)Ref$/.exec(key)?.[1] : undefined;
  return word && word.charAt(0).toUpperCase() + word.slice(1);
}

/** Those of the object's own group first. */
function kindsNear({ subject, names }: Place): readonly KindInUse[] {
  const own = groupOf(subject.apiVersion ?? '');
  const distance = ({ apiVersion }: KindInUse): number => Number(groupOf(apiVersion) !== own);
  return [...names.kinds()].sort((a, b) => distance(a) - distance(b) || b.count - a.count);
}

function versionsOf({ names }: Place, kind: string | undefined): readonly string[] {
  const fitting = names.kinds().filter((used) => kind === undefined || used.kind === kind);
  return [...new Set([...fitting].sort((a, b) => b.count - a.count).map(({ apiVersion }) => apiVersion))];
}

function namesOf({ subject, names }: Place, kind: string | undefined): readonly Offer[] {
  if (kind === undefined) return [];
  const types = names.kinds().filter((used) => used.kind === kind);
  const namespace = wordAt(subject.root, ['metadata', 'namespace']);
  return [...new Set(types.map(({ apiVersion }) => typeOf(groupOf(apiVersion), kind)))]
    .flatMap((type) => names.objects(type, namespace))
    .map(({ name, from }, rank) => offerOf(name, from ?? kind, Math.min(rank, 9)));
}

function offerOf(value: string, from: string, rank: number): Offer {
  return {
    label: value,
    kind: 'reference',
    rank,
    ...(from === '' ? {} : { detail: verbatim(from) }),
    insert: { is: 'value', value, wantsString: true },
  };
}
