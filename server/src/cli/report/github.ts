// GitHub's workflow commands: annotations at the lines of a pull request.
import type { Severity } from '../../core/finding.ts';
import type { Report } from './report.ts';

const command: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

export function github(report: Report): string {
  return report.findings
    .map(({ path, region, severity, code, message }) => {
      const place = `file=${property(path)},line=${region.line},col=${region.column},endLine=${region.endLine},endColumn=${region.endColumn}`;
      return `::${command[severity]} ${place},title=${property(code)}::${data(message)}\n`;
    })
    .join('');
}

function data(words: string): string {
  return words.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(words: string): string {
  return data(words).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
