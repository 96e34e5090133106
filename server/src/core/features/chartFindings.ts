// A chart judged as it would be installed: rendered, each document judged as a manifest among the others, and what is
// found shown where the template writes it. It goes in steps, so that who asks may do other things between them, or stop.
import type { Finding, RelatedPlace, Span } from '../finding.ts';
import { type ChartFinding, staticFindings } from '../helm/editor/chartFindings.ts';
import { type ChartView, chartViewOf, filesOfChart, isTemplatePath, templateTreeOf } from '../helm/editor/chartView.ts';
import { lacksCharts } from '../helm/editor/dependencyFindings.ts';
import { schemaFindings } from '../helm/editor/schemaFindings.ts';
import { originOf, type Piece } from '../helm/engine/output.ts';
import { isFault, type RenderedFile, type RenderFault, renderJob } from '../helm/render.ts';
import { parseTemplate } from '../helm/template/parse.ts';
import { commentSuppressions, silencedByComment } from '../rules/suppression.ts';
import type { SchemaJudge } from '../schema/jsonSchema.ts';
import { text, verbatim } from '../text.ts';
import { type ChartSource, chartPlaceOf, chartUri } from '../workspace/chartSource.ts';
import { linesOf, type ManifestDocument } from '../workspace/document.ts';
import { fileOf, type ManifestFile } from '../workspace/file.ts';
import { lastAtMost } from '../workspace/lines.ts';
import { isSuppressed, viewFor } from '../workspace/settingsFile.ts';
import { fileIn, rejoined, type Workspace, withFiles } from '../workspace/workspace.ts';
import { findingsIn } from './findingsIn.ts';

/** A template's output as a file of manifests, with the way back. */
export interface RenderedManifests {
  readonly file: ManifestFile;
  readonly path: string;
  readonly pieces: readonly Piece[];
  /** The template's own text. */
  readonly source: string;
}

export interface RenderedChart {
  readonly view: ChartView;
  readonly manifests: readonly RenderedManifests[];
  readonly faults: readonly RenderFault[];
}

/** @yields after each template */
export function* renderChart(workspace: Workspace, source: ChartSource, nowMs: number): Generator<void, RenderedChart> {
  const view = chartViewOf(workspace, source);
  const trees = new Map(view.templates.map(({ tree }) => [tree.text, tree]));
  const parse = (words: string) => trees.get(words) ?? parseTemplate(words);
  const settings = settingsOf(viewFor(workspace, chartUri(source, 'Chart.yaml')), nowMs);
  const job = renderJob(filesOfChart(view.texts), view.given, settings, parse);
  const faults: RenderFault[] = [];
  const rendered: RenderedFile[] = [];
  if (isFault(job)) faults.push(job);
  else {
    for (let next = job.next(); next; next = job.next()) {
      if (isFault(next)) faults.push(next);
      else rendered.push(next);
      yield;
    }
  }
  return { view, manifests: manifestsOf(view, rendered), faults };
}

