// The generators and transformers of one kustomization, in kustomize's order (v5.8,
// api/internal/target/kusttarget_configplugin.go): first those of its fields, then those of the files that it names.
import { fileOf } from '../../workspace/file.ts';
import type { PathSegment } from '../../yaml/nodes.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { chartObjects } from './charts.ts';
import { type FieldSpec, type FieldTables, fieldSpecsOf, mergedSpecs } from './fields.ts';
import { absorb, generated } from './generate.ts';
import { type BuiltObject, NotBuilt, type Origin, scalarText, wordAt } from './object.ts';
import { applyJsonPatch, applyMerge } from './patches.ts';
import {
  builtinGenerators,
  builtinTransformers,
  type PluginContext,
  patchWith,
  replacementsIn,
  runPlugin,
} from './plugins.ts';
import { replaceAll } from './replace.ts';
import { fileAt, inlineObjects, patchIn, placed, textAt } from './sources.ts';
import { affixAll, moveAll, pairsOf, putPairs, retag, scale } from './transform.ts';

export interface Step extends PluginContext {
  readonly says: PlainObject;
  readonly origin: Origin;
  /** What a path of the kustomization leads to. */
  readonly resourcesAt: (path: string) => readonly BuiltObject[];
}

function each(step: Step, key: string, act: (item: PlainObject, origin: Origin) => void): void {
  const list = step.says[key];
  if (!Array.isArray(list)) return;
  for (const [at, item] of list.entries())
    if (isPlainObject(item)) placed(step.origin, [key, at], () => act(item, { ...step.origin, path: [key, at] }));
}

export function runGenerators(step: Step, all: BuiltObject[]): void {
  const { sources, one, says, origin } = step;
  const read = (path: string): string => textAt(sources, one, path);
  for (const [key, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const)
    each(step, key, (item, at) => absorb(all, generated(kind, item, says['generatorOptions'], at, read)));
  for (const key of ['helmCharts', 'helmChartInflationGenerator'])
    each(step, key, (item, at) => {
      for (const object of chartObjects(step, item, at)) absorb(all, object);
    });
  for (const { config, path } of configsIn(step, 'generators'))
    placed(origin, path, () => runPlugin(builtinGenerators, 'generator', step, all, config, origin));
}

export function runTransformers(step: Step, all: BuiltObject[], tables: FieldTables): void {
  const { says, origin } = step;
  runPatches(step, all);
  placed(origin, ['namespace'], () => {
    const namespace = wordAt(says, ['namespace']);
    moveAll(all, { namespace, unsetOnly: false, subjects: 'defaultOnly' }, tables.namespace);
  });
  placed(origin, ['namePrefix'], () => affixAll(all, 'prefix', wordAt(says, ['namePrefix']), tables.namePrefix));
  placed(origin, ['nameSuffix'], () => affixAll(all, 'suffix', wordAt(says, ['nameSuffix']), tables.nameSuffix));
  putLabels(step, all, tables);
  placed(origin, ['commonAnnotations'], () =>
    putPairs(all, pairsOf(says['commonAnnotations']), tables.commonAnnotations),
  );
  each(step, 'patchesJson6902', (item, at) => applyOld(step, all, item, at));
  each(step, 'replicas', (item) => scale(all, item, tables.replicas));
  for (const key of ['images', 'imageTags']) each(step, key, (item) => retag(all, item, tables.images));
  placed(origin, ['replacements'], () => replaceAll(all, replacementsIn(step.sources, step.one, says['replacements'])));
  for (const { config, path } of configsIn(step, 'transformers'))
    placed(origin, path, () => runPlugin(builtinTransformers, 'transformer', step, all, config, origin));
  for (const { config, path } of configsIn(step, 'validators'))
    placed(origin, path, () => runPlugin(builtinTransformers, 'transformer', step, all, config, origin));
}

function runPatches(step: Step, all: BuiltObject[]): void {
  const { sources, one, shapes, says, origin } = step;
  const old = says['patchesStrategicMerge'];
  let count = 0;
  for (const [at, item] of (Array.isArray(old) ? old : []).entries()) {
    const place: Origin = { ...origin, path: ['patchesStrategicMerge', at] };
    placed(origin, ['patchesStrategicMerge', at], () => {
      const word = scalarText(item);
      const parts = inlineObjects(word, place) ?? patchIn(fileAt(sources, one, word), place, false, word).parts;
      count += parts.length;
      for (const part of parts) applyMerge(shapes, all, part);
    });
  }
  if (Array.isArray(old) && old.length > 0 && count === 0)
    placed(origin, ['patchesStrategicMerge'], () => {
      throw new NotBuilt(`patch appears to be empty; files=[${old.map(scalarText).join(' ')}], Patch=`);
    });
  each(step, 'patches', (item, at) => patchWith(step, all, item, at));
}

function applyOld({ sources, one }: Step, all: readonly BuiltObject[], item: PlainObject, origin: Origin): void {
  const { target } = item;
  if (!isPlainObject(target) || wordAt(target, ['name']) === '') throw new NotBuilt('must specify the target name');
  const [path, patch] = [wordAt(item, ['path']), wordAt(item, ['patch'])];
  if (path === '' && patch === '') throw new NotBuilt('empty file path and empty jsonOp');
  if (path !== '' && patch !== '') throw new NotBuilt('must specify a file path or jsonOp, not both');
  const file = path === '' ? fileOf(origin.uri, patch) : fileAt(sources, one, path);
  const text = patchIn(file, origin, path === '', path || patch);
  if (!text.operations || text.operations.length === 0)
    throw new NotBuilt(`patch appears to be empty; file=${path}, JsonOp=${patch}`);
  applyJsonPatch(all, text, target);
}

const ownLabels: FieldSpec = { group: '', version: '', kind: '', path: 'metadata/labels', create: true };

function putLabels(step: Step, all: readonly BuiltObject[], tables: FieldTables): void {
  each(step, 'labels', (item) => {
    const given = mergedSpecs(fieldSpecsOf(item['fields']), tables.labels);
    if (item['includeSelectors'] === true) {
      putPairs(all, pairsOf(item['pairs']), mergedSpecs(given, tables.commonLabels));
      return;
    }
    const templates = item['includeTemplates'] === true ? tables.templateLabels : [];
    putPairs(all, pairsOf(item['pairs']), mergedSpecs(mergedSpecs(given, templates), [ownLabels]));
  });
  placed(step.origin, ['commonLabels'], () => putPairs(all, pairsOf(step.says['commonLabels']), tables.commonLabels));
}

interface Config {
  readonly config: BuiltObject;
  readonly path: readonly PathSegment[];
}

/** Configurations of plugins: in the list itself, or at the paths in it. */
function configsIn(step: Step, key: string): readonly Config[] {
  const list: PlainValue | undefined = step.says[key];
  if (!Array.isArray(list)) return [];
  const read = list.map((item, at) => {
    const path = [key, at];
    const inline = inlineObjects(scalarText(item), { ...step.origin, path });
    return { path, inline, configs: inline ?? placed(step.origin, path, () => step.resourcesAt(scalarText(item))) };
  });
  const ordered = [...read.filter(({ inline }) => inline), ...read.filter(({ inline }) => !inline)];
  return ordered.flatMap(({ path, configs }) => configs.map((config) => ({ config, path })));
}
