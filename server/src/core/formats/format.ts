// Files that are no manifests and yet ours to help with: their keys as data, in the shape in which the engine of
// manifests (structure, completion, hover) knows fields of kinds. What the keys do is known elsewhere.
import type { Definition, Field, KindInfo, Schema, TypeRef } from '../schema/schema.ts';
import type { Text } from '../text.ts';

export interface FileFormat {
  readonly id: 'kustomization' | 'settings' | 'scenario' | 'chart';
  /** The form as a schema with a single kind. */
  readonly schema: Schema;
  readonly kind: KindInfo;
  /** Where manifests stand in it as blocks of text: `steps[*].apply`. */
  readonly manifestsAt: readonly string[];
  /** What a key is for. */
  describe(definition: string, field: string): Text | undefined;
}

/** The keys of one mapping. */
export interface FormType {
  readonly about: Text;
  readonly required?: readonly string[];
  readonly fields: Readonly<Record<string, FormField>>;
}

export interface FormField {
  /** `string`, `boolean`, `integer`, `any`, `object`, a type of the form, or with `[]` or `{}` before it a list or map of one. */
  readonly type: string;
  readonly about: Text;
  readonly values?: readonly string[];
  /** Where its values or keys come from, for completion: `path`, `rule`. */
  readonly from?: NameSource;
  /** It is a time (`10s`, `1m30s`), or one of these words. */
  readonly time?: readonly string[];
  readonly deprecated?: boolean;
}

export type NameSource =
  | 'path'
  | 'patch-path'
  | 'folder'
  | 'rule'
  | 'level'
  | 'kind'
  | 'namespace'
  | 'version'
  | 'object'
  | 'built-object'
  | 'built-kind'
  | 'scaled'
  | 'image'
  | 'field-path'
  | 'command'
  | 'time';

export interface Form {
  readonly id: FileFormat['id'];
  readonly root: string;
  readonly apiVersion: string;
  readonly kindName: string;
  readonly manifestsAt?: readonly string[];
  readonly types: Readonly<Record<string, FormType>>;
}

/** The engine's view of a form, in the names of the schema that manifests are read with (its well-known names stay). */
export function formatOf(form: Form): FileFormat {
  const definitions = new Map(Object.entries(form.types).map(([name, type]) => [name, definitionOf(form, name, type)]));
  const kind: KindInfo = {
    apiVersion: form.apiVersion,
    group: '',
    version: '',
    kind: form.kindName,
    plural: '',
    namespaced: false,
    definition: form.root,
    shortNames: [],
    categories: [],
    subresources: [],
    served: true,
    creatable: false,
  };
  const schema: Schema = {
    version: '',
    kinds: () => [kind],
    kind: () => undefined,
    definition: (name) => definitions.get(name),
    lifecycle: () => undefined,
    apiVersionsOf: () => [],
    gate: () => undefined,
    wellKnown: nothingKnown,
  };
  return {
    id: form.id,
    schema,
    kind,
    manifestsAt: form.manifestsAt ?? [],
    describe: (definition, field) => form.types[definition]?.fields[field]?.about,
  };
}

const nothingKnown: Schema['wellKnown'] = {
  labels: [],
  annotations: [],
  taints: [],
  finalizers: [],
  secretTypes: [],
  signers: [],
  prefixes: [],
  reasons: [],
  safeSysctls: [],
  capabilities: [],
  conditionTypes: {},
};

function definitionOf(form: Form, name: string, { fields, required = [] }: FormType): Definition {
  const read = Object.entries(fields).map(([key, field]) => [key, fieldOf(form, key, field)] as const);
  return { name, typeName: name, fields: new Map(read), required, freeForm: false, embedded: false };
}

function fieldOf(form: Form, name: string, { type, values, from, time }: FormField): Field {
  return {
    name,
    type: typeRefOf(form, type),
    zeroDefault: false,
    ...(values ? { enum: values } : {}),
    ...(from ? { markers: [from] } : {}),
    ...(time ? { markers: ['time', ...time] } : {}),
  };
}

function typeRefOf(form: Form, words: string): TypeRef {
  if (words.startsWith('[]')) return { is: 'list', of: typeRefOf(form, words.slice(2)) };
  if (words.startsWith('{}')) return { is: 'map', of: typeRefOf(form, words.slice(2)) };
  switch (words) {
    case 'string':
    case 'boolean':
    case 'integer':
    case 'object':
    case 'any':
      return { is: words };
    default:
      return { is: 'definition', name: words };
  }
}
