// `kpod check`: what the editor would show, for files, folders, globs and pipes, in the form that is asked for.
import fs from 'node:fs';
import { findingsIn } from '../core/features/findingsIn.ts';
import { allFixesOf, applyEdits } from '../core/features/fixes.ts';
import type { Finding, Severity, Span } from '../core/finding.ts';
import { catalogue } from '../core/rules/catalogue.ts';
import { type Locale, pick } from '../core/text.ts';
import { kindOf } from '../core/workspace/document.ts';
import { type ManifestFile, placeOfOffset, positionOf, textOf } from '../core/workspace/file.ts';
import { defaultSettings, type Settings } from '../core/workspace/settings.ts';
import { isIgnored } from '../core/workspace/settingsFile.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { type Arguments, lastValue, readArguments } from './arguments.ts';
import { type GivenFile, readManifests } from './manifestFiles.ts';
import { github } from './report/github.ts';
import { human } from './report/human.ts';
import { json } from './report/json.ts';
import { junit } from './report/junit.ts';
import type { Region, Report, ReportedFinding, Reporter } from './report/report.ts';
import { sarif } from './report/sarif.ts';
import { version } from './version.ts';
import { uriOf, workspaceOf } from './workspaceOf.ts';

const reporters: Readonly<Record<string, Reporter>> = {
  human: (report) => human(report, process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined),
  json,
  sarif,
  junit,
  github,
};
const severities: readonly Severity[] = ['hint', 'info', 'warning', 'error'];
const options = {
  values: ['format', 'kubernetes-version', 'profile', 'rule', 'fail-on', 'locale'],
  flags: ['fix'],
};

export async function check(args: readonly string[]): Promise<number> {
  const given = readArguments(args, options);
  if ('problem' in given) return misused(given.problem);
  const reporter = reporters[lastValue(given, 'format') ?? 'human'];
  if (!reporter) return misused(`--format is one of ${Object.keys(reporters).join(', ')}`);
  const failOn = severities.find((severity) => severity === (lastValue(given, 'fail-on') ?? 'error'));
  if (!failOn) return misused(`--fail-on is one of ${severities.join(', ')}`);
  if (given.rest.length === 0) return misused('name files, folders or "-"');
  const files = readManifests(given.rest);
  if ('problem' in files) return misused(files.problem);
  const workspace = workspaceOf(files, settingsOf(given));
  if (given.flags.has('fix')) writeFixes(workspace, files);
  const checked = given.flags.has('fix') ? workspaceOf(reread(files), workspace.settings) : workspace;
  const report = reportOn(checked, files);
  await written(reporter(report));
  const fails = (severity: Severity) => severities.indexOf(severity) >= severities.indexOf(failOn);
  return report.findings.some(({ severity }) => fails(severity)) ? 1 : 0;
}

function misused(problem: string): number {
  process.stderr.write(`kpod check: ${problem}; kpod help shows the options\n`);
  return 2;
}

/** A large report is written before the process may end. */
function written(words: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(words, () => resolve()));
}

function settingsOf(given: Arguments): Settings {
  const levels = (given.values.get('rule') ?? []).map((words) => words.split('=', 2));
  const ruleLevels = Object.fromEntries(levels.map(([id = '', level = 'warning']) => [id, level]));
  const locale: Locale = lastValue(given, 'locale') === 'zh-cn' ? 'zh-cn' : 'en';
  const version = lastValue(given, 'kubernetes-version');
  const profiles = given.values.get('profile');
  return {
    ...defaultSettings,
    locale,
    kubernetesVersion: version ?? defaultSettings.kubernetesVersion,
    profiles: [...defaultSettings.profiles, ...(profiles ?? [])],
    commandLine: {
      ...(version === undefined ? {} : { kubernetesVersion: version }),
      ...(profiles ? { profiles: [...defaultSettings.profiles, ...profiles] } : {}),
      ruleLevels,
    },
    ruleLevels,
  };
}

function writeFixes(workspace: Workspace, files: readonly GivenFile[]): void {
  for (const file of files) {
    const read = fileIn(workspace, uriOf(file));
    if (!read || file.fullPath === undefined) continue;
    const documents = read.documents.map(({ text }, index) => applyEdits(text, allFixesOf(workspace, read, index)));
    const text = documents.join('');
    if (text !== file.text) fs.writeFileSync(file.fullPath, text);
  }
}

function reread(files: readonly GivenFile[]): readonly GivenFile[] {
  return files.map((file) =>
    file.fullPath === undefined ? file : { ...file, text: fs.readFileSync(file.fullPath, 'utf8') },
  );
}

function reportOn(workspace: Workspace, files: readonly GivenFile[]): Report {
  const paths = new Map(files.map((file) => [uriOf(file), file.path]));
  const findings: ReportedFinding[] = [];
  let filesChecked = 0;
  let documentsChecked = 0;
  for (const uri of paths.keys()) {
    const file = fileIn(workspace, uri);
    if (!file || isIgnored(workspace, uri)) continue;
    filesChecked++;
    documentsChecked += file.documents.filter((document) => kindOf(document) === 'manifest').length;
    for (let index = 0; index < file.documents.length; index++) {
      for (const finding of findingsIn(workspace, file, index)) {
        findings.push(reported({ workspace, file, index, paths }, finding));
      }
    }
  }
  const { locale } = workspace.settings;
  const rules = catalogue.map(({ id, summary, why, remedy }) => ({
    id,
    summary: pick(summary, locale),
    why: pick(why, locale),
    remedy: pick(remedy, locale),
  }));
  return { version: version(), filesChecked, documentsChecked, findings, rules };
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
