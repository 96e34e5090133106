// JUnit XML: one test case a finding, failed for errors and warnings, so that CI systems show them as tests.
import type { Report, ReportedFinding } from './report.ts';

export function junit(report: Report): string {
  const byPath = new Map<string, ReportedFinding[]>();
  for (const finding of report.findings) {
    const known = byPath.get(finding.path);
    if (known) known.push(finding);
    else byPath.set(finding.path, [finding]);
  }
  const suites = [...byPath].map(([path, findings]) => suite(path, findings));
  const failures = report.findings.filter(isFailure).length;
  const head = `<testsuites name="kpod" tests="${report.findings.length}" failures="${failures}">`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${[head, ...suites].join('\n')}\n</testsuites>\n`;
}

function isFailure({ severity }: ReportedFinding): boolean {
  return severity === 'error' || severity === 'warning';
}

function suite(path: string, findings: readonly ReportedFinding[]): string {
  const cases = findings.map((finding) => {
    const name = `${finding.code} at ${finding.region.line}:${finding.region.column}`;
    const place = `${path}:${finding.region.line}:${finding.region.column}`;
    const body = isFailure(finding)
      ? `<failure type="${xmlText(finding.code)}" message="${xmlText(finding.message)}">${xmlText(place)}</failure>`
      : `<system-out>${xmlText(`${place}: ${finding.message}`)}</system-out>`;
    return `    <testcase classname="${xmlText(path)}" name="${xmlText(name)}">${body}</testcase>`;
  });
  const head = `  <testsuite name="${xmlText(path)}" tests="${findings.length}" failures="${findings.filter(isFailure).length}">`;
  return [head, ...cases, '  </testsuite>'].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Also drops the control characters that XML 1.0 cannot carry. */
function xmlText(words: string): string {
  return words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (c) => entities[c] ?? c);
}
