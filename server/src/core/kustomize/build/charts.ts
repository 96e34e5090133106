// `helmCharts`: charts that lie beside the kustomization, under `charts` or `helmGlobals.chartHome`, rendered with the
// values that it gives (kustomize v5.8, api/internal/builtins/HelmChartInflationGenerator.go). kubectl does so only with
// `--enable-helm`; charts that would have to be fetched are not known here.
import { coalesceTables } from '../../helm/chart/coalesce.ts';
import { type GoMap, isMap } from '../../helm/engine/value.ts';
import { goValueOf } from '../../helm/functions/plain.ts';
import { isFault, renderJob } from '../../helm/render.ts';
import type { ChartSource } from '../../workspace/chartSource.ts';
import { fileOf } from '../../workspace/file.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { keyOf, uriOf } from '../graph.ts';
import { type BuiltObject, metadataWords, NotBuilt, type Origin, scalarText, wordAt } from './object.ts';
import { objectsOf } from './read.ts';
import { textAt, valueIn } from './sources.ts';
import type { Step } from './steps.ts';

/** @param says one of `helmCharts`, or of the older form of it */
export function chartObjects(step: Step, says: PlainObject, origin: Origin): readonly BuiltObject[] {
  const name = wordAt(says, ['name']) || wordAt(says, ['chartName']);
  if (name === '') throw new NotBuilt('chart name cannot be empty');
  if (wordAt(says, ['nameTemplate']) !== '') throw new NotBuilt('"nameTemplate" is not known here', false);
  const chart = chartNamed(step, name, says);
  const files = new Map([...chart.files].map(([path, { text }]) => [path, text]));
  const job = renderJob(files, valuesOf(step, chart, says), settingsOf(step, name, says));
  const texts = says['includeCRDs'] === true ? [...files].filter(([path]) => /^crds\/.*\.ya?ml$/.test(path)) : [];
  for (let next = isFault(job) ? job : job.next(); next; next = isFault(job) ? undefined : job.next()) {
    if (isFault(next)) throw new NotBuilt(`the chart "${name}": ${next.path}: ${next.message}`, false);
    if (/\.(ya?ml|json)$/.test(next.path)) texts.push([next.path, next.text]);
  }
  return texts
    .flatMap(([path, text]) => objectsOf(fileOf(`${chart.root}/${path}`, text)))
    .filter(({ object }) => isWanted(object, says))
    .map((one) => ({ ...one, origins: [origin], isOfChart: true }));
}

function chartNamed({ sources, one, says }: Step, name: string, chart: PlainObject): ChartSource {
  const globals = isPlainObject(says['helmGlobals']) ? says['helmGlobals'] : {};
  const home = wordAt(globals, ['chartHome']) || wordAt(chart, ['chartHome']) || 'charts';
  const [version, repository] = [wordAt(chart, ['version']), wordAt(chart, ['repo'])];
  const folder = version !== '' && repository !== '' ? `${home}/${name}-${version}/${name}` : `${home}/${name}`;
  const keys = [uriOf(one.folder, folder), uriOf(one.folder, `${home}/${name}`)];
  for (const source of sources.workspace.charts.values()) if (keys.includes(keyOf(source.root))) return source;
  throw new NotBuilt(`the chart "${name}" is not in "${home}", and nothing is fetched here`, false);
}

/** Of the file of values and those in the kustomization the latter count, unless `valuesMerge` has it otherwise. */
function valuesOf({ sources, one }: Step, chart: ChartSource, says: PlainObject): GoMap {
  const read = (path: string): GoMap => mapOf(valueIn(textAt(sources, one, path)));
  const path = wordAt(says, ['valuesFile']) || wordAt(says, ['values']);
  const file = path === '' ? mapOf(valueIn(chart.files.get('values.yaml')?.text ?? '')) : read(path);
  const inline = mapOf(says['valuesInline'] ?? says['valuesLocal']);
  const merge = wordAt(says, ['valuesMerge']) || 'override';
  if (!['merge', 'override', 'replace'].includes(merge))
    throw new NotBuilt('valuesMerge must be one of [merge override replace]');
  const [over, under] = merge === 'merge' ? [file, inline] : [inline, merge === 'replace' ? new Map() : file];
  const own = inline.size === 0 ? file : coalesceTables(over, under, true);
  const more = Array.isArray(says['additionalValuesFiles']) ? says['additionalValuesFiles'].map(scalarText) : [];
  return more.reduce((before, next) => coalesceTables(read(next), before, true), own);
}

function mapOf(value: PlainValue | undefined): GoMap {
  const map = goValueOf(value);
  return isMap(map) ? map : new Map();
}

function settingsOf({ sources, says }: Step, name: string, chart: PlainObject) {
  const { schema } = sources.workspace;
  const more = chart['apiVersions'];
  const served = (schema?.kinds() ?? []).filter((kind) => kind.served);
  return {
    releaseName: wordAt(chart, ['releaseName']) || name,
    namespace: wordAt(chart, ['namespace']) || wordAt(says, ['namespace']) || 'default',
    kubernetesVersion: wordAt(chart, ['kubeVersion']) || `v${schema?.version ?? '1.36'}.0`,
    apiVersions: [
      ...new Set(served.flatMap(({ apiVersion, kind }) => [apiVersion, `${apiVersion}/${kind}`])),
      ...(Array.isArray(more) ? more.map(scalarText) : []),
    ],
    nowMs: 0,
  };
}

function isWanted(object: PlainObject, says: PlainObject): boolean {
  const hook = metadataWords(object, 'annotations')['helm.sh/hook'];
  if (hook === undefined) return true;
  const isTest = hook.split(',').some((word) => word.trim() === 'test' || word.trim() === 'test-success');
  return says['skipHooks'] !== true && !(isTest && says['skipTests'] === true);
}
