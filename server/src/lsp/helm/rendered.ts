// Our requests about what charts render to: the rendered view of a template with the way back, and the objects that a
// simulation of a chart applies. In slices, and ended when nobody waits any more.
import { performance } from 'node:perf_hooks';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { JsonObject } from '../../core/apiserver/types.ts';
import { appliedObjects } from '../../core/features/appliedChart.ts';
import { type RenderedChart, renderChart } from '../../core/features/chartFindings.ts';
import { placeInChart } from '../../core/helm/editor/installation.ts';
import { originOf } from '../../core/helm/engine/output.ts';
import type { RenderFault } from '../../core/helm/render.ts';
import { pick, text } from '../../core/text.ts';
import type { ChartSource } from '../../core/workspace/chartSource.ts';
import { lastAtMost, lineStartsOf } from '../../core/workspace/lines.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { type RenderedParams, type RenderedResult, renderedRequest } from '../../protocol.ts';
import { builtView } from '../builds.ts';
import type { Session } from '../session.ts';
import { inSlices } from '../slices.ts';

const mostMs = 20_000;

export function registerRendered(connection: Connection, session: Session): void {
  connection.onRequest(renderedRequest, (params: RenderedParams, token: CancellationToken) =>
    rendered(session, params, token),
  );
}

async function rendered(
  session: Session,
  { uri }: RenderedParams,
  token: CancellationToken,
): Promise<RenderedResult | null> {
  const { workspace } = session;
  const built = await builtView(session, uri);
  if (built) return built;
  const place = placeInChart(workspace, uri);
  const chart = place && (await renderedChart(session, place.source, () => token.isCancellationRequested));
  if (!place || !chart) return null;
  const { locale } = workspace.settings;
  const fault = chart.faults.find(({ path }) => path === place.path);
  const found = chart.manifests.find(({ path }) => path === place.path);
  if (!found) return { text: '', origins: [], problem: pick(fault ? faultWords(fault) : nothing, locale) };
  const words = found.file.documents.map((document) => document.text).join('');
  const starts = lineStartsOf(found.source);
  const origins = lineStartsOf(words).map((start, line, all) => {
    // Where a line begins in an action its first own character says more than its indentation.
    const end = all[line + 1] ?? words.length;
    const blank = words.slice(start, end).search(/\S/);
    return { uri, line: lastAtMost(starts, originOf(found.pieces, start + Math.max(0, blank))) };
  });
  return { text: words, origins };
}

const nothing = text(
  'this template renders to nothing with the values of the chart',
  '使用 chart 的值时，此模板没有输出',
);

const faultWords = ({ at, message }: RenderFault) => text(`${at.path}: ${message}`, `${at.path}：${message}`);

/** The panel asks for one place after another while nothing changes. */
const lastRendered = new WeakMap<Workspace, { readonly source: ChartSource; readonly chart: RenderedChart }>();

/** Undefined where it takes too long, or nobody waits. */
async function renderedChart(
  session: Session,
  source: ChartSource,
  isVoid: () => boolean,
): Promise<RenderedChart | undefined> {
  const { workspace } = session;
  const last = lastRendered.get(workspace);
  if (last && last.source === source) return last.chart;
  const began = performance.now();
  const isOver = () => isVoid() || performance.now() - began > mostMs;
  const chart = await inSlices(renderChart(workspace, source, Date.now()), isOver);
  if (chart) lastRendered.set(workspace, { source, chart });
  return chart;
}

export interface ChartObjects {
  readonly name: string;
  readonly objects: readonly JsonObject[];
  /** Why they are not all. */
  readonly fault?: RenderFault;
}

/** Of a file that shapes a chart, the chart rendered. */
export async function chartOf(
  session: Session,
  uri: string,
  token: CancellationToken,
): Promise<RenderedChart | undefined> {
  const place = placeInChart(session.workspace, uri);
  const isOurs =
    place && /^(?:charts\/[^/]+\/)*(?:templates\/|Chart\.yaml$|[\w.-]*values[\w.-]*\.ya?ml$)/.test(place.path);
  return isOurs ? renderedChart(session, place.source, () => token.isCancellationRequested) : undefined;
}

/** Of a file that is part of a chart, what an installation of that chart applies. */
export async function chartObjects(
  session: Session,
  uri: string,
  token: CancellationToken,
): Promise<ChartObjects | undefined> {
  const chart = await chartOf(session, uri, token);
  if (!chart) return undefined;
  const [fault] = chart.faults;
  return { name: chart.view.chart?.name ?? 'chart', objects: appliedObjects(chart), ...(fault && { fault }) };
}
