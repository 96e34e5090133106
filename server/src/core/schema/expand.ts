// One version out of the bundle: kinds, definitions and fields in the form the rest of the core reads, each made when
// it is first asked for and then kept. It knows the bundle's short names; nobody else does.
import type { Bundle, RawDefinition, RawField, Runs } from './bundle.ts';
import { lifecycleIn } from './lifecycle.ts';
import type { Definition, FeatureGate, Field, KindInfo, Schema, TypeRef, Union, WellKnown } from './schema.ts';

/** The schema of one minor of the bundle (`36`). */
export function expandSchema(bundle: Bundle, minor: number): Schema {
  const kinds = new Map<string, KindInfo | undefined>();
  const definitions = new Map<string, Definition | undefined>();
  let all: readonly KindInfo[] | undefined;
  const kind = (key: string): KindInfo | undefined => remembered(kinds, key, () => kindOf(bundle, minor, key));
  const schema: Schema = {
    version: `1.${minor}`,
    kinds() {
      all ??= bundle.kinds.keys().flatMap((key) => kind(key) ?? []);
      return all;
    },
    kind: (apiVersion, name) => kind(`${apiVersion}/${name}`) ?? listKind(schema, apiVersion, name),
    definition: (name) =>
      definitions.get(name) ??
      remembered(definitions, name, () => synthetic(name) ?? definitionOf(bundle, minor, name)),
    lifecycle: (apiVersion, name) => lifecycleIn(bundle, `${apiVersion}/${name}`),
    apiVersionsOf: (name) => apiVersionsOf(bundle, name),
    gate: (name) => gateOf(bundle, minor, name),
    get wellKnown() {
      return wellKnownOf(bundle);
    },
  };
  return schema;
}

function remembered<T>(known: Map<string, T | undefined>, key: string, make: () => T | undefined): T | undefined {
  if (known.has(key)) return known.get(key);
  const made = make();
  known.set(key, made);
  return made;
}

function bodyAt(runs: Runs | undefined, minor: number): number {
  let body = -1;
  for (const [from, index] of runs ?? []) if (from <= minor) body = index;
  return body;
}

/** The minor from which on something is there without a gap up to `minor`; undefined if since the bundle's first. */
function sinceOf(bundle: Bundle, minor: number, present: (at: number) => boolean): string | undefined {
  const first = Number(bundle.versions[0]?.slice(2));
  let since = minor;
  while (since > first && present(since - 1)) since--;
  return since > first ? `1.${since}` : undefined;
}

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

function kindOf(bundle: Bundle, minor: number, key: string): KindInfo | undefined {
  const runs = bundle.kinds.get(key);
  const index = bodyAt(runs, minor);
  if (index < 0) return undefined;
  const raw = bundle.kindBodies.at(index);
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const since = sinceOf(bundle, minor, (at) => bodyAt(runs, at) >= 0);
  const lifecycle = lifecycleIn(bundle, key);
  return {
    apiVersion: parts.slice(0, -1).join('/'),
    group: parts.length === 3 ? (parts[0] ?? '') : '',
    version: parts.at(-2) ?? '',
    kind: name,
    plural: raw.plural,
    namespaced: raw.scope === 'Namespaced',
    definition: raw.def,
    shortNames: raw.short ?? [],
    categories: raw.categories ?? [],
    subresources: raw.sub ?? [],
    served: raw.served,
    creatable: (raw.verbs ?? allVerbs).includes('create'),
    ...(since ? { since } : {}),
    ...(lifecycle ? { lifecycle } : {}),
  };
}

const listDefinition = 'io.k8s.api.core.v1.List';
const embeddedDefinition = 'io.k8s.apimachinery.pkg.runtime.Object';

