// From a checked workspace to the report: the findings of the given files as people and CI systems count places.

import { buildFindings, isBuildJudged, shownOfBuilds } from '../../core/features/buildFindings.ts';
import {
  allSteps,
  byDocument,
  chartFindings,
  isJudgedRendered,
  renderChart,
  shownOfChart,
} from '../../core/features/chartFindings.ts';
import { codeFacts } from '../../core/features/findings/codes.data.ts';
import { findingsIn } from '../../core/features/findingsIn.ts';
import type { Finding, Span } from '../../core/finding.ts';
import { graphOf, topsOf } from '../../core/kustomize/graph.ts';
import { catalogue } from '../../core/rules/catalogue.ts';
import type { SchemaJudge } from '../../core/schema/jsonSchema.ts';
import { type Locale, pick } from '../../core/text.ts';
import { chartUri } from '../../core/workspace/chartSource.ts';
import { kindOf, type ManifestDocument } from '../../core/workspace/document.ts';
import { documentAt, fileOf, type ManifestFile, placeOfOffset, positionOf, textOf } from '../../core/workspace/file.ts';
import { fileFormatOf } from '../../core/workspace/fileFormat.ts';
import { isIgnored } from '../../core/workspace/settingsFile.ts';
import { fileIn, type Workspace } from '../../core/workspace/workspace.ts';
import { builtWith } from '../kustomizations.ts';
import type { GivenFile } from '../manifestFiles.ts';
import { version } from '../version.ts';
import { uriOf } from '../workspaceOf.ts';
import type { Region, Report, ReportedFinding, RuleDescription } from './report.ts';

/** What is found in the given files, in their order. */
export function reportOn(workspace: Workspace, files: readonly GivenFile[], judge?: SchemaJudge): Report {
  const paths = new Map(files.map((file) => [uriOf(file), file.path]));
  const findings: ReportedFinding[] = [];
  let filesChecked = 0;
  let documentsChecked = 0;
  for (const uri of paths.keys()) {
    const file = fileIn(workspace, uri);
    if (!file || isIgnored(workspace, uri)) continue;
    filesChecked++;
    documentsChecked += file.documents.filter((document) => isChecked(uri, document)).length;
    const isElsewhere = isJudgedRendered(workspace, file);
    for (let index = 0; !isElsewhere && index < file.documents.length; index++) {
      for (const finding of findingsIn(workspace, file, index)) {
        findings.push(reported({ workspace, file, index, paths }, finding));
      }
    }
  }
  const inCharts = chartReports(workspace, files, paths, judge);
  findings.push(...inCharts.findings, ...buildReports(workspace, paths));
  documentsChecked += inCharts.documentsChecked;
  const { locale } = workspace.settings;
  return { version: version(), filesChecked, documentsChecked, findings, rules: descriptions(locale), locale };
}

/** What is found in what kustomizations build, at the given files that wrote it. */
function buildReports(workspace: Workspace, paths: ReadonlyMap<string, string>): readonly ReportedFinding[] {
  const graph = graphOf(workspace);
  const named = [...graph.byFolder.values()].flatMap(({ uri }) => topsOf(graph, uri).map((top) => top.uri));
  const found = [...new Set(named)]
    .filter((uri) => !isIgnored(workspace, uri) && isBuildJudged(workspace, uri))
    .flatMap((uri) => {
      const build = builtWith(workspace, uri, new Map());
      return build ? allSteps(buildFindings(workspace, uri, build)) : [];
    });
  return [...new Set(found.map(({ uri }) => uri))].flatMap((uri) => {
    const file = paths.has(uri) ? fileIn(workspace, uri) : undefined;
    return (file?.documents ?? []).flatMap((document, index) => {
      const here = found.filter((one) => file && one.uri === uri && one.index === index).map(({ finding }) => finding);
      return shownOfBuilds(workspace, uri, document, here).flatMap((finding) =>
        file ? [reported({ workspace, file, index, paths }, finding)] : [],
      );
    });
  });
}

