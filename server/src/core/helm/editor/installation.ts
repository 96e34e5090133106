// How a chart is installed that is rendered here, as the settings have it: which values files are laid over its own, what
// the release is called, what the cluster serves. Values files may lie outside the chart, where the workspace has them.
import {
  type ChartPlace,
  type ChartSource,
  type ChartText,
  chartPlaceOf,
  chartTextOf,
  chartUri,
} from '../../workspace/chartSource.ts';
import { fitsGlob } from '../../workspace/glob.ts';
import type { HelmSettings } from '../../workspace/settings.ts';
import { viewFor } from '../../workspace/settingsFile.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type GoMap, isMap } from '../engine/value.ts';
import { valuesOfYaml } from '../functions/plain.ts';

export function helmSettingsOf(workspace: Workspace, { root }: ChartSource): HelmSettings {
  return viewFor(workspace, `${root}/Chart.yaml`).settings.helm;
}

export interface ValuesFiles {
  /** Paths from the chart's folder, later ones over earlier ones. */
  readonly paths: readonly string[];
  /** Named for this chart, and there is no such file. */
  readonly missing: readonly string[];
  /** Of those that lie outside the chart, by path. */
  readonly outside: ReadonlyMap<string, ChartText>;
}

/** @param settings as `helmSettingsOf` gives them */
export function valuesFilesOf(workspace: Workspace, source: ChartSource, { valuesFiles }: HelmSettings): ValuesFiles {
  const chosen = choiceFor(source, valuesFiles);
  const paths: string[] = [];
  const missing: string[] = [];
  const outside = new Map<string, ChartText>();
  for (const name of (chosen?.files ?? []).map((one) => one.replace(/^\.\//, ''))) {
    const found = filesNamed(workspace, source, name);
    // What is written for all charts not every chart has.
    if (found.length === 0 && chosen?.charts !== '**' && !isGlob(name)) missing.push(name);
    for (const path of found) {
      const text = path.startsWith('../') ? chartTextOf(workspace, source, path) : undefined;
      if (text) outside.set(path, text);
      paths.push(path);
    }
  }
  return { paths, missing, outside };
}

function choiceFor({ root }: ChartSource, choices: HelmSettings['valuesFiles']) {
  const folder = decodeURI(root).replace(/^[\w+.-]+:\/*/, '');
  const fitting = choices.filter(
    ({ charts }) => charts === '**' || fitsGlob(`**/${charts.replace(/^\.?\//, '').replace(/\/$/, '')}`, folder),
  );
  return fitting.reduce<(typeof choices)[number] | undefined>(
    (best, one) => (best && best.charts.length > one.charts.length ? best : one),
    undefined,
  );
}

const isGlob = (name: string): boolean => /[*?[{]/.test(name);

function filesNamed(workspace: Workspace, source: ChartSource, name: string): readonly string[] {
  if (!isGlob(name)) return chartTextOf(workspace, source, name) ? [name] : [];
  return [...source.files.keys()]
    .filter((path) => !/(^|\/)templates\//.test(path) && fitsGlob(`./${name}`, path))
    .sort();
}

/** Several values files as `-f a -f b` lays them over each other (helm v3.22 pkg/cli/values/options.go, mergeMaps). */
export function layered(texts: readonly string[]): GoMap {
  return texts.reduce<GoMap>((below, text) => {
    const values = valuesOfYaml(text.replace(/^\ufeff/, ''));
    return isMap(values) ? merged(below, values) : below;
  }, new Map());
}

function merged(below: GoMap, above: GoMap): GoMap {
  const all: GoMap = new Map(below);
  for (const [key, value] of above) {
    const known = all.get(key);
    all.set(key, isMap(value) && isMap(known) ? merged(known, value) : value);
  }
  return all;
}

/** The chart that a file is part of, or whose values it is laid over. */
export function placeInChart(workspace: Workspace, uri: string): ChartPlace | undefined {
  const place = chartPlaceOf(workspace, uri);
  if (place || workspace.charts.size === 0 || !/\.ya?ml$/.test(uri)) return place;
  for (const source of workspace.charts.values()) {
    const settings = helmSettingsOf(workspace, source);
    if (!settings.valuesFiles.some(({ files }) => files.some((name) => name.includes('../')))) continue;
    const { outside } = valuesFilesOf(workspace, source, settings);
    const path = [...outside.keys()].find((one) => chartUri(source, one) === uri);
    if (path !== undefined) return { source, path };
  }
  return undefined;
}
