// Findings of charts: when typing in one pauses, it is rendered and judged a little at a time, and what is found is kept
// with the open files it stands in. A newer edit makes the work void. Never on the typing path.
import { performance } from 'node:perf_hooks';
import { byDocument, chartFindings, renderChart, shownOfChart } from '../../core/features/chartFindings.ts';
import type { Finding } from '../../core/finding.ts';
import { isSettingsName } from '../../core/formats/formatOfFile.ts';
import type { ChartFinding } from '../../core/helm/editor/chartFindings.ts';
import { chartViewOf } from '../../core/helm/editor/chartView.ts';
import { placeInChart } from '../../core/helm/editor/installation.ts';
import { hasValuesSchema } from '../../core/helm/editor/schemaFindings.ts';
import { jsonSchemaJudge } from '../../core/schema/jsonSchema.ts';
import { type ChartSource, chartUri } from '../../core/workspace/chartSource.ts';
import type { ManifestDocument } from '../../core/workspace/document.ts';
import { isIgnored } from '../../core/workspace/settingsFile.ts';
import { fileIn, type Workspace } from '../../core/workspace/workspace.ts';
import type { Session } from '../session.ts';
import { inSlices } from '../slices.ts';

const pauseMs = 600;
/** A chart that takes longer than this shows what was found until then nowhere: half a judgement misleads. */
const mostMs = 20_000;

export interface ChartFinder {
  /** A file was opened or changed; nothing happens where it is no part of a chart. */
  later(uri: string): void;
}

/**
 * `changed` is called for each open file that may have other findings than before, `failed` where judging a chart ended
 * in a fault of ours.
 */
export function createChartFinder(
  session: Session,
  changed: (uri: string) => void,
  failed: (error: unknown) => void,
): ChartFinder {
  const timers = new Map<string, NodeJS.Timeout>();
  const judge = async (root: string): Promise<void> => {
    timers.delete(root);
    const source = session.workspace.charts.get(root);
    if (!source) return;
    const found = await judged(session, source);
    if (found) for (const uri of keep(session.workspace, source, session.open.keys(), found)) changed(uri);
  };
  const later = (uri: string): void => {
    // What charts are rendered with is written there.
    if (isSettingsName(uri)) {
      for (const one of session.open.keys()) if (!isSettingsName(one)) later(one);
      return;
    }
    const place = placeInChart(session.workspace, uri);
    if (!place) return;
    const { root } = place.source;
    clearTimeout(timers.get(root));
    const timer = setTimeout(() => void judge(root).catch(failed), pauseMs);
    timer.unref();
    timers.set(root, timer);
  };
  return { later };
}

/** Undefined where the chart changed meanwhile, or takes too long. */
async function judged(session: Session, source: ChartSource): Promise<readonly ChartFinding[] | undefined> {
  const { workspace } = session;
  const view = chartViewOf(workspace, source);
  const began = performance.now();
  const isStale = () =>
    performance.now() - began > mostMs ||
    session.workspace.charts.get(source.root) !== source ||
    chartViewOf(session.workspace, source) !== view;
  const chart = await inSlices(renderChart(workspace, source, Date.now()), isStale);
  if (!chart) return undefined;
  const judge = hasValuesSchema(view) ? await jsonSchemaJudge() : undefined;
  return inSlices(chartFindings(workspace, chart, judge), isStale);
}

const kept = new WeakMap<ManifestDocument, readonly Finding[]>();
const none: readonly Finding[] = [];

function keep(
  workspace: Workspace,
  source: ChartSource,
  open: Iterable<string>,
  found: readonly ChartFinding[],
): readonly string[] {
  const changed: string[] = [];
  for (const uri of open) {
    const place = placeInChart(workspace, uri);
    const file = fileIn(workspace, uri);
    if (!file || place?.source.root !== source.root) continue;
    const mine = found.filter(({ path }) => chartUri(source, path) === chartUri(source, place.path));
    const parts = byDocument(
      file,
      mine.map(({ finding }) => finding),
    );
    for (const [index, document] of file.documents.entries()) kept.set(document, parts[index] ?? none);
    changed.push(uri);
  }
  return changed;
}

/** What is known of a document of a chart as it is now; nothing until the chart was judged. */
export function chartFindingsOf(workspace: Workspace, uri: string, document: ManifestDocument): readonly Finding[] {
  const found = kept.get(document);
  if (!found || found.length === 0 || isIgnored(workspace, uri)) return none;
  return shownOfChart(workspace, uri, document, found);
}
