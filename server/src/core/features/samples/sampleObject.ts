// An object of a kind that a CustomResourceDefinition defines, as one would begin to write it: what is required, filled with
// values that the server takes. Schemas say more than fields and types do, rules above all, so the judge is asked, and as
// long as it complains, optional fields and other values are tried where it does.
import { type CustomResource, customResourcesOf } from '../../apiserver/customResources/definitions.ts';
import { itemsOf, propertiesOf, propertyOf, schemaUnder } from '../../apiserver/customResources/structural.ts';
import { type Draft, isDraft, type Json, objectsAt, stringAt } from '../../apiserver/draft.ts';
import { judgeCreate } from '../../apiserver/judge.ts';
import type { FieldError, JsonObject } from '../../apiserver/types.ts';
import type { Schema } from '../../schema/schema.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { type Choices, noChoices, sampleValue } from './sampleValue.ts';

export interface Sample {
  readonly object: PlainObject;
  /** What the server would still say of it, which is for a person to solve. */
  readonly errors: readonly FieldError[];
}

/** Bounds the questions to the judge. */
const mostTries = 400;
const variantsTried = 6;

/** One for the version of the definition that is served and newest; undefined where none is. */
export function sampleOf(schema: Schema, definition: JsonObject, apiVersion?: string): Sample | undefined {
  const served = customResourcesOf(definition);
  const resource =
    served.find(({ kind }) => kind.apiVersion === apiVersion) ?? served.find(({ warning }) => !warning) ?? served[0];
  return resource && bestSample({ schema, definition, resource, tries: 0 });
}

const kept = new WeakMap<JsonObject, Map<string, PlainObject | undefined>>();

/** The same, kept with the definition: making one takes as long as its rules take to be read. */
export function sampleObjectOf(schema: Schema, definition: JsonObject, apiVersion = ''): PlainObject | undefined {
  const samples = kept.get(definition) ?? new Map<string, PlainObject | undefined>();
  kept.set(definition, samples);
  if (!samples.has(apiVersion)) samples.set(apiVersion, sampleOf(schema, definition, apiVersion)?.object);
  return samples.get(apiVersion);
}

interface Search {
  readonly schema: Schema;
  readonly definition: JsonObject;
  readonly resource: CustomResource;
  tries: number;
}

interface Try extends Sample {
  readonly choices: Choices;
}

function bestSample(search: Search): Sample {
  let best = attempt(search, { ...noChoices, included: new Set(['spec']) });
  while (best.errors.length > 0) {
    const better = improved(search, best);
    if (!better) break;
    best = better;
  }
  return { object: best.object, errors: best.errors };
}

/** The first change that leaves fewer complaints; else one of two changes together. */
function improved(search: Search, best: Try): Try | undefined {
  const first = movesFor(search, best);
  const tried: Try[] = [];
  for (const choices of first) {
    if (search.tries >= mostTries) return undefined;
    const next = attempt(search, choices);
    if (isBetter(next, best)) return next;
    tried.push(next);
  }
  for (const one of tried) {
    for (const choices of movesFor(search, one)) {
      if (search.tries >= mostTries) return undefined;
      const next = attempt(search, choices);
      if (isBetter(next, best)) return next;
    }
  }
  return undefined;
}

function isBetter(one: Try, other: Try): boolean {
  return weightOf(one) < weightOf(other);
}

/** Rules are asked last: an object that gets as far is the better one, whatever they say. */
function weightOf({ errors }: Try): number {
  const unasked = errors.some(({ message }) => message.includes('rules were not checked'));
  return errors.length + (unasked ? 1000 : 0);
}

function attempt(search: Search, choices: Choices): Try {
  search.tries++;
  const { schema, definition, resource } = search;
  const { kind, schema: root } = resource;
  const { apiVersion: _, kind: __, metadata: ___, ...rest } = objectFrom(root, choices);
  const named = propertyOf(propertyOf(root, 'metadata'), 'name');
  const name = sampleValue({ type: 'string', ...named }, 'metadata.name', 'example', choices);
  const object = { apiVersion: kind.apiVersion, kind: kind.kind, metadata: { name }, ...rest } as PlainObject;
  const { errors, strict } = judgeCreate({ schema, object, definitions: [definition] });
  const unread = strict.map((message): FieldError => ({ reason: 'Decode', field: '', message }));
  return { object, choices, errors: [...errors, ...unread] };
}

