// Whether a schema is structural: every field has a type where it is described, and conditions only judge what is described.
// Mirrors apiextensions-apiserver pkg/apiserver/schema/{validation,complete}.go (v1.36).
import { goPattern } from '../../../cel/patterns.ts';
import {
  isEmbedded,
  itemsOf,
  keepsUnknown,
  propertiesOf,
  propertyOf,
  speaksOfValues,
  valuesOf,
} from '../../customResources/structural.ts';
import { type Draft, isDraft, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { forbidden, invalid, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { completenessErrors } from './structuralCompleteness.ts';

type Level = 'root' | 'item' | 'field';

/** Every breach; none for a structural schema. */
export function structuralErrors(schema: Draft, field: FieldPath): FieldError[] {
  return [...invariantErrors(schema, 'root', field), ...completenessErrors(schema, schema, field, field)];
}

function invariantErrors(schema: Draft, level: Level, field: FieldPath): FieldError[] {
  const items = itemsOf(schema);
  const values = valuesOf(schema);
  const errors: FieldError[] = [];
  if (schema['type'] === 'array' && !items) errors.push(required(child(field, 'items'), 'must be specified'));
  if (items) errors.push(...invariantErrors(items, 'item', child(field, 'items')));
  for (const [name, property] of propertiesOf(schema)) {
    errors.push(...invariantErrors(property, 'field', key(child(field, 'properties'), name)));
  }
  const valuesField = child(field, 'additionalProperties');
  if (speaksOfValues(schema) && level === 'root') errors.push(forbidden(valuesField, 'must not be used at the root'));
  if (values) errors.push(...invariantErrors(values, 'field', valuesField));
  return [
    ...errors,
    ...extensionErrors(schema, field),
    ...valueErrors(schema, isIntOrString(objectsAt(schema, 'anyOf')), startsIntOrString(schema), field),
    ...typeErrors(schema, level, field),
    ...metaFieldErrors(schema, level, field),
  ];
}

const INT_OR_STRING = 'x-kubernetes-int-or-string';

function extensionErrors(schema: Draft, field: FieldPath): FieldError[] {
  if (schema[INT_OR_STRING] !== true) return [];
  const excluded = ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'];
  return excluded
    .filter((name) => schema[name] === true)
    .map((name) => invalid(child(field, name), true, `must be false if ${INT_OR_STRING} is true`));
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  root: 'at the root',
  item: 'for specified array items',
  field: 'for specified object fields',
};

function typeErrors(schema: Draft, level: Level, field: FieldPath): FieldError[] {
  const type = stringAt(schema, 'type');
  const at = child(field, 'type');
  const errors: FieldError[] = [];
  if (isEmbedded(schema) && type !== 'object') {
    const words = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type === '' ? required(at, words) : invalid(at, type, words));
  } else if (type === '' && schema[INT_OR_STRING] !== true && !keepsUnknown(schema)) {
    errors.push(required(at, `must not be empty ${LEVEL_WORDS[level]}`));
  }
  if (isEmbedded(schema) && speaksOfValues(schema)) {
    const words = 'must not be used if x-kubernetes-embedded-resource is set';
    errors.push(forbidden(child(field, 'additionalProperties'), words));
  }
  if (level === 'root' && type !== '' && type !== 'object')
    errors.push(invalid(at, type, 'must be object at the root'));
  if (isEmbedded(schema) && !keepsUnknown(schema) && propertiesOf(schema).length === 0) {
    const words =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(required(child(field, 'properties'), words));
  }
  return errors;
}

/** What a schema may say of the fields that every object has. */
function metaFieldErrors(schema: Draft, level: Level, field: FieldPath): FieldError[] {
  const isResource = level === 'root' || isEmbedded(schema);
  const at = child(field, 'properties');
  const errors: FieldError[] = [];
  for (const name of isResource ? ['kind', 'apiVersion'] : []) {
    const property = propertyOf(schema, name);
    const type = stringAt(property, 'type');
    if (property && type !== 'string') errors.push(invalid(child(key(at, name), 'type'), type, 'must be string'));
  }
  const metadata = propertyOf(schema, 'metadata');
  if (!metadata) return errors;
  const type = stringAt(metadata, 'type');
  const metaField = key(at, 'metadata');
  if (isResource && type !== 'object') errors.push(invalid(child(metaField, 'type'), type, 'must be object'));
  if (level === 'root' && saysMore(metadata)) {
    const words = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
    errors.push(forbidden(metaField, words));
  }
  return errors;
}

const NAMES = new Set(['name', 'generateName']);

/** Whether metadata is described beyond its type and its names. */
function saysMore(metadata: Draft): boolean {
  const others = propertiesOf(metadata).some(([name]) => !NAMES.has(name));
  const { type: _, default: __, properties: ___, ...rest } = metadata;
  return (
    others ||
    Object.values(rest).some((value) => value !== undefined && value !== null && value !== '' && value !== false)
  );
}

/** Exactly an integer or a string. */
function isIntOrString(alternatives: readonly Draft[]): boolean {
  return (
    alternatives.length === 2 &&
    ['integer', 'string'].every((type, at) => {
      const alternative = alternatives[at] ?? {};
      return alternative['type'] === type && Object.keys(alternative).length === 1;
    })
  );
}

const startsIntOrString = (schema: Draft): boolean => isIntOrString(objectsAt(objectsAt(schema, 'allOf')[0], 'anyOf'));

/** Conditions on values: `anyOf` of int-or-string may name types. */
function valueErrors(schema: Draft, skipAny: boolean, skipFirstAll: boolean, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['anyOf', 'allOf', 'oneOf']) {
    if (name === 'anyOf' && skipAny) continue;
    for (const [at, inner] of objectsAt(schema, name).entries()) {
      errors.push(...nestedErrors(inner, name === 'allOf' && at === 0 && skipFirstAll, index(child(field, name), at)));
    }
  }
  const not = optionalObject(schema, 'not');
  if (not) errors.push(...nestedErrors(not, false, child(field, 'not')));
  const pattern = stringAt(schema, 'pattern');
  const wrong = pattern === '' ? undefined : patternError(pattern);
  if (wrong === undefined) return errors;
  return [
    ...errors,
    invalid(child(field, 'pattern'), pattern, `must be a valid regular expression, but isn't: ${wrong}`),
  ];
}

