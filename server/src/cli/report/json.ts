// For programs: one JSON object with every finding.
import type { Report } from './report.ts';

export function json({ version, filesChecked, documentsChecked, findings }: Report): string {
  const plain = findings.map(({ source: _, ...finding }) => finding);
  return `${JSON.stringify({ version, filesChecked, documentsChecked, findings: plain }, null, 2)}\n`;
}