function objectFrom(root: Draft, choices: Choices): Draft {
  const value = sampleValue({ ...root, type: 'object' }, '', '', choices);
  return isDraft(value) ? value : {};
}

/** What may be changed about the first complaint: fields that could be there, values that could be others. */
function movesFor({ resource }: Search, { choices, errors }: Try): readonly Choices[] {
  const [first] = [...errors].sort((a, b) => Number(a.field === '') - Number(b.field === ''));
  if (!first) return [];
  const field = first.field.replace(/^<nil>$/, '');
  const around = placesAround(field);
  return [
    ...literalMoves(resource.schema, field, choices),
    ...[field, ...around].flatMap((path) => variantMoves(choices, path)),
    ...[field, ...around].flatMap((path) => optionalBelow(resource.schema, path, choices)),
    ...writtenBelow(resource.schema, field, choices, first),
  ];
}

/** `spec.a[0].b` lies in `spec.a[0]`, `spec.a`, `spec` and the object. */
function placesAround(path: string): readonly string[] {
  const cut = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
  if (path === '') return [];
  const parent = cut < 0 ? '' : path.slice(0, cut);
  return [parent, ...placesAround(parent)];
}

function variantMoves({ variants, included, values }: Choices, path: string): readonly Choices[] {
  const now = variants.get(path) ?? 0;
  const others = Array.from({ length: variantsTried }, (_, at) => at).filter((at) => at !== now);
  return others.map((variant) => ({ included, values, variants: new Map(variants).set(path, variant) }));
}

function optionalBelow(root: Draft, path: string, { variants, included, values }: Choices): readonly Choices[] {
  const names = propertiesOf(schemaAt(root, path)).map(([name]) => name);
  const keys = names.map((name) => (path === '' ? name : `${path}.${name}`));
  const open = keys.filter((key) => !/^(?:apiVersion|kind|metadata|status)$/.test(key));
  return open.map((key) => {
    const others = new Set(included);
    if (!others.delete(key)) others.add(key);
    return { variants, values, included: others };
  });
}

/** Rules speak of fields by name: those of the place that the message or the rule names, with another value. */
function writtenBelow(root: Draft, path: string, choices: Choices, { message }: FieldError): readonly Choices[] {
  const named = propertiesOf(schemaAt(root, path)).filter(
    ([name]) => message.includes(name) || choices.included.has(`${path}.${name}`),
  );
  return named.flatMap(([name]) => variantMoves(choices, path === '' ? name : `${path}.${name}`));
}

/** Rules that compare with a literal say which value they want: `self.metadata.name == 'default'`. */
function literalMoves(root: Draft, path: string, { variants, included, values }: Choices): readonly Choices[] {
  const rules = objectsAt(schemaAt(root, path), 'x-kubernetes-validations').map((rule) => stringAt(rule, 'rule'));
  return rules.flatMap((rule) => {
    const fields = [...rule.matchAll(/\bself((?:\.[A-Za-z_]\w*)*)(?![\w(])/g)].map(([, dotted = '']) =>
      dotted.slice(1),
    );
    const literals = [...rule.matchAll(/'([^']*)'|"([^"]*)"|\b(\d+)\b/g)].map(
      ([, one, other, number]): Json => (number === undefined ? (one ?? other ?? '') : Number(number)),
    );
    const places = [...new Set(fields)].map((field) => [path, field].filter((part) => part !== '').join('.'));
    return places
      .filter((place) => place !== '')
      .flatMap((place) =>
        literals.map((literal) => ({
          variants,
          included: new Set([...included, ...withParents(place)]),
          values: new Map(values).set(place, literal),
        })),
      );
  });
}

function withParents(path: string): readonly string[] {
  return [path, ...placesAround(path).filter((place) => place !== '')];
}

function schemaAt(root: Draft, path: string): Draft | undefined {
  const steps = path.split(/\.|(?=\[)/).filter((step) => step !== '');
  return steps.reduce<Draft | undefined>(
    (schema, step) =>
      step.startsWith('[') ? (itemsOf(schema) ?? schemaUnder(schema, step.slice(1, -1))) : schemaUnder(schema, step),
    root,
  );
}
