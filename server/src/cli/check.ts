// `kpod check`: what the editor would show, for files, folders, globs and pipes, in the form that is asked for.
import fs from 'node:fs';
import { fixedText } from '../core/features/fixes.ts';
import type { Severity } from '../core/finding.ts';
import { jsonSchemaJudge } from '../core/schema/jsonSchema.ts';
import { pick, type Text, text } from '../core/text.ts';
import { defaultSettings, type Settings } from '../core/workspace/settings.ts';
import { isIgnored } from '../core/workspace/settingsFile.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import { type Arguments, lastValue, readArguments } from './arguments.ts';
import { withChartsOf } from './charts.ts';
import { problemOfOptions } from './checkOptions.ts';
import { localeFrom } from './locale.ts';
import { type GivenFile, readManifests } from './manifestFiles.ts';
import { github } from './report/github.ts';
import { human } from './report/human.ts';
import { json } from './report/json.ts';
import { junit } from './report/junit.ts';
import type { Reporter } from './report/report.ts';
import { reportOn } from './report/reportOn.ts';
import { sarif } from './report/sarif.ts';
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
  flags: ['fix', 'quiet'],
};

export async function check(args: readonly string[]): Promise<number> {
  const given = readArguments(args, options);
  if ('problem' in given) return misused(given.problem);
  const format = lastValue(given, 'format') ?? 'human';
  const reporter = Object.hasOwn(reporters, format) ? reporters[format] : undefined;
  if (!reporter) {
    const names = Object.keys(reporters).join(', ');
    return misused(text(`--format is one of ${names}`, `--format 可以是 ${names}`));
  }
  const failOn = severities.find((severity) => severity === (lastValue(given, 'fail-on') ?? 'error'));
  if (!failOn) {
    const names = severities.join(', ');
    return misused(text(`--fail-on is one of ${names}`, `--fail-on 可以是 ${names}`));
  }
  const problem = problemOfOptions(given);
  if (problem !== undefined) return misused(problem);
  if (given.rest.length === 0) return misused(text('name files, folders or "-"', '请给出文件、目录或 "-"'));
  const files = readManifests(given.rest);
  if ('problem' in files) return misused(files.problem);
  const workspace = await withChartsOf(workspaceOf(files, settingsOf(given)), files);
  if (given.flags.has('fix')) writeFixes(workspace, files);
  const checked = given.flags.has('fix')
    ? await withChartsOf(workspaceOf(reread(files), workspace.settings), files)
    : workspace;
  const report = reportOn(checked, files, checked.charts.size > 0 ? await jsonSchemaJudge() : undefined);
  const counted = report.findings.filter(({ severity }) => severities.indexOf(severity) >= severities.indexOf(failOn));
  const isQuiet = given.flags.has('quiet');
  if (!isQuiet || format !== 'human' || counted.length > 0)
    await written(reporter(isQuiet ? { ...report, findings: counted, isQuiet } : report));
  return counted.length > 0 ? 1 : 0;
}

function misused(problem: string | Text): number {
  const locale = localeFrom(undefined, process.env);
  const words = typeof problem === 'string' ? problem : pick(problem, locale);
  const where = text('kpod check --help shows the options', 'kpod check --help 会列出选项');
  process.stderr.write(`kpod check: ${words}; ${pick(where, locale)}\n`);
  return 2;
}

/** A large report is written before the process may end. */
function written(words: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(words, () => resolve()));
}

function settingsOf(given: Arguments): Settings {
  const levels = (given.values.get('rule') ?? []).map((words) => words.split('=', 2));
  const ruleLevels = Object.fromEntries(levels.map(([id = '', level = 'warning']) => [id, level]));
  const locale = localeFrom(lastValue(given, 'locale'), process.env);
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
    if (!read || file.fullPath === undefined || isIgnored(workspace, read.uri)) continue;
    const text = fixedText(workspace, read);
    if (text !== file.text) fs.writeFileSync(file.fullPath, text);
  }
}

function reread(files: readonly GivenFile[]): readonly GivenFile[] {
  return files.map((file) =>
    file.fullPath === undefined ? file : { ...file, text: fs.readFileSync(file.fullPath, 'utf8') },
  );
}
