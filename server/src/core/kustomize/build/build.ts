// A kustomization built, as `kustomize build` builds it (v5 api/internal/target/kusttarget.go): resources, components,
// generators, patches, transformers, then hashes and references at the top. What is not known here (addresses, charts,
// plugins, vars) is a fault that is named; nothing is guessed.
import type { Schema } from '../../schema/schema.ts';
import { treeOf } from '../../workspace/document.ts';
import { fileOf, type ManifestFile, textOf } from '../../workspace/file.ts';
import { viewFor } from '../../workspace/settingsFile.ts';
import { fileIn, filesOf, type Workspace } from '../../workspace/workspace.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { graphOf, type Kustomization, type KustomizeGraph, keyOf, uriOf } from '../graph.ts';
import { isRemote } from '../model.ts';
import { addHashes, type FileText, generate } from './generate.ts';
import { jsonPatch, strategicMerge } from './merge.ts';
import { type BuiltObject, groupOf, kindOf, NotBuilt, nameOf, namespaceOf, type Origin, wordAt } from './object.ts';
import { inOrder } from './order.ts';
import { fixReferences } from './references.ts';
import { itemsOf, transform } from './transform.ts';

export interface Build {
  readonly objects: readonly BuiltObject[];
  /** Why there is no result, or not all of it. */
  readonly fault?: string;
}

interface Builder {
  readonly workspace: Workspace;
  readonly graph: KustomizeGraph;
  readonly schema: Schema | undefined;
  /** Texts of files that are no manifests, by URI. */
  readonly texts: ReadonlyMap<string, string>;
  readonly open: string[];
}

/** @param texts of files that generators read and that are not in the workspace, by URI */
export function buildKustomization(
  workspace: Workspace,
  uri: string,
  texts: ReadonlyMap<string, string> = new Map(),
): Build | undefined {
  const graph = graphOf(workspace);
  const top = [...graph.byFolder.values()].find((one) => one.uri === uri);
  if (!top) return undefined;
  const builder: Builder = { workspace, graph, schema: viewFor(workspace, uri).schema, texts, open: [] };
  try {
    const objects = gather(builder, top, []);
    addHashes(objects);
    fixReferences(objects);
    for (const { object } of objects) tidyMetadata(object);
    return { objects: inOrder(objects) };
  } catch (error) {
    if (error instanceof NotBuilt) return { objects: [], fault: error.message };
    throw error;
  }
}

/** Labels and annotations that hold nothing are left out. */
function tidyMetadata({ metadata }: PlainObject): void {
  if (!isPlainObject(metadata)) return;
  for (const key of ['labels', 'annotations']) {
    const value = metadata[key];
    if (value === null || (isPlainObject(value) && Object.keys(value).length === 0)) delete metadata[key];
  }
}

const notKnownHere = [
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'vars',
  'replacements',
  'configurations',
  'crds',
  'openapi',
];

/** Everything that a kustomization comes to, laid over what was gathered before where it is a component. */
function gather(builder: Builder, one: Kustomization, before: readonly BuiltObject[]): BuiltObject[] {
  if (builder.open.includes(one.folder))
    throw new NotBuilt(`kustomizations name each other in a circle: "${one.folder}"`);
  builder.open.push(one.folder);
  const says = plainOf(one);
  for (const key of notKnownHere) if (hasContent(says[key])) throw new NotBuilt(`"${key}" is not built here`);
  const all = [...before];
  for (const path of [...wordsOf(says['resources']), ...wordsOf(says['bases'])])
    all.push(...resourcesAt(builder, one, path));
  const origin = originOf(builder, one);
  generate(all, says, origin, one.folder, fileTextOf(builder, one));
  const composed = wordsOf(says['components']).reduce(
    (gathered, path) => gatherComponent(builder, one, path, gathered),
    all,
  );
  const patched = patchAll(builder, one, says, origin, composed);
  for (const object of patched) object.through.push(one.folder);
  transform(patched, says, builder.schema);
  builder.open.pop();
  const later = itemsOf(says['patchesJson6902']);
  return later.length === 0 ? patched : applyPatches(builder, one, later, origin, patched);
}

const hasContent = (value: PlainValue | undefined): boolean =>
  (Array.isArray(value) && value.length > 0) || (isPlainObject(value) && Object.keys(value).length > 0);

