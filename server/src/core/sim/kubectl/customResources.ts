// kubectl's names and tables of custom resources, as the cluster's CustomResourceDefinitions write them.
// Source: apiextensions-apiserver/pkg/registry/customresource/tableconvertor/tableconvertor.go (v1.36).
import { isJsonObject, type JsonObject, type JsonValue } from '../../apiserver/types.ts';
import { type CustomKind, customKinds } from '../customKinds.ts';
import type { ClusterView } from '../frame.ts';
import { since } from './ages.ts';
import { evaluateJsonPath, valuesAt } from './jsonPath.ts';
import { count, list, text } from './read.ts';
import { allResources, type Resource, resourceNamed } from './resources.ts';
import type { Column, Columns } from './table.ts';
import { age, name } from './tables/columns.ts';

/** By any name of a built-in or a custom type, in any case; undefined: the server has no such type. */
export function resourceIn(view: ClusterView, word: string): Resource | undefined {
  const found = resourceNamed(word);
  if (found) return found;
  const wanted = word.toLowerCase();
  const custom = customKinds(view).find((one) => namesOf(one).includes(wanted));
  return custom && resourceOf(custom);
}

/** The types a word on the command line means: one, or all of a category such as `all`. */
export function resourcesMeant(view: ClusterView, word: string): readonly Resource[] {
  const found = resourceIn(view, word);
  if (found) return [found];
  const seen = new Set<JsonObject>();
  const custom = customKinds(view).filter(({ info, definition }) => {
    const meant = info.categories.includes(word) && !seen.has(definition);
    seen.add(definition);
    return meant;
  });
  return [...(word === 'all' ? allResources : []), ...custom.map(resourceOf)];
}

function namesOf({ info, definition }: CustomKind): readonly string[] {
  const { plural, group, version, shortNames } = info;
  const singular = text(definition, 'spec', 'names', 'singular') || info.kind.toLowerCase();
  const full = [plural, singular];
  const qualified = full.flatMap((word) => [`${word}.${group}`, `${word}.${version}.${group}`]);
  return [...full, ...shortNames, ...qualified];
}

const known = new WeakMap<JsonObject, Map<string, Resource>>();

/** One and the same value for a version of a definition, so that types can be compared. */
function resourceOf({ info, definition, warning }: CustomKind): Resource {
  const made = known.get(definition) ?? new Map<string, Resource>();
  known.set(definition, made);
  const before = made.get(info.version);
  if (before) return before;
  const resource: Resource = {
    kind: info.kind,
    apiVersion: info.apiVersion,
    shortNames: info.shortNames,
    ...(warning !== undefined && { warning }),
    custom: {
      plural: info.plural,
      namespaced: info.namespaced,
      columns: columnsOf(definition, info.version),
      selectable: list(versionIn(definition, info.version), 'selectableFields').map((field) =>
        text(field, 'jsonPath').replace(/^\./, ''),
      ),
    },
  };
  made.set(info.version, resource);
  return resource;
}

/** NAME, and what the version prints; AGE when it says nothing. */
function versionIn(definition: JsonObject, version: string): JsonValue | undefined {
  return list(definition, 'spec', 'versions').find((one) => text(one, 'name') === version);
}

function columnsOf(definition: JsonObject, version: string): Columns {
  const printed = list(versionIn(definition, version), 'additionalPrinterColumns').filter(isJsonObject);
  return [name, ...(printed.length > 0 ? printed.map(columnOf) : [age])];
}

function columnOf(written: JsonObject): Column {
  const [path, type] = [text(written, 'jsonPath'), text(written, 'type')];
  return {
    name: text(written, 'name').toUpperCase(),
    ...(count(written, 'priority') > 0 && { wide: true as const }),
    cell(object, { nowMs }) {
      const [value] = valuesAt(path, object);
      return value === undefined ? '' : cellOf(type, value, nowMs);
    },
  };
}

/** `cellForJSONValue`: a value of another type than the column's is not shown. */
function cellOf(type: string, value: JsonValue, nowMs: number): string {
  switch (type) {
    case 'string':
      return evaluateJsonPath('{.value}', { value });
    case 'integer':
      return typeof value === 'number' ? String(Math.trunc(value)) : '';
    case 'number':
      return typeof value === 'number' ? String(value) : '';
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : '';
    case 'date':
      if (typeof value !== 'string') return '';
      return value !== '' && Number.isNaN(Date.parse(value)) ? '<invalid>' : since(nowMs, value);
    default:
      return '';
  }
}