/** `v1` `List`, which only clients know, and `PodList` from `Pod`: neither is a resource of its own. */
function listKind(schema: Schema, apiVersion: string, name: string): KindInfo | undefined {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  const common = {
    apiVersion,
    group,
    version,
    kind: name,
    plural: '',
    namespaced: false,
    served: true,
    creatable: true,
  };
  const none = { shortNames: [], categories: [], subresources: [] };
  if (apiVersion === 'v1' && name === 'List') return { ...common, ...none, definition: listDefinition };
  if (!name.endsWith('List')) return undefined;
  const item = schema.kind(apiVersion, name.slice(0, -'List'.length));
  const definition = item && `${item.definition}List`;
  return definition && schema.definition(definition) ? { ...common, ...none, definition } : undefined;
}

function synthetic(name: string): Definition | undefined {
  if (name === embeddedDefinition) return { ...bare(name), freeForm: true, embedded: true };
  if (name !== listDefinition) return undefined;
  const string: TypeRef = { is: 'string' };
  const meta: TypeRef = { is: 'definition', name: 'io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta' };
  const items: TypeRef = { is: 'list', of: { is: 'definition', name: embeddedDefinition } };
  const types: [string, TypeRef][] = [
    ['apiVersion', string],
    ['kind', string],
    ['metadata', meta],
    ['items', items],
  ];
  const fields = new Map(types.map(([field, type]) => [field, { name: field, type, zeroDefault: false }]));
  return { ...bare(name), fields, required: ['items'] };
}

function bare(name: string): Definition {
  const typeName = name.slice(name.lastIndexOf('.') + 1);
  return { name, typeName, fields: new Map(), required: [], freeForm: false, embedded: false };
}

/** Types that decode themselves, so that whatever stands in them is taken (`UnmarshalJSON` in their Go source). */
const selfDecoded = new Set(
  'RawExtension FieldsV1 JSON JSONSchemaPropsOrArray JSONSchemaPropsOrBool JSONSchemaPropsOrStringArray'.split(' '),
);

/** Where one writes the fields of another type though the schema says "anything". */
const usualFieldsOf: Readonly<Record<string, string>> = {
  JSONSchemaPropsOrArray: 'JSONSchemaProps',
  JSONSchemaPropsOrBool: 'JSONSchemaProps',
};

function definitionOf(bundle: Bundle, minor: number, name: string): Definition | undefined {
  const runs = bundle.definitions.get(name);
  const index = bodyAt(runs, minor);
  if (index < 0) return undefined;
  const raw = bundle.bodies.at(index);
  const { typeName } = bare(name);
  const borrowed = usualFieldsOf[typeName];
  if (borrowed) {
    const usual = definitionOf(bundle, minor, name.replace(typeName, borrowed));
    return { ...bare(name), fields: usual?.fields ?? new Map(), freeForm: true };
  }
  const scalar = scalarOf(typeName, raw);
  const unions = raw.u?.map(unionOf);
  return {
    ...bare(name),
    fields: fieldsOf(bundle, minor, runs, raw),
    required: raw.r ?? [],
    ...(scalar ? { scalar } : {}),
    freeForm: selfDecoded.has(typeName),
    ...(raw.mt ? { mapType: raw.mt } : {}),
    ...(unions ? { unions } : {}),
    ...(raw.m ? { markers: raw.m } : {}),
  };
}

function scalarOf(typeName: string, raw: RawDefinition): Definition['scalar'] {
  if (typeName === 'Quantity') return { type: 'any', format: 'quantity' };
  if (raw.p || selfDecoded.has(typeName) || !raw.t || raw.t === 'object') return undefined;
  return { type: scalarType(raw.t), ...(raw.f ? { format: raw.f } : {}) };
}

function scalarType(word: string): 'string' | 'integer' | 'number' | 'boolean' | 'any' {
  return word === 'string' || word === 'integer' || word === 'number' || word === 'boolean' ? word : 'any';
}

function unionOf(raw: NonNullable<RawDefinition['u']>[number]): Union {
  const members = raw['fields-to-discriminateBy'] ?? {};
  return raw.discriminator ? { discriminator: raw.discriminator, members } : { members };
}