/** Go's words where they are simple; the expression itself is known to be wrong. */
function patternError(pattern: string): string | undefined {
  if (goPattern(pattern)) return undefined;
  const said = (words: string, part: string): string => `error parsing regexp: ${words}: \`${part}\``;
  const around = /\(\?(?:<?[=!])/.exec(pattern);
  if (around) return said('invalid or unsupported Perl syntax', around[0].slice(0, 3 + (around[0].length > 3 ? 1 : 0)));
  const repeat = /^[*+?]/.exec(pattern);
  if (repeat) return said('missing argument to repetition operator', repeat[0]);
  const twice = /[*+?][*+]+/.exec(pattern);
  if (twice) return said('invalid nested repetition operator', twice[0]);
  if (pattern.endsWith('\\')) return said('trailing backslash at end of expression', '');
  const range = /\[[^\]]*$/.exec(pattern);
  if (range) return said('missing closing ]', range[0]);
  const sequence = /\\[0-9A-Za-z]/.exec(pattern);
  if (sequence) return said('invalid escape sequence', sequence[0]);
  const open = (pattern.match(/\(/g) ?? []).length - (pattern.match(/\)/g) ?? []).length;
  return said(open > 0 ? 'missing closing )' : 'unexpected )', pattern);
}

/** What conditions may not say, in the words for each. */
const NOT_NESTED: readonly (readonly [name: string, words: string])[] = [
  ['type', 'empty'],
  ['additionalProperties', 'undefined'],
  ['default', 'undefined'],
  ['title', 'empty'],
  ['description', 'empty'],
  ['nullable', 'false'],
  ['x-kubernetes-preserve-unknown-fields', 'false'],
  ['x-kubernetes-embedded-resource', 'false'],
  [INT_OR_STRING, 'false'],
  ['x-kubernetes-list-map-keys', 'empty'],
  ['x-kubernetes-list-type', 'undefined'],
  ['x-kubernetes-map-type', 'undefined'],
  ['x-kubernetes-validations', 'empty'],
];

function nestedErrors(schema: Draft, skipAny: boolean, field: FieldPath): FieldError[] {
  const errors = valueErrors(schema, skipAny, false, field);
  const items = itemsOf(schema);
  if (items) errors.push(...nestedErrors(items, false, child(field, 'items')));
  for (const [name, property] of propertiesOf(schema)) {
    errors.push(...nestedErrors(property, false, key(child(field, 'properties'), name)));
  }
  for (const [name, words] of NOT_NESTED) {
    if (says(schema, name)) errors.push(forbidden(child(field, name), `must be ${words} to be structural`));
  }
  if (propertyOf(schema, 'metadata')) {
    errors.push(forbidden(key(child(field, 'properties'), 'metadata'), 'must not be specified in a nested context'));
  }
  return errors;
}

function says(schema: Draft, name: string): boolean {
  const value = schema[name];
  if (value === undefined || value === null || value === false) return false;
  if (name === 'default' || name === 'additionalProperties' || isDraft(value)) return true;
  return Array.isArray(value) ? value.length > 0 : value !== '' || name.startsWith('x-');
}