function settingsOf({ schema, settings }: Workspace, nowMs: number) {
  const version = schema?.version ?? settings.kubernetesVersion;
  const kinds = (schema?.kinds() ?? []).filter(({ served }) => served);
  const groups = new Set(kinds.map(({ apiVersion }) => apiVersion));
  return {
    releaseName: settings.helm.releaseName,
    namespace: settings.helm.namespace,
    kubernetesVersion: `v${version}.0`,
    apiVersions: [
      ...groups,
      ...kinds.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`),
      ...settings.helm.apiVersions,
    ],
    nowMs,
  };
}

/** One chart may be there by several names: then a template is rendered as often, and its outputs follow each other. */
function manifestsOf(view: ChartView, rendered: readonly RenderedFile[]): readonly RenderedManifests[] {
  const byPath = new Map<string, { text: string; pieces: Piece[] }>();
  for (const { path, text: words, pieces } of rendered) {
    if (!/\.(ya?ml|json)$/.test(path) || words.trim() === '') continue;
    const known = byPath.get(path) ?? { text: '', pieces: [] };
    byPath.set(path, known);
    if (known.text !== '') known.text = `${known.text.replace(/\n?$/, '\n')}---\n`;
    const base = known.text.length;
    known.pieces.push(...pieces.map((piece) => ({ ...piece, start: piece.start + base })));
    known.text += withPlainSeparators(words);
  }
  return [...byPath].map(([path, { text: words, pieces }]) => ({
    path,
    pieces,
    file: fileOf(chartUri(view.source, path), words),
    source: view.texts.get(path)?.text ?? '',
  }));
}

/**
 * Helm takes `---` for the end of a document also where a comment follows at once, which YAML does not
 * (helm v3.22 pkg/releaseutil/manifest.go, `sep`). The text keeps its length, for the way back.
 */
function withPlainSeparators(words: string): string {
  return words.replace(/^---#[^\r\n]?/gm, (found) => '--- #'.slice(0, found.length));
}

/**
 * The workspace as it is once the chart is installed: rendered manifests in place of their templates, and the definitions
 * that lie packed in charts below.
 */
export function withRendered(workspace: Workspace, { view, manifests }: RenderedChart): Workspace {
  const definitions = definitionFiles(view).filter(({ uri }) => !fileIn(workspace, uri));
  return rejoined(withFiles(workspace, [...definitions, ...manifests.map(({ file }) => file)]));
}

/** What Helm applies before all else, as it stands. */
export function definitionFiles(view: ChartView): readonly ManifestFile[] {
  return [...view.texts]
    .filter(([path]) => /^(?:charts\/[^/]+\/)*crds\/.*\.(ya?ml|json)$/.test(path))
    .map(([path, { text: words }]) => fileOf(chartUri(view.source, path), words));
}

/** Whether what a file says is judged as its chart renders it, so that the text itself need not be. */
export function isJudgedRendered(workspace: Workspace, file: ManifestFile): boolean {
  const place = workspace.charts.size > 0 ? chartPlaceOf(workspace, file.uri) : undefined;
  return (
    place !== undefined && isTemplatePath(place.path) && file.documents.some(({ text: words }) => words.includes('{{'))
  );
}

/**
 * @param judge for values.schema.json, where the chart has one
 * @yields between documents. Spans of what it gives are of the file. */
export function* chartFindings(
  workspace: Workspace,
  chart: RenderedChart,
  judge?: SchemaJudge,
): Generator<void, readonly ChartFinding[]> {
  const found: ChartFinding[] = [...staticFindings(chart.view)];
  if (judge) found.push(...schemaFindings(chart.view, judge));
  const isIncomplete = lacksCharts(chart.view);
  found.push(...faultFindings(chart, isIncomplete));
  yield;
  const installed = withRendered(workspace, chart);
  const byUri = new Map(chart.manifests.map((one) => [one.file.uri, one]));
  for (const one of chart.manifests) {
    // What holds no action is judged as it stands.
    const isPlain =
      one.source.trim() ===
      one.file.documents
        .map(({ text: words }) => words)
        .join('')
        .trim();
    for (let index = 0; !isPlain && index < one.file.documents.length; index++) {
      for (const finding of findingsIn(installed, one.file, index)) {
        found.push({ path: one.path, finding: placed(one, index, finding, byUri) });
      }
      yield;
    }
  }
  return withoutRepetition(found);
}

function faultFindings({ view, faults }: RenderedChart, isIncomplete: boolean): readonly ChartFinding[] {
  return faults.flatMap(({ at, message, isHelms, isDemand }): readonly ChartFinding[] => {
    const given = view.texts.get(at.path);
    if (given && templateTreeOf(given).problems.length > 0) return [];
    const span = given ? lineFrom(given.text, at.offset) : { start: 0, end: 0 };
    // Without the charts that it needs nothing can be said for sure.
    if (isIncomplete && isHelms) return [];
    if (isDemand) {
      const asks = text(
        `the chart refuses these values, so its manifests are not judged: ${message}; name a values file that fits in "kpod.helm.valuesFiles"`,
        `chart 拒绝当前的值，因此没有检查其清单：${message}；请在 "kpod.helm.valuesFiles" 中指定合适的 values 文件`,
      );
      return [{ path: at.path, finding: { code: 'helm-not-rendered', severity: 'info', span, message: asks } }];
    }
    if (isHelms)
      return [
        { path: at.path, finding: { code: 'helm-template', severity: 'error', span, message: verbatim(message) } },
      ];
    const words = text(
      `this template is not rendered here, so its manifests are not judged: ${message}; "helm template" shows them`,
      `此模板未在此渲染，因此没有检查其清单：${message}；可用 "helm template" 查看`,
    );
    return [{ path: at.path, finding: { code: 'helm-not-rendered', severity: 'info', span, message: words } }];
  });
}

function lineFrom(words: string, offset: number): Span {
  const close = words.indexOf('}}', offset);
  const lineEnd = words.indexOf('\n', offset);
  const ends = [close, lineEnd, words.length].filter((end) => end >= offset);
  return { start: offset, end: Math.min(...ends) };
}

/** The finding at the template: of fixes none is left, for they are edits of what is rendered. */
function placed(
  from: RenderedManifests,
  index: number,
  finding: Finding,
  byUri: ReadonlyMap<string, RenderedManifests>,
): Finding {
  const base = from.file.starts[index] ?? 0;
  const { code, severity, message, field, tags } = finding;
  const related = finding.related?.map(({ span, uri, message: says }): RelatedPlace => {
    const other = uri === undefined ? from : byUri.get(uri);
    if (!other) return { span, message: says, ...(uri === undefined ? {} : { uri }) };
    const offset = uri === undefined ? base : 0;
    return {
      uri: other.file.uri,
      message: says,
      span: templateSpan(other, { start: span.start + offset, end: span.end + offset }),
    };
  });
  return {
    code,
    severity,
    message,
    span: templateSpan(from, { start: finding.span.start + base, end: finding.span.end + base }),
    ...(field === undefined ? {} : { field }),
    ...(related && related.length > 0 ? { related } : {}),
    ...(tags ? { tags } : {}),
  };
}

/** From a span of the output to the words of the template that gave it: text for text, of an action all of it. */
export function templateSpan({ pieces, source }: RenderedManifests, { start, end }: Span): Span {
  const from = originOf(pieces, start);
  const to = originOf(pieces, Math.max(start, end - 1));
  if (source.startsWith('{{', from)) {
    const close = source.indexOf('}}', from);
    return { start: from, end: close < 0 ? source.length : close + 2 };
  }
  const last = source.startsWith('{{', to) ? source.indexOf('}}', to) + 2 : to + 1;
  const lineEnd = source.indexOf('\n', from);
  const longest = lineEnd < 0 ? source.length : lineEnd;
  return { start: from, end: last > from && last <= longest ? last : Math.max(from, longest) };
}

/** Loops write one line many times. */
function withoutRepetition(found: readonly ChartFinding[]): readonly ChartFinding[] {
  const seen = new Set<string>();
  return found.filter(({ path, finding: { code, span, message } }) => {
    const key = `${path}|${code}|${span.start}|${message.en}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Findings of a file by the documents that they stand in, with spans of these. */
export function byDocument(file: ManifestFile, findings: readonly Finding[]): readonly (readonly Finding[])[] {
  return file.documents.map((_, index) => {
    const [start, end] = [file.starts[index] ?? 0, file.starts[index + 1] ?? 0];
    const isLast = index === file.documents.length - 1;
    return findings
      .filter(({ span }) => span.start >= start && (span.start < end || (isLast && span.start === end)))
      .map((finding) => ({
        ...finding,
        span: { start: finding.span.start - start, end: Math.min(finding.span.end, end) - start },
      }));
  });
}

/** Of what is found in a document of a chart that which comments and settings leave standing. */
export function shownOfChart(
  workspace: Workspace,
  uri: string,
  document: ManifestDocument,
  found: readonly Finding[],
): readonly Finding[] {
  const suppressions = commentSuppressions(document.text);
  const { settings } = viewFor(workspace, uri);
  return found.filter(({ code, span }) => {
    if (isSuppressed(workspace, uri, code) || settings.ruleLevels[code] === 'off') return false;
    return !suppressions || !silencedByComment(suppressions, code, lastAtMost(linesOf(document), span.start));
  });
}

/** All steps at once, for those who may wait. */
export function allSteps<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