function fieldsOf(
  bundle: Bundle,
  minor: number,
  runs: Runs | undefined,
  raw: RawDefinition,
): ReadonlyMap<string, Field> {
  const older = (at: number): RawDefinition | undefined => {
    const index = bodyAt(runs, at);
    return index < 0 ? undefined : bundle.bodies.at(index);
  };
  const fields = new Map<string, Field>();
  for (const [name, index] of Object.entries(raw.p ?? {})) {
    const since = sinceOf(bundle, minor, (at) => older(at)?.p?.[name] !== undefined);
    fields.set(name, fieldOf(name, bundle.fields.at(index), since));
  }
  return fields;
}

function fieldOf(name: string, raw: RawField, since: string | undefined): Field {
  return {
    name,
    type: parseType(raw.t, raw.f),
    ...(raw.e ? { enum: raw.e } : {}),
    ...(raw.k ? { constants: raw.k } : {}),
    ...(raw.d === undefined ? {} : { default: raw.d }),
    zeroDefault: raw.z === 1,
    ...(raw.lt ? { listType: raw.lt } : {}),
    ...(raw.lk ? { listMapKeys: raw.lk } : {}),
    ...(raw.mt ? { mapType: raw.mt } : {}),
    ...(raw.ps ? { patchStrategy: raw.ps } : {}),
    ...(raw.pk ? { patchMergeKey: raw.pk } : {}),
    ...(raw.g ? { featureGates: raw.g } : {}),
    ...(raw.h ? { hints: raw.h } : {}),
    ...(raw.m ? { markers: raw.m } : {}),
    ...(since ? { since } : {}),
  };
}

function parseType(word: string, format: string | undefined): TypeRef {
  if (word.startsWith('[]')) return { is: 'list', of: parseType(word.slice(2), format) };
  if (word.startsWith('{}')) return { is: 'map', of: parseType(word.slice(2), format) };
  if (word.startsWith('@')) return { is: 'definition', name: word.slice(1) };
  const is = word === 'object' ? word : scalarType(word);
  return format ? { is, format } : { is };
}

function apiVersionsOf(bundle: Bundle, kind: string): readonly string[] {
  const known = [...bundle.kinds.keys(), ...bundle.lifecycle.keys()].filter((key) => key.endsWith(`/${kind}`));
  return [...new Set(known.map((key) => key.slice(0, -kind.length - 1)))];
}

const stages: Readonly<Record<string, FeatureGate['stage']>> = { A: 'alpha', B: 'beta', G: 'ga', D: 'deprecated' };

/** Of the newest version whose gates are known, where this one's are not. */
function gateOf(bundle: Bundle, minor: number, name: string): FeatureGate | undefined {
  let state: string | undefined;
  for (const [from, run] of bundle.gates.get(name) ?? []) if (from <= minor) state = run;
  const stage = stages[state?.[0] ?? ''];
  return state && stage ? { name, stage, enabled: state[1] === '+', locked: state[2] === '!' } : undefined;
}

const wellKnownNames = new WeakMap<Bundle, WellKnown>();

function wellKnownOf(bundle: Bundle): WellKnown {
  const known = wellKnownNames.get(bundle);
  if (known) return known;
  const list = (key: string): readonly string[] => strings(bundle.wellKnown.get(key));
  const made: WellKnown = {
    labels: list('labels'),
    annotations: list('annotations'),
    taints: list('taints'),
    finalizers: list('finalizers'),
    secretTypes: list('secretTypes'),
    signers: list('signers'),
    prefixes: list('prefixes'),
    reasons: list('reasons'),
    safeSysctls: list('safeSysctls'),
    capabilities: list('capabilities'),
    conditionTypes: Object.fromEntries(
      Object.entries(bundle.wellKnown.get('conditionTypes') ?? {}).map(([type, values]) => [type, strings(values)]),
    ),
  };
  wellKnownNames.set(bundle, made);
  return made;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
