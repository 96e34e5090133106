// Helm charts on the command line: a folder with a Chart.yaml is rendered, as `helm template` would do it, and what comes
// of it is checked and applied in place of its templates.
import path from 'node:path';
import { appliedFiles } from '../core/features/appliedChart.ts';
import { allSteps, renderChart } from '../core/features/chartFindings.ts';
import type { ChartSource } from '../core/workspace/chartSource.ts';
import { textOf } from '../core/workspace/file.ts';
import { emptyWorkspace, type Workspace, withCharts } from '../core/workspace/workspace.ts';
import { chartAbove, readChart, rootCharts } from '../lsp/helm/chartFiles.ts';
import { builtFolder } from './kustomizations.ts';
import { type GivenFile, readManifests } from './manifestFiles.ts';
import { workspaceOf } from './workspaceOf.ts';

/** The workspace with the charts that given files are part of. */
export async function withChartsOf(workspace: Workspace, files: readonly GivenFile[]): Promise<Workspace> {
  const charts = await chartsOf(files);
  return charts.length === 0 ? workspace : withCharts(workspace, new Map(charts.map((chart) => [chart.root, chart])));
}

async function chartsOf(files: readonly GivenFile[]): Promise<readonly ChartSource[]> {
  const names = files.flatMap(({ fullPath }) => fullPath ?? []);
  const given = names.filter((name) => path.basename(name) === 'Chart.yaml').map((name) => path.dirname(name));
  const folders = new Set(rootCharts(given));
  for (const name of names) {
    if (!/[\\/]templates[\\/]/.test(name) || isBelowAny(name, folders)) continue;
    const above = await chartAbove(name);
    if (above !== undefined) folders.add(above);
  }
  const charts = await Promise.all([...folders].map(readChart));
  return charts.filter((chart) => chart !== undefined);
}

const isBelowAny = (name: string, folders: ReadonlySet<string>): boolean =>
  [...folders].some((folder) => name.startsWith(folder + path.sep));

/** Manifests as they would be applied; charts among them rendered. */
export async function readApplied(
  words: readonly string[],
  version: string,
): Promise<readonly GivenFile[] | { readonly problem: string }> {
  const built: GivenFile[] = [];
  const others: string[] = [];
  for (const word of words) {
    const one = builtFolder(word, version);
    if (one && 'problem' in one) return one;
    if (one) built.push(one);
    else others.push(word);
  }
  const files = others.length === 0 ? built : readManifests(others);
  if ('problem' in files) return files;
  if (others.length > 0 && built.length > 0) return [...files, ...built];
  const charts = await chartsOf(files);
  if (charts.length === 0) return files;
  const workspace = workspaceOf(files, { ...emptyWorkspace.settings, kubernetesVersion: version });
  const applied = files.filter(
    ({ fullPath }) => fullPath === undefined || !charts.some(({ root }) => isPartOf(root, fullPath)),
  );
  for (const source of charts) {
    const chart = allSteps(renderChart(workspace, source, Date.now()));
    const [fault] = chart.faults;
    if (fault) {
      const line = chart.view.texts.get(fault.at.path)?.text.slice(0, fault.at.offset).split('\n').length ?? 1;
      return { problem: `${fault.at.path}:${line}: ${fault.message}` };
    }
    // As people see them: from the chart's folder on.
    const parent = source.root.slice(0, source.root.lastIndexOf('/') + 1);
    applied.push(
      ...appliedFiles(chart).map((file) => ({
        path: decodeURIComponent(file.uri.slice(parent.length)),
        fullPath: undefined,
        text: textOf(file),
      })),
    );
  }
  return applied;
}

function isPartOf(root: string, fullPath: string): boolean {
  return fullPath.startsWith(decodeURIComponent(new URL(root).pathname) + path.sep);
}
