// How patches merge the lists of an object, as kustomize knows it: by the schema of Kubernetes 1.21 (v5.8, kyaml/openapi),
// here read from the schema in force, without what came later; or by the schema that `openapi.path` names.
import type { Definition, Field, Schema, TypeRef } from '../../schema/schema.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { clusterKinds, namespacedKinds } from './knownKinds.data.ts';

/** Of a field or an item. */
export interface Shape {
  field(name: string): Shape | undefined;
  items(): Shape | undefined;
  readonly isMerged: boolean;
  /** Of a list of mappings that is merged. */
  readonly keys: readonly string[];
}

export interface Shapes {
  of(apiVersion: string, kind: string): Shape | undefined;
}

export const noShapes: Shapes = { of: () => undefined };

/** Merged lists that came with Kubernetes 1.22 and later: kustomize replaces them. */
const later = new Set(['resourceClaims', 'schedulingGates', 'resourceClaimStatuses', 'hostIPs']);

export function builtInShapes(schema: Schema | undefined): Shapes {
  if (!schema) return noShapes;
  return {
    of: (apiVersion, kind) => {
      const isKnown = [clusterKinds, namespacedKinds].some((kinds) => kinds[apiVersion]?.includes(kind));
      if (!isKnown) return undefined;
      const info = schema.kind(apiVersion, kind) ?? otherVersion(schema, kind);
      const definition = info && schema.definition(info.definition);
      return definition && shapeOf(schema, { is: 'definition', name: definition.name });
    },
  };
}

/** What a version that is gone had is nearly what the one that is left has. */
function otherVersion(schema: Schema, kind: string) {
  for (const apiVersion of schema.apiVersionsOf(kind)) {
    const info = schema.kind(apiVersion, kind);
    if (info) return info;
  }
  return undefined;
}

function shapeOf(schema: Schema, type: TypeRef | undefined, field?: Field): Shape {
  const definition: Definition | undefined = type?.is === 'definition' ? schema.definition(type.name) : undefined;
  const isMerged = field?.patchStrategy?.split(',').includes('merge') === true;
  const keys = isMerged
    ? (field?.listMapKeys ?? (field?.patchMergeKey === undefined ? [] : [field.patchMergeKey]))
    : [];
  return {
    isMerged,
    keys,
    field: (name) => {
      const inner = later.has(name) ? undefined : definition?.fields.get(name);
      if (inner) return shapeOf(schema, inner.type, inner);
      return type?.is === 'map' ? shapeOf(schema, type.of) : undefined;
    },
    items: () => (type?.is === 'list' ? shapeOf(schema, type.of) : undefined),
  };
}

/** From an OpenAPI document as `kustomize openapi fetch` gives it; it stands in the place of the built-in schema. */
export function shapesOfOpenApi(says: PlainObject): Shapes {
  const definitions = isPlainObject(says['definitions']) ? says['definitions'] : {};
  return {
    of: (apiVersion, kind) => {
      const found = Object.values(definitions).find((one) => isPlainObject(one) && isOfKind(one, apiVersion, kind));
      return isPlainObject(found) ? openApiShape(definitions, found) : undefined;
    },
  };
}

function isOfKind(definition: PlainObject, apiVersion: string, kind: string): boolean {
  const names = definition['x-kubernetes-group-version-kind'];
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return (
    Array.isArray(names) &&
    names.some(
      (name) =>
        isPlainObject(name) && name['kind'] === kind && name['version'] === version && (name['group'] ?? '') === group,
    )
  );
}

function openApiShape(definitions: PlainObject, says: PlainObject): Shape {
  const keys = says['x-kubernetes-list-map-keys'];
  const key = says['x-kubernetes-patch-merge-key'];
  const isMerged = String(says['x-kubernetes-patch-strategy'] ?? '')
    .split(',')
    .includes('merge');
  const inner = (value: PlainValue | undefined): Shape | undefined => {
    const target = resolvedIn(definitions, value);
    return target && openApiShape(definitions, target);
  };
  return {
    isMerged,
    keys: !isMerged ? [] : Array.isArray(keys) ? keys.map(String) : typeof key === 'string' ? [key] : [],
    field: (name) => {
      const fields = says['properties'];
      const own = isPlainObject(fields) ? fields[name] : undefined;
      return inner(own ?? says['additionalProperties']);
    },
    items: () => inner(says['items']),
  };
}

/** The strategy of a list stands beside its reference or type, what it is made of behind it. */
function resolvedIn(definitions: PlainObject, value: PlainValue | undefined): PlainObject | undefined {
  let at = value;
  for (let steps = 0; steps < 20 && isPlainObject(at); steps++) {
    const to = at['$ref'];
    if (typeof to !== 'string') return at;
    at = definitions[to.slice(to.lastIndexOf('/') + 1)];
  }
  return undefined;
}
