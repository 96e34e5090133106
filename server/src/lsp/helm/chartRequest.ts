// Our request about the chart that a file is part of: which values files there are and which count, and the words that
// make the user's own helm render the same.
import type { Connection } from 'vscode-languageserver';
import {
  type ChartView,
  chartViewOf,
  folderOf,
  isTemplatePath,
  isValuesFile,
} from '../../core/helm/editor/chartView.ts';
import { helmSettingsOf, placeInChart } from '../../core/helm/editor/installation.ts';
import { viewFor } from '../../core/workspace/settingsFile.ts';
import { type ChartAnswer, type ChartParams, chartRequest } from '../../protocol.ts';
import type { Guard } from '../guard.ts';
import type { Session } from '../session.ts';

export function registerChartRequest(connection: Connection, session: Session, guarded: Guard): void {
  connection.onRequest(
    chartRequest,
    guarded('chart', ({ uri }: ChartParams) => chartAnswer(session, uri)),
  );
}

function chartAnswer({ workspace }: Session, uri: string): ChartAnswer | null {
  const place = placeInChart(workspace, uri);
  if (!place) return null;
  const view = chartViewOf(workspace, place.source);
  const { schema, settings } = viewFor(workspace, `${place.source.root}/Chart.yaml`);
  const { releaseName, namespace, apiVersions } = helmSettingsOf(workspace, place.source);
  const version = schema?.version ?? settings.kubernetesVersion;
  const templateArguments = [
    `--namespace=${namespace}`,
    ...(/^\d/.test(version) ? [`--kube-version=${version}.0`] : []),
    ...apiVersions.map((one) => `--api-versions=${one}`),
  ];
  return {
    name: view.chart?.name ?? '',
    root: place.source.root,
    valuesFiles: valuesFilesBeside(view),
    chosen: view.valuesFiles,
    missing: view.missingFiles,
    releaseName,
    templateArguments,
    ...(isTemplatePath(place.path) && !/\.tpl$|(^|\/)_[^/]*$/.test(place.path) && { template: place.path }),
  };
}

function valuesFilesBeside(view: ChartView): readonly string[] {
  const all = [...view.texts.keys()].filter(
    (path) => path !== 'values.yaml' && folderOf(path) === '' && isValuesFile(view, path),
  );
  return [...new Set([...view.valuesFiles, ...all.sort()])];
}
