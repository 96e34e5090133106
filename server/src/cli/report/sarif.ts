// SARIF 2.1.0 (OASIS): code scanning services read it. Every result has a region; rules carry their documentation.
import type { Severity } from '../../core/finding.ts';
import type { Region, Report, ReportedFinding } from './report.ts';

const level: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

export function sarif(report: Report): string {
  const used = [...new Set(report.findings.map((finding) => finding.code))].sort();
  const described = new Map(report.rules.map((rule) => [rule.id, rule]));
  const rules = used.map((id) => {
    const rule = described.get(id);
    const about = rule && { fullDescription: { text: rule.why }, help: { text: rule.remedy } };
    return { id, shortDescription: { text: rule?.summary ?? id }, ...about };
  });
  const run = {
    tool: { driver: { name: 'kpod', semanticVersion: report.version, rules } },
    columnKind: 'utf16CodeUnits',
    results: report.findings.map((finding) => result(finding, used)),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(finding: ReportedFinding, rules: readonly string[]): object {
  const related = finding.related.map((place, id) => ({
    id,
    ...location(place.path, place.region),
    message: { text: place.message },
  }));
  return {
    ruleId: finding.code,
    ruleIndex: rules.indexOf(finding.code),
    level: level[finding.severity],
    message: { text: finding.message },
    locations: [location(finding.path, finding.region)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
  };
}

function location(path: string, region: Region): object {
  const uri = path.split(/[\\/]/).map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: {
        startLine: region.line,
        startColumn: region.column,
        endLine: region.endLine,
        endColumn: region.endColumn,
      },
    },
  };
}
