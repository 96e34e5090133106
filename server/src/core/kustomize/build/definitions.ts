// `crds`: OpenAPI definitions of custom resources, which say by extensions which fields take annotations, labels and
// prefixes, and which name other objects (kustomize v5.8, api/internal/accumulator/loadconfigfromcrds.go).
import { isPlainObject, type PlainObject } from '../../yaml/plain.ts';
import { emptyTables, type FieldSpec, type FieldTables, mergedTables } from './fields.ts';

export function tablesOfDefinitions(says: PlainObject): FieldTables {
  let tables = emptyTables;
  for (const name of Object.keys(says)) {
    const properties = propertiesOf(says, name);
    if (!['kind', 'apiVersion', 'metadata'].every((key) => Object.hasOwn(properties, key))) continue;
    const kind = name.slice(name.lastIndexOf('.') + 1);
    tables = withProperties({ says, kind, open: [name] }, properties, [], tables);
  }
  return tables;
}

function propertiesOf(says: PlainObject, name: string): PlainObject {
  const definition = says[name];
  const schema = isPlainObject(definition) ? (definition['Schema'] ?? definition['schema']) : undefined;
  const properties = isPlainObject(schema) ? schema['properties'] : undefined;
  return isPlainObject(properties) ? properties : {};
}

interface Walk {
  readonly says: PlainObject;
  readonly kind: string;
  readonly open: readonly string[];
}

function withProperties(
  walk: Walk,
  properties: PlainObject,
  above: readonly string[],
  before: FieldTables,
): FieldTables {
  let tables = before;
  for (const [name, property] of Object.entries(properties)) {
    if (!isPlainObject(property)) continue;
    const path = [...above, name];
    tables = mergedTables(tables, tablesOfProperty(walk.kind, property, path));
    const to = typeof property['$ref'] === 'string' ? property['$ref'] : undefined;
    if (to === undefined || walk.open.includes(to)) continue;
    tables = withProperties({ ...walk, open: [...walk.open, to] }, propertiesOf(walk.says, to), path, tables);
  }
  return tables;
}

function tablesOfProperty(kind: string, property: PlainObject, path: readonly string[]): FieldTables {
  const spec = (parts: readonly string[]): FieldSpec => ({
    group: '',
    version: '',
    kind,
    path: parts.join('/'),
    create: false,
  });
  const has = (name: string): boolean => typeof property[`x-kubernetes-${name}`] === 'string';
  const word = (name: string): string => String(property[`x-kubernetes-object-ref-${name}`] ?? '');
  const to = { group: '', version: word('api-version'), kind: word('kind') };
  const refers = to.version !== '' && to.kind !== '';
  return {
    ...emptyTables,
    commonAnnotations: has('annotation') ? [spec(path)] : [],
    commonLabels: has('label-selector') ? [spec(path)] : [],
    namePrefix: has('identity') ? [spec(path)] : [],
    nameReference: refers ? [{ ...to, referrers: [spec([...path, word('name-key') || 'name'])] }] : [],
  };
}