function plainOf({ document }: Kustomization): PlainObject {
  const { value } = toPlain(treeOf(document).root);
  return isPlainObject(value) ? value : {};
}

const wordsOf = (value: PlainValue | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

function originOf({ workspace }: Builder, { uri, document }: Kustomization): Origin {
  return { uri, document, index: Math.max(0, fileIn(workspace, uri)?.documents.indexOf(document) ?? 0) };
}

function resourcesAt(builder: Builder, one: Kustomization, path: string): readonly BuiltObject[] {
  if (isRemote(path)) throw new NotBuilt(`"${path}" is not on this machine`);
  const key = uriOf(one.folder, path);
  const inner = builder.graph.byFolder.get(key);
  if (inner) return gather(builder, inner, []);
  const file = fileByKey(builder, key);
  if (!file) throw new NotBuilt(`"${path}" is not known here`);
  return file.documents.flatMap((document, index) => {
    const { value } = toPlain(treeOf(document).root);
    const objects = isPlainObject(value) && value['kind'] === 'List' ? itemsOf(value['items']) : [value];
    const origin = { uri: file.uri, index, document };
    return objects
      .filter(isPlainObject)
      .filter((object) => Object.keys(object).length > 0)
      .map((object) => ({ object, names: [], through: [], origins: [origin], needsHash: false }));
  });
}

function fileByKey({ workspace, texts }: Builder, key: string): ManifestFile | undefined {
  const uri = encodeURI(key);
  const known = fileIn(workspace, uri);
  if (known) return known;
  for (const file of filesOf(workspace)) if (keyOf(file.uri) === key) return file;
  const text = texts.get(uri);
  return text === undefined ? undefined : fileOf(uri, text);
}

function fileTextOf(builder: Builder, one: Kustomization): FileText {
  return (path) => {
    const file = fileByKey(builder, uriOf(one.folder, path));
    return file && textOf(file);
  };
}

function gatherComponent(
  builder: Builder,
  one: Kustomization,
  path: string,
  before: readonly BuiltObject[],
): BuiltObject[] {
  if (isRemote(path)) throw new NotBuilt(`"${path}" is not on this machine`);
  const component = builder.graph.byFolder.get(uriOf(one.folder, path));
  if (!component) throw new NotBuilt(`"${path}" is not known here`);
  return gather(builder, component, before);
}

function patchAll(
  builder: Builder,
  one: Kustomization,
  says: PlainObject,
  origin: Origin,
  all: readonly BuiltObject[],
): BuiltObject[] {
  const old = wordsOf(says['patchesStrategicMerge']).map(
    (word): PlainObject => (word.includes('\n') ? { patch: word } : { path: word }),
  );
  const patches = Array.isArray(says['patches'])
    ? says['patches'].map((item): PlainObject => (isPlainObject(item) ? item : { path: String(item) }))
    : [];
  return applyPatches(builder, one, [...old, ...patches], origin, all);
}

function applyPatches(
  builder: Builder,
  one: Kustomization,
  patches: readonly PlainObject[],
  origin: Origin,
  all: readonly BuiltObject[],
): BuiltObject[] {
  return patches.reduce<BuiltObject[]>(
    (objects, patch) => {
      const target = isPlainObject(patch['target']) ? patch['target'] : undefined;
      return partsOf(builder, one, patch, origin).reduce(
        (before, part) => applyPart(builder, before, target, part),
        objects,
      );
    },
    [...all],
  );
}

interface Part {
  readonly value: PlainValue;
  readonly origin: Origin;
}

/** The documents of a patch; a list, in YAML or JSON, is one JSON patch. */
function partsOf(builder: Builder, one: Kustomization, patch: PlainObject, origin: Origin): readonly Part[] {
  const path = wordAt(patch, ['path']);
  if (path === '' && Array.isArray(patch['ops'])) return [{ value: patch['ops'], origin }];
  const file = path === '' ? fileOf(origin.uri, wordAt(patch, ['patch'])) : fileByKey(builder, uriOf(one.folder, path));
  if (!file) throw new NotBuilt(`the patch "${path}" is not known here`);
  return file.documents.flatMap((document, index) => {
    const { value } = toPlain(treeOf(document).root);
    if (value === null) return [];
    return [{ value, origin: path === '' ? origin : { uri: file.uri, index, document } }];
  });
}

function applyPart(
  builder: Builder,
  all: readonly BuiltObject[],
  target: PlainObject | undefined,
  { value, origin }: Part,
): BuiltObject[] {
  const meant = target
    ? all.filter((one) => isSelected(one, target))
    : isPlainObject(value)
      ? targetsOf(all, value)
      : [];
  if (!target && meant.length === 0) {
    const id = isPlainObject(value) ? `${wordAt(value, ['kind'])} "${wordAt(value, ['metadata', 'name'])}"` : 'a patch';
    throw new NotBuilt(`no resource matches the patch of ${id}`);
  }
  return all.flatMap((one) => {
    if (!meant.includes(one)) return [one];
    const object = Array.isArray(value)
      ? jsonPatch(one.object, value)
      : isPlainObject(value)
        ? merged(builder, one, value, target !== undefined)
        : one.object;
    return object ? [{ ...one, object, origins: [...one.origins, origin] }] : [];
  });
}

/** With a target the patch need not name the object, and does not rename it. */
function merged(
  { schema }: Builder,
  one: BuiltObject,
  patch: PlainObject,
  hasTarget: boolean,
): PlainObject | undefined {
  const result = strategicMerge(schema, one.object, patch);
  if (!result || !hasTarget) return result;
  const metadata = isPlainObject(result['metadata']) ? result['metadata'] : {};
  const { apiVersion = '', kind = '' } = one.object;
  return { ...result, apiVersion, kind, metadata: { ...metadata, name: nameOf(one) } };
}

function targetsOf(all: readonly BuiltObject[], patch: PlainObject): readonly BuiltObject[] {
  const [kind, name, namespace] = [
    wordAt(patch, ['kind']),
    wordAt(patch, ['metadata', 'name']),
    wordAt(patch, ['metadata', 'namespace']),
  ];
  const group = groupOf({ object: patch });
  return all.filter((one) => {
    const isCalled = nameOf(one) === name || one.names.some((former) => former.name === name);
    const isThere =
      namespace === '' || namespaceOf(one) === namespace || one.names.some((former) => former.namespace === namespace);
    return kindOf(one) === kind && groupOf(one) === group && isCalled && isThere;
  });
}

/** Patterns are anchored regular expressions; selectors are of labels and annotations. */
function isSelected(one: BuiltObject, target: PlainObject): boolean {
  const matches = (key: string, values: readonly string[]): boolean => {
    const pattern = wordAt(target, [key]);
    if (pattern === '') return true;
    const expression = safePattern(pattern);
    return values.some((value) => expression?.test(value) ?? value === pattern);
  };
  const version = wordAt(one.object, ['apiVersion']).replace(/^.*\//, '');
  return (
    matches('group', [groupOf(one)]) &&
    matches('version', [version]) &&
    matches('kind', [kindOf(one)]) &&
    matches('name', [nameOf(one), ...one.names.map(({ name }) => name)]) &&
    matches('namespace', [namespaceOf(one), ...one.names.map(({ namespace }) => namespace)]) &&
    hasPairs(one.object, 'labels', wordAt(target, ['labelSelector'])) &&
    hasPairs(one.object, 'annotations', wordAt(target, ['annotationSelector']))
  );
}

function safePattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

/** `a=b,c!=d,e,!f`. */
function hasPairs(object: PlainObject, field: string, selector: string): boolean {
  if (selector.trim() === '') return true;
  if (/[()]/.test(selector)) throw new NotBuilt(`the selector "${selector}" is not read here`);
  return selector.split(',').every((term) => {
    const [, not = '', key = '', operator = '', value = ''] =
      /^\s*(!?)\s*([^=!\s]+)\s*(?:(==?|!=)\s*(\S*))?\s*$/.exec(term) ?? [];
    const metadata = object['metadata'];
    const pairs = isPlainObject(metadata) ? metadata[field] : undefined;
    const found = isPlainObject(pairs) && Object.hasOwn(pairs, key) ? wordAt(pairs, [key]) : undefined;
    if (operator === '') return not === '' ? found !== undefined : found === undefined;
    return operator === '!=' ? found !== value : found === value;
  });
}
