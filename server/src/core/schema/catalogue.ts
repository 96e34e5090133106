// Popular custom resources, for workspaces that use them without their definitions: an index of kinds, and a package's
// types read when one of its groups is first looked up. Made by server/tools/catalogue.mjs. What it says is that of one
// release, so nobody may call a manifest wrong by it alone. It reads no files itself.
import type { Layer, Layers, TypeTexts } from './extend.ts';
import type { Definition, Field, KindInfo, TypeRef } from './schema.ts';

export interface Catalogue extends Layers {
  /** Where what it knows of a kind is from: a package and its version; undefined for kinds that it does not have. */
  sourceOf(apiVersion: string, kind: string): string | undefined;
  /** Of one of its kinds in any version of the API; undefined for groups that it does not have. */
  sourceOfGroup(apiVersion: string): string | undefined;
}

/** apiVersion, kind, 1 where it has a namespace, number of its type. */
type KindRow = readonly [string, string, number, number];

interface Package {
  readonly file: string;
  readonly source: string;
  readonly kinds: readonly KindRow[];
}

/** `s n b a o`, the number of a type, `@` and a built-in type, a list, a map, or allowed strings. */
type Code = string | number | readonly ['l' | 'm', Code] | readonly ['e', ...string[]];
type FieldRow = readonly [Code, number, number?];
type TypeRow = readonly [string, number, Readonly<Record<string, FieldRow>>];

interface Types {
  readonly types: readonly TypeRow[];
  readonly texts: readonly string[];
}

/**
 * @param index the text of index.json
 * @param read gives the text of a package's file; called once for each package that somebody looks into. Undefined while it is
 * on its way: then the package's kinds are unknown, until whoever fetches it loads the catalogue again
 */
export function loadCatalogue(index: string, read: (file: string) => string | undefined): Catalogue {
  const { packages }: { readonly packages: readonly Package[] } = JSON.parse(index);
  const named = packages.map((one): Layer => ({ kinds: one.kinds.map((row) => kindOf(one, row)), ...nothing }));
  const loaded = new Map<Package, Layer>();
  const load = (one: Package): readonly Layer[] => {
    const before = loaded.get(one);
    if (before) return [before];
    const text = read(one.file);
    if (text === undefined) return [];
    const layer = layerFrom(one, JSON.parse(text));
    loaded.set(one, layer);
    return [layer];
  };
  return {
    all: () => named,
    ofGroup: (group) => packages.filter((one) => hasGroup(one, group)).flatMap(load),
    sourceOf: (apiVersion, kind) =>
      packages.find((one) => one.kinds.some((row) => row[0] === apiVersion && row[1] === kind))?.source,
    sourceOfGroup: (apiVersion) => packages.find((one) => hasGroup(one, groupOf(apiVersion)))?.source,
  };
}

const nothing: Pick<Layer, 'definitions' | 'texts'> = { definitions: new Map(), texts: new Map() };

function hasGroup({ kinds }: Package, group: string): boolean {
  return kinds.some(([apiVersion]) => groupOf(apiVersion) === group);
}

function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
}

function kindOf(one: Package, [apiVersion, kind, namespaced, type]: KindRow): KindInfo {
  const [group = '', version = ''] = apiVersion.split('/');
  return {
    apiVersion,
    group,
    version,
    kind,
    plural: pluralOf(kind.toLowerCase()),
    namespaced: namespaced === 1,
    definition: nameOf(one, type, kind),
    shortNames: [],
    categories: [],
    subresources: [],
    served: true,
    creatable: true,
    catalogued: true,
  };
}

/** As controller-gen makes plurals; packages do not say them. */
function pluralOf(word: string): string {
  if (/(?:s|x|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** A group of the package before the slash leads back to it: `cert-manager.io/cert-manager.12.CertificateSpec`. */
function nameOf({ file, kinds }: Package, type: number, typeName: string): string {
  const group = groupOf(kinds[0]?.[0] ?? '');
  return `${group}/${file.slice(0, file.indexOf('.'))}.${type}.${typeName}`;
}

function layerFrom(one: Package, { types, texts }: Types): Layer {
  const kinds = one.kinds.map((row) => kindOf(one, row));
  const roots = new Set(one.kinds.map((row) => row[3]));
  const definitions = new Map<string, Definition>();
  const sentences = new Map<string, TypeTexts>();
  const nameAt = (number: number): string => nameOf(one, number, types[number]?.[0] ?? 'object');
  for (const [number, [typeName, text, rows]] of types.entries()) {
    const name = nameAt(number);
    const fields = Object.entries(rows).map(([field, row]) => [field, fieldOf(field, row[0], nameAt)] as const);
    definitions.set(name, {
      name,
      typeName,
      fields: new Map(roots.has(number) ? [...head, ...fields] : fields),
      required: Object.entries(rows).flatMap(([field, row]) => (row[1] === 1 ? [field] : [])),
      // Of some kinds nobody says what they hold.
      freeForm: fields.length === 0,
      embedded: false,
      catalogued: true,
    });
    const own = texts[text];
    const ofFields = Object.entries(rows).map(([field, row]) => [field, texts[row[2] ?? -1] ?? ''] as const);
    const said = new Map(ofFields.filter(([, sentence]) => sentence !== ''));
    sentences.set(name, { ...(own === undefined ? {} : { own }), fields: said });
  }
  return { kinds, definitions, texts: sentences };
}

const objectMeta: TypeRef = { is: 'definition', name: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

const head: readonly (readonly [string, Field])[] = (
  [
    ['apiVersion', { is: 'string' }],
    ['kind', { is: 'string' }],
    ['metadata', objectMeta],
  ] as const
).map(([name, type]) => [name, { name, type, zeroDefault: false }]);

function fieldOf(name: string, code: Code, nameAt: (type: number) => string): Field {
  const values = valuesOf(code);
  return { name, type: typeOf(code, nameAt), ...(values ? { enum: values } : {}), zeroDefault: false };
}

/** Allowed strings of a field, or of the items of a list. */
function valuesOf(code: Code): readonly string[] | undefined {
  if (typeof code === 'string' || typeof code === 'number') return undefined;
  if (code[0] === 'l') return valuesOf(code[1]);
  return code[0] === 'e' ? code.slice(1).map(String) : undefined;
}

const simple: Readonly<Record<string, TypeRef>> = {
  s: { is: 'string' },
  n: { is: 'number' },
  b: { is: 'boolean' },
  o: { is: 'object' },
};

function typeOf(code: Code, nameAt: (type: number) => string): TypeRef {
  if (typeof code === 'number') return { is: 'definition', name: nameAt(code) };
  if (typeof code === 'string') {
    return code.startsWith('@') ? { is: 'definition', name: code.slice(1) } : (simple[code] ?? { is: 'any' });
  }
  switch (code[0]) {
    case 'l':
      return { is: 'list', of: typeOf(code[1], nameAt) };
    case 'm':
      return { is: 'map', of: typeOf(code[1], nameAt) };
    case 'e':
      return { is: 'string' };
  }
}
