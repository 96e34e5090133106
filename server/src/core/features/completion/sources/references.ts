// Names of other objects, and of what lies inside them, from the workspace: by the kinds' own data (kinds/*.ts), so that
// whatever definition and rename know, completion offers.
import { kindFacts } from '../../../kubernetes/kinds/catalogue.ts';
import type { ReferenceFact } from '../../../kubernetes/kinds/kind.ts';
import { podReferences } from '../../../kubernetes/kinds/podSpec.ts';
import { wordAt } from '../../../kubernetes/resource.ts';
import { type Text, text, verbatim } from '../../../text.ts';
import { joined } from '../../../workspace/pattern.ts';
import type { Path } from '../../../yaml/nodes.ts';
import { parseField } from '../../../yaml/path.ts';
import type { Offer } from '../offer.ts';
import { patternOfPath } from '../patternOfPath.ts';
import type { Place } from '../place.ts';
import type { NameOffer } from '../workspaceNames.ts';

/** Names that the field at the cursor may refer to. */
export function referenceOffers(place: Place): readonly Offer[] {
  const here = patternOfPath(place.subject.path);
  return factsOf(place).flatMap(({ prefix, fact }) => {
    const at = joined(prefix, fact.at);
    if (here === joinedName(at, fact.name)) return nameOffers(place, at, fact);
    const member = fact.members?.find((candidate) => here === joinedName(at, candidate));
    return member === undefined ? [] : memberOffers(place, at, fact, member);
  });
}

function joinedName(at: string, name: string): string {
  return name.startsWith('[') ? at + name : joined(at, name);
}

interface PlacedFact {
  readonly prefix: string;
  readonly fact: ReferenceFact;
}

const ofEveryObject: ReferenceFact = { at: 'metadata', name: 'namespace', to: 'Namespace' };

function factsOf({ subject }: Place): readonly PlacedFact[] {
  const { kind } = subject;
  const facts = kind && kindFacts(kind.group, kind.kind);
  const own = [ofEveryObject, ...(facts?.references ?? [])].map((fact) => ({ prefix: '', fact }));
  if (!subject.place || subject.isGuess) return [...own, ...likeInPods(patternOfPath(subject.path))];
  if (facts?.podTemplate === undefined) return own;
  const prefix = joined(facts.podTemplate, 'spec');
  return [...own, ...podReferences.map((fact) => ({ prefix, fact }))];
}

/** Where no schema says what a field is: `secretKeyRef.name`, `claimName` mean what they mean in pods. */
function likeInPods(here: string): readonly PlacedFact[] {
  const found = podReferences.flatMap((fact) => {
    const holder = fact.at.slice(fact.at.lastIndexOf('.') + 1);
    const ends = [fact.name, ...(fact.members ?? [])].map((name) => joinedName(holder, name));
    const end = ends.find((one) => here === one || here.endsWith(`.${one}`));
    if (end === undefined) return [];
    const at = (here.slice(0, here.length - end.length) + holder).replace(/\.$/, '');
    return [{ prefix: '', fact: { ...fact, at } }];
  });
  return [...new Map(found.map((placed) => [`${placed.fact.to} ${placed.fact.name}`, placed])).values()];
}

function nameOffers(place: Place, at: string, fact: ReferenceFact): readonly Offer[] {
  const { names } = place;
  const namespace = namespaceOf(place, at, fact);
  return typesOf(place, at, fact).flatMap((type) => [
    ...offersOf(names.objects(type, namespace), wordOfType(type), 0),
    ...offersOf(
      (standard[type] ?? []).map((name) => ({ name })),
      wordOfType(type),
      30,
    ),
    ...offersOf(names.mentioned(type), wordOfType(type), 40),
  ]);
}

function memberOffers(place: Place, at: string, fact: ReferenceFact, member: string): readonly Offer[] {
  const name = wordAt(place.subject.root, [...holderPath(place, at), ...parseField(fact.name)]);
  if (name === undefined) return [];
  const namespace = namespaceOf(place, at, fact);
  const wantsNumber = member.endsWith('number');
  return typesOf(place, at, fact).flatMap((type) => {
    const members = place.names.members(type, name, namespace);
    const fitting = members.filter((offer) => !member.startsWith('port') || /^\d+$/.test(offer.name) === wantsNumber);
    return offersOf(fitting, name, 0, !wantsNumber);
  });
}

/** Objects of every cluster that people refer to; kinds.ts knows by `provided` that they are not missing. */
const standard: Readonly<Record<string, readonly string[]>> = {
  'rbac.authorization.k8s.io/ClusterRole': [
    'view',
    'edit',
    'admin',
    'cluster-admin',
    'system:auth-delegator',
    'system:node',
    'system:node-proxier',
    'system:kube-scheduler',
    'system:basic-user',
    'system:discovery',
    'system:public-info-viewer',
    'system:monitoring',
    'system:persistent-volume-provisioner',
    'system:aggregate-to-view',
    'system:aggregate-to-edit',
    'system:aggregate-to-admin',
  ],
  'rbac.authorization.k8s.io/Role': ['extension-apiserver-authentication-reader'],
  ConfigMap: ['kube-root-ca.crt'],
};

function wordOfType(type: string): string {
  return type.slice(type.indexOf('/') + 1);
}

function offersOf(found: readonly NameOffer[], from: string, base: number, wantsString = true): Offer[] {
  return found.map(({ name, from: where, users = 0 }, index) => ({
    label: name,
    kind: 'reference',
    rank: base + Math.min(9, index / 1000),
    detail: usedText(where ?? from, users),
    insert: { is: 'value', value: name, wantsString },
  }));
}

/** Where it is from, and in how many places it is named. */
function usedText(from: string, users: number): Text {
  if (users === 0) return verbatim(from);
  return text(`${from} · used ${users === 1 ? 'once' : `${users} times`}`, `${from} · 使用 ${users} 次`);
}

/** The types that are meant; where the value of `kind` decides and is missing, all of them. */
function typesOf(place: Place, at: string, { to }: ReferenceFact): readonly string[] {
  if (typeof to === 'string') return [to];
  const kind = wordAt(place.subject.root, [...holderPath(place, at), ...parseField(to.kind)]);
  return kind === undefined ? to.types : to.types.filter((type) => type === kind || type.endsWith(`/${kind}`));
}

function namespaceOf(place: Place, at: string, fact: ReferenceFact): string | undefined {
  const { root } = place.subject;
  const given = fact.namespace && wordAt(root, [...holderPath(place, at), ...parseField(fact.namespace)]);
  return given || wordAt(root, ['metadata', 'namespace']);
}

/** The cursor's own path down to the mapping that `at` describes. */
function holderPath({ subject }: Place, at: string): Path {
  const length = at === '' ? 0 : parseField(at.replaceAll('[*]', '[0]')).length;
  return subject.path.slice(0, length);
}