/** What is found in charts, at their templates; of files that were not asked about nothing. */
function chartReports(
  workspace: Workspace,
  files: readonly GivenFile[],
  paths: ReadonlyMap<string, string>,
  judge: SchemaJudge | undefined,
): Pick<Report, 'findings' | 'documentsChecked'> {
  const findings: ReportedFinding[] = [];
  let documentsChecked = 0;
  for (const source of workspace.charts.values()) {
    const head = paths.get(chartUri(source, 'Chart.yaml'));
    const chart = allSteps(renderChart(workspace, source, Date.now()));
    const found = allSteps(chartFindings(workspace, chart, judge));
    documentsChecked += chart.manifests.reduce((sum, { file }) => sum + file.documents.length, 0);
    for (const below of new Set(found.map(({ path }) => path))) {
      const uri = chartUri(source, below);
      if (head === undefined && !files.some((file) => uriOf(file) === uri)) continue;
      const named = new Map([
        ...paths,
        [uri, paths.get(uri) ?? `${head?.slice(0, -'Chart.yaml'.length) ?? ''}${below}`],
      ]);
      const text = source.files.get(below)?.text;
      const file = fileIn(workspace, uri) ?? (text === undefined ? undefined : fileOf(uri, text));
      if (!file || isIgnored(workspace, uri)) continue;
      const mine = found.filter(({ path }) => path === below).map(({ finding }) => finding);
      for (const [index, here] of byDocument(file, mine).entries()) {
        const shown = shownOfChart(workspace, uri, documentAt(file, index), here);
        findings.push(...shown.map((finding) => reported({ workspace, file, index, paths: named }, finding)));
      }
    }
  }
  return { findings, documentsChecked };
}

function isChecked(uri: string, document: ManifestDocument): boolean {
  return kindOf(document) === 'manifest' || fileFormatOf(uri, document) !== undefined;
}

/** Of all rules, and of the codes that come of none. */
function descriptions(locale: Locale): readonly RuleDescription[] {
  const rules = catalogue.map(({ id, level, summary, why, remedy }) => ({
    id,
    level: level === 'off' ? 'warning' : level,
    summary: pick(summary, locale),
    why: pick(why, locale),
    remedy: pick(remedy, locale),
  }));
  const others = codeFacts.map(({ code, summary }) => ({ id: code, summary: pick(summary, locale) }));
  return [...rules, ...others];
}

interface Place {
  readonly workspace: Workspace;
  readonly file: ManifestFile;
  readonly index: number;
  readonly paths: ReadonlyMap<string, string>;
}

function reported({ workspace, file, index, paths }: Place, finding: Finding): ReportedFinding {
  const { locale } = workspace.settings;
  const region = regionOf(file, index, finding.span);
  const related = (finding.related ?? []).flatMap(({ span, message, uri }) => {
    const other = uri === undefined ? file : fileIn(workspace, uri);
    if (!other) return [];
    const at = uri === undefined ? { index, span } : inDocument(other, span);
    return [
      {
        path: paths.get(other.uri) ?? other.uri,
        region: regionOf(other, at.index, at.span),
        message: pick(message, locale),
      },
    ];
  });
  return {
    path: paths.get(file.uri) ?? file.uri,
    region,
    code: finding.code,
    severity: finding.severity,
    message: pick(finding.message, locale),
    ...(finding.field === undefined ? {} : { field: finding.field }),
    related,
    ...originOf(file, index),
    source: lineAt(file, index, finding.span.start),
  };
}

function inDocument(file: ManifestFile, { start, end }: Span): { index: number; span: Span } {
  const place = placeOfOffset(file, start);
  return { index: place.index, span: { start: place.offset, end: place.offset + end - start } };
}

function regionOf(file: ManifestFile, index: number, { start, end }: Span): Region {
  const from = positionOf(file, index, start);
  const to = positionOf(file, index, end);
  return { line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
}

function lineAt(file: ManifestFile, index: number, offset: number): string {
  const text = file.documents[index]?.text ?? textOf(file);
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end < 0 ? undefined : end).replace(/\r$/, '');
}

/** `helm template` says above each document which template it came of: `# Source: web/templates/deployment.yaml`. */
function originOf(file: ManifestFile, index: number): { readonly origin?: string } {
  const head = /^(?:---[^\n]*\n)?(?:\s*(?:#[^\n]*)?\n)*?# Source: ([^\n\r]+)/.exec(file.documents[index]?.text ?? '');
  return head?.[1] === undefined ? {} : { origin: head[1].trim() };
}
