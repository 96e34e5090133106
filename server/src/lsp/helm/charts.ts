// The charts of a session: which are known, and when they are read anew. Reading never keeps a request waiting.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChartSource, chartPlaceOf } from '../../core/workspace/chartSource.ts';
import { withCharts } from '../../core/workspace/workspace.ts';
import type { Session } from '../session.ts';
import { chartAbove, readChart, rootCharts } from './chartFiles.ts';

/** @param files names of all Chart.yaml of the folders */
export async function addCharts(session: Session, files: readonly string[]): Promise<void> {
  for (const folder of rootCharts(files.map((name) => path.dirname(name)))) keep(session, await readChart(folder));
}

function keep(session: Session, chart: ChartSource | undefined): void {
  if (!chart) return;
  session.workspace = withCharts(session.workspace, new Map([...session.workspace.charts, [chart.root, chart]]));
}

const parts = /\/(?:templates|charts)\/|\/(?:Chart|[\w.-]*values[\w.-]*)\.ya?ml$/;

/** A file was opened that may be part of a chart outside the folders. @returns whether there is one now */
export async function findChartOf(session: Session, uri: string): Promise<boolean> {
  if (chartPlaceOf(session.workspace, uri)) return true;
  if (!uri.startsWith('file:') || !parts.test(uri)) return false;
  const folder = await chartAbove(fileURLToPath(uri));
  if (folder === undefined) return false;
  keep(session, await readChart(folder));
  return chartPlaceOf(session.workspace, uri) !== undefined;
}

/** Files changed on the disk: the charts that they are part of are read anew. */
export async function rereadCharts(session: Session, uris: readonly string[]): Promise<void> {
  const roots = new Set<string>();
  for (const uri of uris) {
    const place = chartPlaceOf(session.workspace, uri);
    if (place) roots.add(fileURLToPath(place.source.root));
    else if (uri.startsWith('file:') && uri.endsWith('/Chart.yaml')) {
      const folder = await chartAbove(fileURLToPath(uri));
      if (folder !== undefined) roots.add(folder);
    }
  }
  for (const root of roots) keep(session, await readChart(root));
}
