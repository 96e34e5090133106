// A run as a person reads it: the timeline as text, the story as Markdown for a pull request, the facts as JSON.

import type { Kept } from '../../core/sim/promises.ts';
import type { TimeFinding } from '../../core/sim/reveal/finding.ts';
import { type TimelineLine, timelineOf } from '../../core/sim/timeline.ts';
import type { Trace } from '../../core/sim/trace.ts';
import type { RunVerdict } from '../../core/sim/verdict.ts';
import { type Why, whyLines } from '../../core/sim/why.ts';
import { type Locale, pick, text } from '../../core/text.ts';
import type { LineFinder } from '../lineFinder.ts';

export interface RunReport {
  readonly trace: Trace;
  readonly verdict: RunVerdict;
  readonly promises: readonly Kept[];
  /** What is wrong at the end, workload by workload. */
  readonly whys: readonly Why[];
  readonly findings: readonly TimeFinding[];
  readonly lineOf: LineFinder;
}

/** Commands, Events and the states of pods, in order of time; the verdict last. */
export function textReport({ trace, verdict, promises, whys, findings, lineOf }: RunReport, locale: Locale): string {
  const lines = withoutRepeats(timelineOf(trace));
  const width = Math.min(40, Math.max(0, ...lines.map((line) => line.subject.length)));
  const rows = lines.map(
    ({ atMs, subject, words, warning }) => `${clock(atMs)}  ${subject.padEnd(width)}  ${warning ? '! ' : ''}${words}`,
  );
  const reasons = whys.flatMap((why) => ['', ...whyLines(why, locale, lineOf)]);
  const revealed = findings.map((one) => `${placeOf(one, lineOf)}: ${pick(one.message, locale)}`);
  return `${[
    ...rows,
    '',
    verdictLine(verdict, locale),
    ...limitations(trace, locale),
    ...promiseLines(promises, locale),
    ...(revealed.length > 0 ? ['', ...revealed] : []),
    ...reasons,
  ].join('\n')}\n`;
}

/** An Event that comes again and again is told where it comes first and last. */
function withoutRepeats(lines: readonly TimelineLine[]): readonly TimelineLine[] {
  const stem = ({ subject, words }: TimelineLine): string | undefined => {
    const found = /^(.*) \(x(\d+)\)$/s.exec(words);
    return found ? `${subject} ${found[1]}` : undefined;
  };
  const last = new Map(lines.map((line, at) => [stem(line), at]));
  return lines.filter((line, at) => stem(line) === undefined || last.get(stem(line)) === at);
}

const clock = (ms: number): string => `${(ms / 1000).toFixed(3).padStart(9)}s`;

function verdictLine({ parts }: RunVerdict, locale: Locale): string {
  return parts.map((part) => pick(part, locale)).join(' · ');
}

function limitations({ limitations: all }: Trace, locale: Locale): readonly string[] {
  return all.map(({ ref, en, zh }) => `${ref ? `${ref.kind}/${ref.name}: ` : ''}${pick({ en, zh }, locale)}`);
}

export function promiseLines(promises: readonly Kept[], locale: Locale): readonly string[] {
  return promises.map(({ words, kept, because }) => {
    const reason = because ? `: ${pick(because, locale)}` : '';
    return `${kept ? '✓' : '✗'} ${words}${reason}`;
  });
}

function placeOf({ object, field }: TimeFinding, lineOf: LineFinder): string {
  const line = lineOf(object, field);
  const place = `${object.kind}/${object.name}${field === undefined ? '' : ` ${field}`}`;
  return line === undefined ? place : `${line}: ${place}`;
}

/** For a pull request: verdict, promises, what was revealed, the workloads, the reasons; the timeline folded. */
export function markdownReport(report: RunReport, locale: Locale): string {
  const { trace, verdict, promises, whys, findings, lineOf } = report;
  const say = (en: string, zh: string): string => pick(text(en, zh), locale);
  const sections = [
    `## ${trace.scenario}`,
    `**${verdictLine(verdict, locale)}**`,
    bullets([...promiseLines(promises, locale), ...limitations(trace, locale)]),
    workloadTable(verdict, say),
    findings.length > 0 ? `### ${say('What time reveals', '时间所揭示的')}` : '',
    bullets(findings.map((one) => `\`${placeOf(one, lineOf)}\`: ${pick(one.message, locale)}`)),
    whys.length > 0 ? `### ${say('Why', '原因')}` : '',
    whys.map((why) => fenced(whyLines(why, locale, lineOf))).join('\n\n'),
    `<details><summary>${say('Timeline', '时间线')}</summary>\n\n${fenced(timelineLines(trace))}\n\n</details>`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function timelineLines(trace: Trace): readonly string[] {
  return withoutRepeats(timelineOf(trace)).map(({ atMs, subject, words }) => `${clock(atMs)}  ${subject}  ${words}`);
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
const fenced = (lines: readonly string[]): string => ['```', ...lines, '```'].join('\n');

function workloadTable({ workloads }: RunVerdict, say: (en: string, zh: string) => string): string {
  if (workloads.length === 0) return '';
  const head = [
    say('workload', '工作负载'),
    say('available at the end', '结束时可用'),
    say('fewest', '最少'),
    say('ready after', '就绪时间'),
  ];
  const rows = workloads.map(({ ref, last, fewest, readyMs }) => [
    `${ref.kind}/${ref.name}`,
    `${last.available}/${last.desired}`,
    fewest ? `${fewest.available}/${fewest.desired}` : '',
    readyMs === undefined ? '' : `${(readyMs / 1000).toFixed(1)}s`,
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Verdict, promises, reasons and findings with both languages, and the whole trace. */
export function jsonReport({ trace, verdict, promises, whys, findings }: RunReport): string {
  return `${JSON.stringify({ verdict, promises, whys, findings, trace })}\n`;
}
