// SARIF 2.1.0 (OASIS): code scanning services read it. Every result has a region; rules carry their documentation.
import type { Severity } from '../../core/finding.ts';
import type { Region, Report, ReportedFinding } from './report.ts';

const level: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };

export function sarif(report: Report): string {
  const used = [...new Set(report.findings.map((finding) => finding.code))].sort();
  const described = new Map(report.rules.map((rule) => [rule.id, rule]));
  const rules = used.map((id) => {
    const rule = described.get(id);
    const reason = rule?.why === undefined ? {} : { fullDescription: { text: rule.why } };
    const remedy = rule?.remedy === undefined ? {} : { help: { text: rule.remedy } };
    const usual = rule?.level === undefined ? {} : { defaultConfiguration: { level: level[rule.level] } };
    const tags = { properties: { tags: ['kubernetes'] } };
    return { id, shortDescription: { text: rule?.summary ?? id }, ...reason, ...remedy, ...usual, ...tags };
  });
  const run = {
    tool: { driver: { name: 'kpod', semanticVersion: report.version, rules } },
    invocations: [{ executionSuccessful: true }],
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
    partialFingerprints: { 'kpod/v1': fingerprint(finding) },
    ...(related.length > 0 ? { relatedLocations: related } : {}),
  };
}

function location(path: string, region: Region): object {
  const words = path.split(/[\\/]/).map(encodeURIComponent).join('/');
  const uri = path.startsWith('/') ? `file://${words}` : words;
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

/** The same for the same fault when lines above it come and go: FNV-1a of what it is and the line that it stands in. */
function fingerprint({ path, code, field, source }: ReportedFinding): string {
  let hash = 0x811c9dc5;
  for (const letter of [path, code, field ?? '', source.trim()].join('\n'))
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
