// Paths to fields as definitions write them (`.spec.items['a.b']`), followed through a structural schema.
// Mirrors ValidFieldPath of apiextensions-apiserver pkg/apiserver/schema/cel/validation.go (v1.36), with its errors.
import type { Draft } from '../draft.ts';
import { child, type FieldPath, key } from '../fieldPath.ts';
import { propertiesOf, propertyOf, speaksOfValues, valuesOf } from './structural.ts';

export type FollowedPath =
  | { readonly path: FieldPath; readonly schema: Draft | undefined }
  | { readonly error: string };

const NOT_A_FIELD = 'does not refer to a valid field';
const ENDS_EARLY = 'unexpected end of JSON path';

/** @param arrays whether `['key']` may be written */
export function followPath(text: string, schema: Draft | undefined, arrays: boolean): FollowedPath {
  const tokens = tokensOf(text);
  let at: { path: FieldPath; schema: Draft | undefined } = { path: '', schema };
  for (let next = tokens.shift(); next !== undefined; next = tokens.shift()) {
    if (next === '[' && !arrays) return { error: 'array notation is not allowed' };
    if (next !== '[' && next !== '.') return { error: `expected [ or . but got: ${next}` };
    const named = nameOf(tokens, next === '[');
    if ('error' in named) return named;
    const step = stepInto(at.path, at.schema, named.name);
    if ('error' in step) return step;
    const end = next === '[' ? closing(tokens) : undefined;
    if (end !== undefined) return { error: end };
    at = step;
  }
  return at;
}

/** Quoted texts, the delimiters, and what is between them. An open quote swallows the rest. */
function tokensOf(text: string): string[] {
  return text.match(/'(?:[^'\\]|\\.|\\)*?'|'.*|[.[\]]|[^.[\]']+[^.[\]]*/gs) ?? [];
}

type Named = { readonly name: string } | { readonly error: string };

function nameOf(tokens: string[], quoted: boolean): Named {
  const token = tokens.shift();
  if (token === undefined) return { error: ENDS_EARLY };
  if (!quoted) return { name: token };
  if (token.length < 2 || !token.startsWith("'") || !token.endsWith("'")) {
    return { error: `expected single quoted string but got ${token}` };
  }
  return unescaped(token.slice(1, -1));
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  "'": "'",
  '\\': '\\',
};

function unescaped(text: string): Named {
  const wrong = [...text.matchAll(/\\(.)/g)].find((found) => ESCAPES[found[1] ?? ''] === undefined);
  if (wrong) return { error: `invalid string literal: invalid escape char ${wrong[0]}` };
  return { name: text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? '') };
}

function closing(tokens: string[]): string | undefined {
  const token = tokens.shift();
  if (token === undefined) return ENDS_EARLY;
  return token === ']' ? undefined : `expected ] but got ${token}`;
}

function stepInto(path: FieldPath, schema: Draft | undefined, name: string): FollowedPath {
  if (schema && propertiesOf(schema).length > 0) {
    const property = propertyOf(schema, name);
    return property ? { path: child(path, name), schema: property } : { error: NOT_A_FIELD };
  }
  if (!schema || !speaksOfValues(schema)) return { error: NOT_A_FIELD };
  return { path: key(path, name), schema: valuesOf(schema) };
}
