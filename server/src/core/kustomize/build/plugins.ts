// Transformers and generators that a kustomization configures in files of their own, `apiVersion: builtin` (kustomize v5.8,
// api/internal/plugins/builtinhelpers): the same steps as the kustomization's fields, with fields named by the file. All
// other plugins are programs, which kubectl does not run either.

import { fileOf } from '../../workspace/file.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import type { Kustomization } from '../graph.ts';
import { type FieldSpec, fieldSpecsOf, partsOf } from './fields.ts';
import { absorb, addHashes, type GeneratedKind, generated } from './generate.ts';
import { type BuiltObject, builtObject, idWords, kindOf, NotBuilt, type Origin, originalId, wordAt } from './object.ts';
import { applyJsonPatch, applyMerge, applyPatch, noOptions } from './patches.ts';
import { fieldsAt } from './pathMatch.ts';
import { replaceAll } from './replace.ts';
import { selected } from './select.ts';
import type { Shapes } from './shapes.ts';
import { fileAt, inlineObjects, mappingIn, patchIn, type Sources, textAt, valueIn } from './sources.ts';
import { affixAll, itemsOf, moveAll, moveOne, pairsOf, putPairs, retag, type Subjects, scale } from './transform.ts';

export interface PluginContext {
  readonly sources: Sources;
  readonly one: Kustomization;
  readonly shapes: Shapes;
}

type Plugin = (context: PluginContext, all: BuiltObject[], says: PlainObject, origin: Origin) => void;

const fieldsIn = (says: PlainObject): readonly FieldSpec[] => fieldSpecsOf(says['fieldSpecs']);
const mappingAt = (says: PlainObject, key: string): PlainObject => {
  const value = says[key];
  return isPlainObject(value) ? value : {};
};

const generator =
  (kind: GeneratedKind): Plugin =>
  ({ sources, one }, all, says, origin) => {
    const metadata = mappingAt(says, 'metadata');
    const named = {
      ...says,
      name: wordAt(says, ['name']) || wordAt(metadata, ['name']),
      namespace: wordAt(says, ['namespace']) || wordAt(metadata, ['namespace']),
    };
    absorb(
      all,
      generated(kind, named, undefined, origin, (path) => textAt(sources, one, path)),
    );
  };

/** An account of Kubernetes for one of Google Cloud. */
const accountOfGke: Plugin = (_, all, says, origin) => {
  const cloud = wordAt(says, ['cloud']);
  if (cloud !== 'gke') throw new NotBuilt(`cloud provider ${cloud} not supported yet`);
  const [name, project] = [wordAt(says, ['serviceAccount', 'name']), wordAt(says, ['serviceAccount', 'projectId'])];
  const namespace = wordAt(says, ['kubernetesService', 'namespace']);
  const metadata: PlainObject = {
    annotations: { 'iam.gke.io/gcp-service-account': `${name}@${project}.iam.gserviceaccount.com` },
    name: wordAt(says, ['kubernetesService', 'name']) || wordAt(says, ['metadata', 'name']),
    ...(namespace === '' ? {} : { namespace }),
  };
  absorb(all, builtObject({ apiVersion: 'v1', kind: 'ServiceAccount', metadata }, origin));
};

export const builtinGenerators: Readonly<Record<string, Plugin>> = {
  IAMPolicyGenerator: accountOfGke,
  ConfigMapGenerator: generator('ConfigMap'),
  SecretGenerator: generator('Secret'),
};

export const builtinTransformers: Readonly<Record<string, Plugin>> = {
  AnnotationsTransformer: (_, all, says) => putPairs(all, pairsOf(says['annotations']), fieldsIn(says)),
  LabelTransformer: (_, all, says) => putPairs(all, pairsOf(says['labels']), fieldsIn(says)),
  NamespaceTransformer: (_, all, says) => {
    const move = {
      namespace: wordAt(says, ['metadata', 'namespace']),
      unsetOnly: says['unsetOnly'] === true,
      subjects: subjectsIn(says['setRoleBindingSubjects']),
    };
    moveAll(all, move, fieldsIn(says));
  },
  PrefixTransformer: (_, all, says) => affixAll(all, 'prefix', wordAt(says, ['prefix']), neededFields(says)),
  SuffixTransformer: (_, all, says) => affixAll(all, 'suffix', wordAt(says, ['suffix']), neededFields(says)),
  PrefixSuffixTransformer: (_, all, says) => {
    affixAll(all, 'prefix', wordAt(says, ['prefix']), neededFields(says));
    affixAll(all, 'suffix', wordAt(says, ['suffix']), neededFields(says));
  },
  ImageTagTransformer: (_, all, says) => retag(all, mappingAt(says, 'imageTag'), fieldsIn(says)),
  ReplicaCountTransformer: (_, all, says) => scale(all, mappingAt(says, 'replica'), fieldsIn(says)),
  PatchTransformer: (context, all, says, origin) => patchWith(context, all, says, origin),
  PatchJson6902Transformer: ({ sources, one }, all, says, origin) => {
    const path = wordAt(says, ['path']);
    const file = path === '' ? fileOf(origin.uri, wordAt(says, ['jsonOp'])) : fileAt(sources, one, path);
    applyJsonPatch(all, patchIn(file, origin, path === '', path), mappingAt(says, 'target'));
  },
  PatchStrategicMergeTransformer: ({ sources, one, shapes }, all, says, origin) => {
    for (const path of Array.isArray(says['paths']) ? says['paths'].map(String) : []) {
      const parts = inlineObjects(path, origin) ?? patchIn(fileAt(sources, one, path), origin, false, path).parts;
      for (const part of parts) applyMerge(shapes, all, part);
    }
    for (const part of inlineObjects(wordAt(says, ['patches']), origin) ?? []) applyMerge(shapes, all, part);
  },
  ReplacementTransformer: ({ sources, one }, all, says) =>
    replaceAll(all, replacementsIn(sources, one, says['replacements'])),
  HashTransformer: (_, all) => addHashes(all),
  ValueAddTransformer: addValue,
};

