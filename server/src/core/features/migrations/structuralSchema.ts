// What makes a schema structural: each value says its type, or that it may be an integer or a string. Mirrors what
// staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/schema/validation.go asks (v1.36).
import type { Path } from '../../yaml/nodes.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import type { Step } from '../refactorings/steps.ts';
import { insertFirst, set } from './steps.ts';

/** The steps for a schema at a path, and for all schemas in it. */
export function structural(path: Path, schema: PlainObject): readonly Step[] {
  return [...typed(path, schema), ...inner(path, schema).flatMap(([at, nested]) => structural(at, nested))];
}

function typed(path: Path, schema: PlainObject): readonly Step[] {
  const isOpen = ['x-kubernetes-int-or-string', 'x-kubernetes-preserve-unknown-fields'].some(
    (name) => schema[name] === true,
  );
  if (typeof schema['type'] === 'string' || isOpen) return [];
  if (isIntOrString(schema['anyOf'])) return [set([...path, 'x-kubernetes-int-or-string'], true)];
  if (isPlainObject(schema['properties']) || schema['additionalProperties'] !== undefined)
    return [insertFirst(path, 'type', 'object')];
  if (schema['items'] !== undefined) return [insertFirst(path, 'type', 'array')];
  return path.at(-1) === 'openAPIV3Schema'
    ? [insertFirst(path, 'type', 'object')]
    : [set([...path, 'x-kubernetes-preserve-unknown-fields'], true)];
}

function isIntOrString(anyOf: PlainValue | undefined): boolean {
  const types = Array.isArray(anyOf) ? anyOf.flatMap((option) => (isPlainObject(option) ? [option['type']] : [])) : [];
  return types.length === 2 && types.includes('integer') && types.includes('string');
}

function inner(path: Path, schema: PlainObject): readonly (readonly [Path, PlainObject])[] {
  const { properties, items, additionalProperties } = schema;
  const named = isPlainObject(properties)
    ? Object.entries(properties).map(([name, value]) => [[...path, 'properties', name], value] as const)
    : [];
  const all = [
    ...named,
    [[...path, 'items'], items] as const,
    [[...path, 'additionalProperties'], additionalProperties] as const,
  ];
  return all.flatMap(([at, value]) => (isPlainObject(value) ? [[at, value] as const] : []));
}
