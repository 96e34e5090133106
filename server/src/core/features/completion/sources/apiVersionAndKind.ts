// `apiVersion` and `kind`, each driven by the other, and the beginning of a document that has neither yet.

import { wordAt } from '../../../kubernetes/resource.ts';
import type { KindInfo, Schema } from '../../../schema/schema.ts';
import { text, verbatim } from '../../../text.ts';
import { nodeAt, resolved } from '../../../yaml/path.ts';
import type { Insert, Offer } from '../offer.ts';
import type { Place } from '../place.ts';
import { byPreference, groupOf } from '../subject.ts';
import { usualKinds } from '../usualKinds.data.ts';
import { usesOf } from './usedElsewhere.ts';

const usualVersions =
  'v1 apps/v1 batch/v1 networking.k8s.io/v1 rbac.authorization.k8s.io/v1 autoscaling/v2 storage.k8s.io/v1 policy/v1 apiextensions.k8s.io/v1'.split(
    ' ',
  );

function rankIn(usual: readonly string[], name: string): number {
  const index = usual.indexOf(name);
  return index < 0 ? usual.length : index;
}

/** Versions of the kind that is written; without one, all that are served. */
export function apiVersionOffers(place: Place): readonly Offer[] {
  const { schema, subject } = place;
  const uses = usesOf(place, 'apiVersion');
  const served = new Set(schema.kinds().flatMap((kind) => (kind.served ? kind.apiVersion : [])));
  const ofKind = schema.kinds().filter((kind) => kind.kind === subject.kindName);
  const kinds = ofKind.length > 0 ? [...ofKind].sort(byPreference) : [...schema.kinds()].sort(byPreference);
  const versions = [...new Set(kinds.map((kind) => kind.apiVersion))];
  return versions.map((value, index) => ({
    label: value,
    kind: 'value',
    rank:
      served.has(value) && uses.has(value)
        ? rankOfUsed(uses.get(value) ?? 0, usualVersions.includes(value))
        : ofKind.length > 0
          ? index
          : rankIn(usualVersions, value),
    insert: { is: 'value', value, wantsString: true },
  }));
}

/** Kinds of the apiVersion that is written, then, where that gives none, those of its group and all others. */
export function kindOffers(place: Place): readonly Offer[] {
  const { schema, subject } = place;
  const { apiVersion } = subject;
  const uses = usesOf(place, 'kind');
  const listed = schema.kinds().filter((kind) => kind.apiVersion === apiVersion);
  const sameGroup = schema.kinds().filter((kind) => apiVersion !== undefined && kind.group === groupOf(apiVersion));
  const kinds = [listed, sameGroup, schema.kinds()].find((candidates) => candidates.length > 0) ?? [];
  const names = new Map(
    [...kinds]
      .sort(byPreference)
      .reverse()
      .map((kind) => [kind.kind, kind]),
  );
  const offers = [...names.values()].sort(alphabetical).map(
    (kind): Offer => ({
      label: kind.kind,
      kind: 'value',
      rank: uses.has(kind.kind) ? rankOfUsed(uses.get(kind.kind) ?? 0, usualKinds.includes(kind.kind)) : rankOf(kind),
      detail: verbatim(kind.apiVersion),
      describes: { is: 'definition', definition: kind.definition },
      ...(kind.lifecycle?.deprecated ? { deprecated: true } : {}),
      insert: { is: 'value', value: kind.kind, wantsString: true },
    }),
  );
  return [...listOffers(subject), ...offers];
}

/** What has items is a list: the plain one, or one of the items' kind. */
function listOffers({ root }: Place['subject']): readonly Offer[] {
  if (resolved(nodeAt(root, ['items']))?.type !== 'sequence') return [];
  const item = wordAt(root, ['items', 0, 'kind']);
  return [...(item === undefined ? [] : [`${item}List`]), 'List'].map((value) => ({
    label: value,
    kind: 'value',
    rank: rankOfLists,
    insert: { is: 'value', value, wantsString: true },
  }));
}

/** Before whatever the workspace has many of. */
const rankOfLists = -100_000;

/** What is usual everywhere counts as if the workspace had some more of it. */
function rankOfUsed(count: number, isUsual: boolean): number {
  return -count - (isUsual ? 5 : 0);
}

/** What is catalogued may not be in the cluster at all. */
function rankOf({ kind, catalogued }: KindInfo): number {
  return rankIn(usualKinds, kind) + (catalogued ? usualKinds.length : 0);
}

function alphabetical(a: KindInfo, b: KindInfo): number {
  return a.kind < b.kind ? -1 : Number(a.kind > b.kind);
}

/** In a document whose kind is not known yet: the keys every object has, and whole objects by their kind. */
export function startOffers(place: Place): readonly Offer[] {
  const { cursor, schema } = place;
  const present = new Set(cursor.siblings);
  const keys = ['apiVersion', 'kind', 'metadata', 'spec'].filter((key) => !present.has(key));
  const offers = keys.map((label, rank): Offer => {
    const isObject = label === 'metadata' || label === 'spec';
    const insert: Insert = {
      is: 'key',
      type: { is: isObject ? 'object' : 'string' },
      skeleton: isObject ? { is: 'mapping', pairs: [] } : { is: 'scalar' },
    };
    return { label, kind: 'field', rank, insert };
  });
  return present.size > 0 || cursor.flow ? offers : [...offers, ...wholeObjects(schema)];
}

function wholeObjects(schema: Schema): Offer[] {
  const kinds = new Map(
    [...schema.kinds()]
      .filter((kind) => kind.served)
      .sort(byPreference)
      .reverse()
      .map((kind) => [kind.kind, kind]),
  );
  return [...kinds.values()].sort(alphabetical).map((kind) => ({
    label: kind.kind,
    kind: 'value',
    rank: 20 + rankOf(kind),
    detail: text(`new ${kind.kind} (${kind.apiVersion})`, `新建 ${kind.kind}（${kind.apiVersion}）`),
    describes: { is: 'definition', definition: kind.definition },
    insert: { is: 'template', body: bodyOf(schema, kind), asItem: false },
  }));
}

function bodyOf(schema: Schema, kind: KindInfo): string {
  const head = [
    `apiVersion: ${kind.apiVersion}`,
    `kind: ${kind.kind}`,
    'metadata:',
    `  name: \${1:${kind.kind.toLowerCase()}}`,
  ];
  // Looking into what is catalogued would read all of it, to offer a name.
  const hasSpec = kind.catalogued || schema.definition(kind.definition)?.fields.has('spec');
  if (!hasSpec) return [...head, '$0'].join('\n');
  return [...head, 'spec:', '  $0'].join('\n');
}
