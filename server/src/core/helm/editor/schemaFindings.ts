// The values of charts judged by their values.schema.json, as Helm judges them before it installs: what is wrong stands
// at the key of values.yaml that says it.

import type { SchemaJudge } from '../../schema/jsonSchema.ts';
import { text } from '../../text.ts';
import { plainOf } from '../functions/plain.ts';
import type { ChartFinding } from './chartFindings.ts';
import { type ChartView, folderOf, valuesIn } from './chartView.ts';
import { type ChartSite, definitionsOfValue } from './places.ts';

const schemaFile = /^(?:charts\/[^/]+\/)*values\.schema\.json$/;

export const hasValuesSchema = ({ texts }: ChartView): boolean =>
  [...texts.keys()].some((path) => schemaFile.test(path));

export function schemaFindings(view: ChartView, judge: SchemaJudge): readonly ChartFinding[] {
  return [...view.texts].flatMap(([path, given]) => {
    if (!view.chart || !schemaFile.test(path)) return [];
    const folder = folderOf(path);
    const faults = judge(given.text, plainOf(valuesIn(view, folder))) ?? [];
    return faults.flatMap((fault): readonly ChartFinding[] => {
      const site = siteOf(view, folder, fault.path);
      if (!site) return [];
      const name = fault.path.length === 0 ? '.Values' : `.Values.${fault.path.join('.')}`;
      const message = text(
        `"${name}" does not fit values.schema.json, so Helm refuses to install the chart: ${fault.message}; correct the value or the schema`,
        `"${name}" 不符合 values.schema.json，Helm 会拒绝安装此 chart：${fault.message}；请改正值或 schema`,
      );
      return [
        { path: site.path, finding: { code: 'helm-values-schema', severity: 'error', span: site.span, message } },
      ];
    });
  });
}

/** The key that says it, or the nearest above; at the file's beginning where none does. */
function siteOf(
  view: ChartView,
  folder: string,
  path: readonly string[],
): Pick<ChartSite, 'path' | 'span'> | undefined {
  const keys = path.filter((part) => !/^\d+$/.test(part));
  for (let length = keys.length; length > 0; length--) {
    const sites = definitionsOfValue(view, { folder, path: keys.slice(0, length) });
    const site = [...view.valuesFiles].reverse().flatMap((file) => sites.find(({ path: at }) => at === file) ?? [])[0];
    const own = site ?? sites.find(({ path: at }) => /(^|\/)values\.yaml$/.test(at));
    if (own) return own;
  }
  const file = folder === '' ? 'values.yaml' : `${folder}/values.yaml`;
  return view.texts.has(file) ? { path: file, span: { start: 0, end: 0 } } : undefined;
}
