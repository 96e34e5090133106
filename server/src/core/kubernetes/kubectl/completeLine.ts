// What may be typed next in a kubectl command line: verbs, types, names, flags and their values. The names come from whoever
// asks: a cluster at a moment, or the manifests of a scenario.
import { type Text, text } from '../../text.ts';
import { flags } from './flags.data.ts';
import { type Line, readLine } from './readLine.ts';
import { type Operand, type Verb, verbs } from './verbs.data.ts';
import { type Word, wordsOf } from './words.ts';

/** A type as kubectl has it. */
export interface LineType {
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
}

export interface LineNames {
  /** Those of which there are objects first. */
  types(): readonly LineType[];
  /** Names of the objects of a kind. */
  objects(kind: string): readonly string[];
  namespaces(): readonly string[];
  /** Containers of an object's pods, with their images. */
  containers(kind: string, name: string): readonly { readonly name: string; readonly image?: string }[];
}

export interface LineOffer {
  readonly word: string;
  readonly about?: Text;
  /** More belongs to the same word: `--output=`, `deployment/`. */
  readonly isOpen: boolean;
}

export interface LineOffers {
  /** Where the word begins that an offer replaces, and what of it is typed. */
  readonly start: number;
  readonly typed: string;
  readonly offers: readonly LineOffer[];
}

/** What fits at the end of `line`, best first; only what begins like the word that is begun. */
export function completeLine(line: string, names: LineNames): LineOffers {
  const last = wordsOf(line).at(-1);
  const begun: Word | undefined = last && last.end === line.length ? last : undefined;
  const before = readLine(begun ? line.slice(0, begun.start) : line);
  const typed = begun?.text ?? '';
  const offers = offersAt(before, typed, names).filter(({ word }) => word.startsWith(typed) && word !== typed);
  return { start: begun?.start ?? line.length, typed, offers };
}

function offersAt(line: Line, typed: string, names: LineNames): readonly LineOffer[] {
  if (line.endsAt !== undefined) return [];
  if (line.open) return valuesOf(line.open.name, line, names).map((word) => whole(word));
  const { verb, verbWords } = line;
  const below = verbWords.length === 0 ? verbs : verb?.below;
  if (below) return Object.entries(below).map(([word, { about }]) => whole(word, about));
  if (!verb) return [];
  if (typed.startsWith('-')) return flagOffers(verb, line, typed, names);
  const given = new Set(line.operands.map(({ text }) => text));
  const operands = operandOffers(verb, line, typed, names).filter(({ word }) => !given.has(word));
  const missing = verb.required?.some((flag) => line.flags.every(({ name }) => name !== flag));
  const isNamed = line.operands.length > 1 || line.operands.some(({ text }) => text.includes('/'));
  const isFlagNext = operands.length === 0 || (isNamed && missing && typed === '');
  return isFlagNext ? [...flagOffers(verb, line, typed, names), ...operands] : operands;
}

const whole = (word: string, about?: Text): LineOffer => ({ word, isOpen: false, ...(about && { about }) });
const open = (word: string, about?: Text): LineOffer => ({ ...whole(word, about), isOpen: true });

function flagOffers(verb: Verb, line: Line, typed: string, names: LineNames): readonly LineOffer[] {
  const [, name = ''] = /^--([^=]+)=/.exec(typed) ?? [];
  if (name !== '') return valuesOf(name, line, names).map((word) => whole(`--${name}=${word}`));
  const given = new Set(line.flags.map((flag) => flag.name));
  const first = verb.required ?? [];
  const all = [...first, ...(verb.flags ?? []).filter((flag) => !first.includes(flag)), 'namespace'];
  return all
    .filter((flag) => !given.has(flag))
    .map((flag) =>
      flags[flag]?.takes ? open(`--${flag}=`, flags[flag].about) : whole(`--${flag}`, flags[flag]?.about),
    );
}

function valuesOf(flag: string, line: Line, names: LineNames): readonly string[] {
  const takes = flags[flag]?.takes;
  if (takes === 'namespace') return names.namespaces();
  if (takes === 'container') return containersOf(line, names).map(({ name }) => name);
  if (flag === 'for') return ['condition=Available', 'condition=Ready', 'condition=Complete', 'delete'];
  return Array.isArray(takes) ? takes : [];
}

/** What stands at the place of the next operand; `objects` may be one word or two. */
function operandOffers(verb: Verb, line: Line, typed: string, names: LineNames): readonly LineOffer[] {
  const { place, type } = placeOf(verb.operands, line.operands, names);
  switch (place) {
    case 'objects':
      return type ? names.objects(type.kind).map((name) => whole(name)) : typeOffers(verb, typed, names);
    case 'types':
      return names.types().map(({ plural }) => whole(plural));
    case 'nodes':
      return names.objects('Node').map((name) => whole(name));
    case 'pods':
      return names.objects('Pod').map((name) => whole(name));
    case 'images':
      return containersOf(line, names).map(({ name, image }) =>
        open(`${name}=`, image === undefined ? undefined : text(`now ${image}`, `当前 ${image}`)),
      );
    case 'taints':
    case 'assignments':
    case 'new-name':
    case 'any':
    case undefined:
      return [];
  }
}

interface Place {
  readonly place: Operand | undefined;
  /** The type that a word of its own named already. */
  readonly type?: LineType;
}

function placeOf(operands: readonly Operand[], given: readonly Word[], names: LineNames): Place {
  const [first, second] = operands;
  if (first !== 'objects') return { place: operands[given.length] ?? (second ? undefined : first) };
  const [head] = given;
  if (!head) return { place: 'objects' };
  const isSlashed = head.text.includes('/');
  const isNamed = isSlashed || given.length > 1;
  if (isNamed && second) return { place: second };
  const type = isSlashed ? undefined : typeNamed(head.text, names);
  return type ? { place: 'objects', type } : { place: isSlashed ? 'objects' : undefined };
}

/** By any of its names. */
export function typeNamed(word: string, names: LineNames): LineType | undefined {
  const wanted = word.toLowerCase();
  return names
    .types()
    .find(
      ({ kind, plural, shortNames }) =>
        plural === wanted || kind.toLowerCase() === wanted || shortNames.includes(wanted),
    );
}

function typeOffers(verb: Verb, typed: string, names: LineNames): readonly LineOffer[] {
  const [word, , name] = /^([^/]+)(\/(.*))?$/.exec(typed)?.slice(1) ?? [];
  const type = name === undefined || word === undefined ? undefined : typeNamed(word, names);
  if (type) return names.objects(type.kind).map((one) => whole(`${word}/${one}`));
  const types = names.types().filter(({ kind }) => !verb.kinds || verb.kinds.includes(kind));
  const used = types.filter(({ kind }) => names.objects(kind).length > 0);
  const named = used.flatMap(({ kind }) => names.objects(kind).map((one) => whole(`${kind.toLowerCase()}/${one}`)));
  if (verb.kinds) return named.length > 0 ? named : types.map(({ kind }) => open(`${kind.toLowerCase()}/`));
  const words = [...new Set([...used, ...types])].map(({ plural }) => whole(plural));
  return [...words, ...types.flatMap(({ kind }) => whole(kind.toLowerCase())), ...named];
}

function containersOf({ operands }: Line, names: LineNames) {
  const [first, second] = operands.map((word) => word.text);
  const [typeWord, name] = first?.includes('/') ? first.split('/', 2) : [first, second];
  const type = typeWord === undefined ? undefined : typeNamed(typeWord, names);
  if (type && name !== undefined) return names.containers(type.kind, name);
  return first === undefined ? [] : names.containers('Pod', first);
}
