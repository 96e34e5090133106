// Which of the known formats a file has by its name: those that their tools find by it.
import { chartFormat } from './chart.data.ts';
import type { FileFormat } from './format.ts';
import { kustomizationFormat } from './kustomization.data.ts';
import { scenarioFormat } from './scenario.data.ts';
import { settingsFormat } from './settings.data.ts';

const settingsName = /(^|\/)\.kpod\.ya?ml$/;
const kustomizationName = /(^|\/)(kustomization\.ya?ml|Kustomization)$/;

const chartName = /(^|\/)Chart\.yaml$/;
const scenarioName = /(^|[/.])scenario\.ya?ml$/;

/** `.kpod.yaml`. */
export function isSettingsName(name: string): boolean {
  return settingsName.test(name);
}

/** What kustomize looks for in a folder. */
export function isKustomizationName(name: string): boolean {
  return kustomizationName.test(name);
}

/** The format that a file's URI or path promises. */
export function formatOfName(name: string): FileFormat | undefined {
  if (isSettingsName(name)) return settingsFormat;
  if (scenarioName.test(name)) return scenarioFormat;
  if (chartName.test(name)) return chartFormat;
  return isKustomizationName(name) ? kustomizationFormat : undefined;
}

/** Keys that nobody else has. */
const telling = new Set([
  'bases',
  'commonAnnotations',
  'commonLabels',
  'configMapGenerator',
  'generatorOptions',
  'helmCharts',
  'namePrefix',
  'nameSuffix',
  'patchesJson6902',
  'patchesStrategicMerge',
  'secretGenerator',
]);

/**
 * Whether these are the keys of a kustomization that leaves out what it is: all known, and one that nobody else has, or
 * `resources` that are files.
 */
export function areKustomizationKeys(keys: readonly string[], resources: readonly string[]): boolean {
  const known = kustomizationFormat.schema.definition(kustomizationFormat.kind.definition)?.fields;
  if (!keys.every((key) => known?.has(key))) return false;
  return keys.some((key) => telling.has(key)) || resources.some((path) => /\.ya?ml$|^\.\.?\//.test(path));
}
