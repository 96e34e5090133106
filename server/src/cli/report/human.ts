// For people at a terminal: place, words, and the line with carets under it; a count at the end.
import type { Severity } from '../../core/finding.ts';
import { type Locale, pick, type Text, text } from '../../core/text.ts';
import type { Report, ReportedFinding } from './report.ts';

const colours: Readonly<Record<Severity, number>> = { error: 31, warning: 33, info: 36, hint: 90 };

const labels: Readonly<Record<Severity, Text>> = {
  error: text('error', '错误'),
  warning: text('warning', '警告'),
  info: text('info', '信息'),
  hint: text('hint', '提示'),
};

/** @param colour whether the terminal shows colours; the words are the same without */
export function human(report: Report, colour = false): string {
  const { locale = 'en' } = report;
  const lines = report.findings.map((finding) => block(finding, colour, locale));
  return `${[...lines, ...(report.isQuiet ? [] : [summary(report)])].join('\n')}\n`;
}

function block(finding: ReportedFinding, colour: boolean, locale: Locale): string {
  const { path, region, severity, message, code, source, origin } = finding;
  const paint = (words: string) => (colour ? `\u001b[${colours[severity]}m${words}\u001b[0m` : words);
  const from = origin === undefined ? '' : ` (${origin})`;
  const head = `${path}:${region.line}:${region.column}${from}: ${paint(pick(labels[severity], locale))}: ${message} [${code}]`;
  const gutter = `${region.line} | `;
  const width = region.endLine === region.line ? region.endColumn - region.column : source.length - region.column + 1;
  const carets = ' '.repeat(gutter.length + region.column - 1) + paint('^'.repeat(Math.max(1, width)));
  const related = finding.related.map((r) => `  ${r.path}:${r.region.line}:${r.region.column}: ${r.message}`);
  return [head, gutter + source.replaceAll('\t', ' '), carets, ...related].join('\n');
}

function summary({ findings, filesChecked, documentsChecked, locale = 'en' }: Report): string {
  const counts = (['error', 'warning', 'info', 'hint'] as const)
    .map((severity) => ({ severity, n: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ n }) => n > 0);
  const english = counts.map(({ severity, n }) => `${n} ${severity}${n === 1 || severity === 'info' ? '' : 's'}`);
  const chinese = counts.map(({ severity, n }) => `${n} 个${labels[severity].zh}`);
  const whole = text(
    `${english.join(', ') || 'no findings'} in ${documentsChecked} documents of ${filesChecked} files`,
    `${filesChecked} 个文件的 ${documentsChecked} 个文档：${chinese.join('，') || '没有发现'}`,
  );
  return pick(whole, locale);
}
