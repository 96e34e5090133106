// The smallest value that can stand for a required field that is missing: what is required in it, filled with values
// that decode. It knows the schema; names and numbers that people would choose are data below.
import type { Field, Schema, TypeRef } from '../../schema/schema.ts';
import type { PlainObject, PlainValue } from '../../yaml/plain.ts';

/** What one usually writes first in a field of this name. */
const usual: Readonly<Record<string, PlainValue>> = {
  name: 'app',
  image: 'nginx',
  schedule: '0 * * * *',
  path: '/',
  pathType: 'Prefix',
  containerPort: 80,
  port: 80,
  mountPath: '/data',
  maxReplicas: 3,
  matchLabels: { app: 'app' },
  topologyKey: 'kubernetes.io/hostname',
  accessModes: ['ReadWriteOnce'],
  storage: '1Gi',
  apiGroup: 'rbac.authorization.k8s.io',
  namespace: 'default',
  capacity: { storage: '1Gi' },
  selector: { app: 'app' },
};

/** Types that the schema leaves open, and the server does not. */
const usualOfType: Readonly<Record<string, PlainValue>> = {
  LabelSelector: { matchLabels: { app: 'app' } },
  PodTemplateSpec: {
    metadata: { labels: { app: 'app' } },
    spec: { containers: [{ name: 'app', image: 'nginx' }] },
  },
  Container: { name: 'app', image: 'nginx' },
  Quantity: '1Gi',
  IntOrString: 80,
};

const deepest = 6;

/** A value for a required field. */
export function skeletonOf(schema: Schema, field: Field): PlainValue {
  return ofField(schema, field, 0);
}

function ofField(schema: Schema, field: Field, depth: number): PlainValue {
  const known = usual[field.name];
  if (known !== undefined && fits(known, field.type)) return known;
  if (field.default !== undefined && isPlainScalar(field.default)) return field.default;
  return ofType(schema, field.type, field, depth);
}

function isPlainScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function fits(value: PlainValue, type: TypeRef): boolean {
  if (Array.isArray(value)) return type.is === 'list';
  if (typeof value === 'string') return type.is === 'string';
  if (typeof value === 'number') return type.is === 'integer';
  return type.is === 'map';
}

function ofType(schema: Schema, type: TypeRef, field: Field, depth: number): PlainValue {
  switch (type.is) {
    case 'string':
      return field.enum?.[0] ?? field.constants?.[0] ?? placeholder(field.name);
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'list':
      return depth >= deepest ? [] : [ofType(schema, type.of, field, depth + 1)];
    case 'definition':
      return ofDefinition(schema, type.name, depth);
    case 'map':
    case 'object':
    case 'any':
      return {};
  }
}

/** A name that every naming rule takes, and that reads as one to be replaced: `secretName` gives `secret-name`. */
function placeholder(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

function ofDefinition(schema: Schema, name: string, depth: number): PlainValue {
  const definition = schema.definition(name);
  if (!definition) return {};
  const known = usualOfType[definition.typeName];
  if (known !== undefined) return known;
  if (definition.scalar) return '';
  const object: PlainObject = {};
  for (const required of depth >= deepest ? [] : definition.required) {
    const field = definition.fields.get(required);
    if (field) object[required] = ofField(schema, field, depth + 1);
  }
  return object;
}