/** @throws NotBuilt for what is no plugin of kustomize itself */
export function runPlugin(
  kinds: Readonly<Record<string, Plugin>>,
  what: 'generator' | 'transformer',
  context: PluginContext,
  all: BuiltObject[],
  config: BuiltObject,
  origin: Origin,
): void {
  const kind = kindOf(config);
  if (wordAt(config.object, ['apiVersion']) !== 'builtin')
    throw new NotBuilt(`external plugins disabled; unable to load external plugin '${kind}'`, false);
  const plugin = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (plugin) {
    plugin(context, all, config.object, config.origins[0] ?? origin);
    return;
  }
  const isOther = Object.hasOwn(builtinGenerators, kind) || Object.hasOwn(builtinTransformers, kind);
  if (isOther) throw new NotBuilt(`plugin ${idWords(originalId(config))} not a ${what}`);
  if (kind === 'HelmChartInflationGenerator') throw new NotBuilt(`"${kind}" is not built here`, false);
  throw new NotBuilt(`unable to load builtin ${kind}.builtin.[noGrp]`);
}

function neededFields(says: PlainObject): readonly FieldSpec[] {
  if (says['fieldSpecs'] === undefined) throw new NotBuilt('fieldSpecs is not expected to be nil');
  return fieldsIn(says);
}

function subjectsIn(value: PlainValue | undefined): Subjects {
  if (value === undefined || value === '' || value === 'defaultOnly') return 'defaultOnly';
  if (value === 'allServiceAccounts' || value === 'none') return value;
  throw new NotBuilt(
    `invalid value ${JSON.stringify(value)} for setRoleBindingSubjects: must be one of "defaultOnly", "none" or "allServiceAccounts"`,
  );
}

/** One of `patches`, or a file that says the same. */
export function patchWith(
  { sources, one, shapes }: PluginContext,
  all: BuiltObject[],
  says: PlainObject,
  origin: Origin,
): void {
  const [path, patch] = [wordAt(says, ['path']), wordAt(says, ['patch']).trim()];
  if (path === '' && patch === '') throw new NotBuilt('must specify one of patch and path in');
  if (path !== '' && patch !== '') throw new NotBuilt("patch and path can't be set at the same time");
  const source = path === '' ? `[patch: ${JSON.stringify(patch)}]` : `[path: ${JSON.stringify(path)}]`;
  const file = path === '' ? fileOf(origin.uri, patch) : fileAt(sources, one, path);
  const options = mappingAt(says, 'options');
  const target = isPlainObject(says['target']) ? says['target'] : undefined;
  const allowed = {
    ...noOptions,
    allowNameChange: options['allowNameChange'] === true,
    allowKindChange: options['allowKindChange'] === true,
  };
  applyPatch(shapes, all, patchIn(file, origin, path === '', source), target, allowed);
}

/** Those in the list, and those in files that it names. */
export function replacementsIn(
  sources: Sources,
  one: Kustomization,
  value: PlainValue | undefined,
): readonly PlainObject[] {
  return itemsOf(value).flatMap((item) => {
    const path = wordAt(item, ['path']);
    if (path === '') return [item];
    if (item['source'] !== undefined || itemsOf(item['targets']).length > 0)
      throw new NotBuilt('cannot specify both path and inline replacement');
    const content = valueIn(textAt(sources, one, path));
    if (Array.isArray(content)) return content.filter(isPlainObject);
    if (isPlainObject(content)) return [content];
    throw new NotBuilt('unsupported replacement type encountered within replacement path: invalid');
  });
}

function addValue({ sources, one }: PluginContext, all: BuiltObject[], says: PlainObject): void {
  const value = wordAt(says, ['value']).trim() || one.folder.slice(one.folder.lastIndexOf('/') + 1);
  const path = wordAt(says, ['targetFilePath']);
  const more = path === '' ? [] : itemsOf(mappingIn(textAt(sources, one, path))['targets']);
  const targets = [...itemsOf(says['targets']), ...more];
  if (targets.length === 0) throw new NotBuilt('must specify at least one target');
  for (const target of targets) {
    const { selector } = target;
    const fieldPath = wordAt(target, ['fieldPath']);
    if (fieldPath === '') throw new NotBuilt('fieldPath cannot be empty');
    const position = Number(target['filePathPosition'] ?? 0);
    for (const object of isPlainObject(selector) ? selected(all, selector) : all)
      addValueTo(object, value, fieldPath, position);
  }
}

function addValueTo(one: BuiltObject, value: string, fieldPath: string, position: number): void {
  if (fieldPath === 'metadata/namespace') {
    moveOne(one, { namespace: value, unsetOnly: false, subjects: 'defaultOnly' }, []);
    return;
  }
  for (const slot of fieldsAt(one.object, partsOf(fieldPath, '/'), { value: '' })) {
    const parts = String(slot.get() ?? '').split('/');
    parts.splice(Math.min(position - 1 + (parts[0] === '' ? 1 : 0), parts.length), 0, value);
    slot.set(position > 0 ? parts.join('/') : value);
  }
}
