// Names within one object: volumes for their mounts, containers, ports for probes, claims; and the other way round, names
// that are used already but defined nowhere yet. From the kinds' own data.
import { kindFacts } from '../../../kubernetes/kinds/catalogue.ts';
import type { LocalFact } from '../../../kubernetes/kinds/kind.ts';
import { podLocals } from '../../../kubernetes/kinds/podSpec.ts';
import { text, verbatim } from '../../../text.ts';
import { joined, matchesOf, patternOf } from '../../../workspace/pattern.ts';
import type { Node } from '../../../yaml/nodes.ts';
import { nodeAt } from '../../../yaml/path.ts';
import type { Offer } from '../offer.ts';
import { patternOfPath } from '../patternOfPath.ts';
import type { Place } from '../place.ts';

export function localOffers(place: Place): readonly Offer[] {
  const here = patternOfPath(place.subject.path);
  return factsOf(place).flatMap((fact) => {
    const within = (path: string) => joined(fact.within, path);
    if (fact.from.some((path) => within(path) === here)) return offersFrom(place, fact, fact.to, []);
    return fact.to.some((path) => within(path) === here) ? offersFrom(place, fact, fact.from, fact.to) : [];
  });
}

function factsOf({ subject }: Place): readonly LocalFact[] {
  const facts = subject.kind && kindFacts(subject.kind.group, subject.kind.kind);
  const own = facts?.locals ?? [];
  if (facts?.podTemplate === undefined) return own;
  const spec = joined(facts.podTemplate, 'spec');
  return [...own, ...podLocals.map((fact) => placed(fact, spec))];
}

function placed(fact: LocalFact, spec: string): LocalFact {
  if (fact.within !== '') return { ...fact, within: joined(spec, fact.within) };
  const below = (path: string) => joined(spec, path);
  return { ...fact, from: fact.from.map(below), to: fact.to.map(below) };
}

function offersFrom(place: Place, fact: LocalFact, wanted: readonly string[], but: readonly string[]): Offer[] {
  const { subject, cursor } = place;
  const depth = fact.within === '' ? 0 : fact.within.split(/\.|(?=\[)/).length;
  const scope = nodeAt(subject.root, subject.path.slice(0, depth));
  const taken = new Set(wordsAt(scope, but, cursor.scalar));
  const names = new Set(wordsAt(scope, wanted, cursor.scalar).filter((name) => !taken.has(name)));
  const own = [...names].map((name) => nameOffer(name, 0, text('in this object', '本对象内')));
  // What is not defined yet can only be guessed, by what other workloads call it.
  const usual = but.length > 0 || names.size > 0 ? [] : place.names.locals(fact.what);
  return [...own, ...usual.map(({ name, from }) => nameOffer(name, 60, from ? verbatim(from) : undefined))];
}

function nameOffer(name: string, rank: number, detail: Offer['detail']): Offer {
  const insert = { is: 'value', value: name, wantsString: true } as const;
  return { label: name, kind: 'reference', rank, ...(detail ? { detail } : {}), insert };
}

function wordsAt(scope: Node | undefined, paths: readonly string[], except: Node): string[] {
  return paths
    .flatMap((path) => matchesOf(scope, patternOf(path)))
    .flatMap((node) => (node.type === 'scalar' && node !== except && node.source !== '' ? [node.source] : []));
}
