// The smallest value that a structural schema takes, and that still shows what has to be written. Where there is a choice
// (one of several, an optional field) the choices decide, by the path of the value as the server writes it.

import { isEmbedded, itemsOf, propertiesOf, propertyOf, valuesOf } from '../../apiserver/customResources/structural.ts';
import {
  type Draft,
  isDraft,
  type Json,
  numberAt,
  objectsAt,
  optionalObject,
  stringAt,
  stringsAt,
} from '../../apiserver/draft.ts';
import { sampleTexts } from './sampleText.ts';

export interface Choices {
  /** Which of several values or alternatives a path takes; the first by default. */
  readonly variants: ReadonlyMap<string, number>;
  /** Optional fields that are written. */
  readonly included: ReadonlySet<string>;
  /** Values that somebody knows better. */
  readonly values: ReadonlyMap<string, Json>;
}

export const noChoices: Choices = { variants: new Map(), included: new Set(), values: new Map() };

/** @param nth of a list that has no two alike: what is in it takes other variants */
export function sampleValue(written: Draft, path: string, name: string, choices: Choices, nth = 0): Json {
  const known = choices.values.get(path);
  if (known !== undefined) return known;
  const variant = choices.variants.get(path) ?? nth;
  const schema = withAlternatives(written, variant);
  const given = enumOf(schema);
  if (given.length > 0) return given[Math.min(variant, given.length - 1)] ?? null;
  if (schema['x-kubernetes-int-or-string'] === true) return intOrString(schema, name, variant);
  switch (stringAt(schema, 'type')) {
    case 'string':
      return textOf(schema, name, variant);
    case 'integer':
    case 'number':
      return numberOf(schema, variant);
    case 'boolean':
      return schema['default'] === true ? variant === 0 : variant > 0;
    case 'array':
      return listOf(schema, path, name, choices);
    default:
      return objectOf(schema, path, choices, nth);
  }
}

function textOf(schema: Draft, name: string, variant: number): string {
  const texts = sampleTexts(schema, name);
  return texts[Math.min(variant, texts.length - 1)] ?? name;
}

function intOrString(schema: Draft, name: string, variant: number): Json {
  return stringAt(schema, 'pattern') === '' || variant > 0 ? 1 : textOf(schema, name, 0);
}

/** An empty text is one of the values often, and says nothing. */
function enumOf(schema: Draft): readonly Json[] {
  const { default: first, enum: all } = schema;
  if (!Array.isArray(all)) return [];
  const inOrder = [...all.filter((one) => one === first), ...all.filter((one) => one !== first)];
  return [...inOrder.filter((one) => one !== ''), ...inOrder.filter((one) => one === '')];
}

function numberOf(schema: Draft, variant: number): number {
  const { default: said } = schema;
  const least = (numberAt(schema, 'minimum') ?? 1) + (schema['exclusiveMinimum'] === true ? 1 : 0);
  const most =
    (numberAt(schema, 'maximum') ?? Number.POSITIVE_INFINITY) - (schema['exclusiveMaximum'] === true ? 1 : 0);
  const step = numberAt(schema, 'multipleOf') ?? 1;
  const fitting = Math.min(Math.ceil(Math.max(least, Math.min(1, most)) / step) * step, most);
  return variant === 0 && typeof said === 'number' ? said : Math.min(fitting + variant * step, most);
}

function listOf(schema: Draft, path: string, name: string, choices: Choices): Json {
  const items = itemsOf(schema);
  const least = Math.max(numberAt(schema, 'minItems') ?? 0, 0);
  const most = numberAt(schema, 'maxItems') ?? Number.POSITIVE_INFINITY;
  if (!items) return [];
  const isDistinct = schema['uniqueItems'] === true || /^(?:set|map)$/.test(stringAt(schema, 'x-kubernetes-list-type'));
  const count = Math.min(Math.max(1, least), most);
  return Array.from({ length: count }, (_, at) =>
    sampleValue(items, `${path}[${at}]`, name, choices, isDistinct ? at : 0),
  );
}

function objectOf(schema: Draft, path: string, choices: Choices, nth: number): Json {
  const known = propertiesOf(schema);
  const required = stringsAt(schema, 'required');
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
  const wanted = new Set(required);
  for (const [key] of known) if (choices.included.has(inside(key))) wanted.add(key);
  const least = numberAt(schema, 'minProperties') ?? 0;
  for (const [key] of known) if (wanted.size < least) wanted.add(key);
  const object: Draft = isEmbedded(schema)
    ? { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'example' } }
    : {};
  const ordered = [
    ...known.map(([key]) => key).filter((key) => wanted.has(key)),
    ...required.filter((key) => !propertyOf(schema, key)),
  ];
  for (const key of ordered) {
    if (Object.hasOwn(object, key)) continue;
    const type = propertyOf(schema, key) ?? valuesOf(schema) ?? { type: 'string' };
    object[key] = sampleValue(type, inside(key), key, choices, nth);
  }
  const values = valuesOf(schema);
  for (let at = Object.keys(object).length; values && at < least; at++) {
    object[`key${at}`] = sampleValue(values, `${path}.key${at}`, 'value', choices);
  }
  return object;
}

/** With what all of `allOf` and one of `anyOf` and of `oneOf` say besides. */
function withAlternatives(schema: Draft, variant: number): Draft {
  if (schema['x-kubernetes-int-or-string'] === true) return schema;
  const chosen = (['anyOf', 'oneOf'] as const).flatMap((name) => {
    const all = objectsAt(schema, name);
    const one = all[variant % Math.max(1, all.length)];
    return one ? [one] : [];
  });
  const parts = [...objectsAt(schema, 'allOf'), ...chosen];
  if (parts.length === 0) return schema;
  const { allOf: _, anyOf: __, oneOf: ___, ...rest } = schema;
  return parts.map((part) => withAlternatives(part, variant)).reduce(joined, rest);
}

function joined(one: Draft, other: Draft): Draft {
  const { not: _, ...more } = other;
  const required = [...new Set([...stringsAt(one, 'required'), ...stringsAt(other, 'required')])];
  const properties: Draft = { ...optionalObject(one, 'properties') };
  for (const [name, part] of Object.entries(optionalObject(other, 'properties') ?? {})) {
    const before = properties[name];
    properties[name] = isDraft(before) && isDraft(part) ? joined(before, part) : part;
  }
  return {
    ...one,
    ...more,
    ...(required.length > 0 && { required }),
    ...(Object.keys(properties).length > 0 && { properties }),
  };
}
