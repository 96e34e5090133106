// The chart that newcomers are given is sound: it renders, and nothing is found in it, with either of its values files.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { exampleChart } from '../../../client/src/helm/exampleChart.data.ts';
import { allSteps, chartFindings, renderChart } from '../../../server/src/core/features/chartFindings.ts';
import { loadBundle } from '../../../server/src/core/schema/bundle.ts';
import { jsonSchemaJudge } from '../../../server/src/core/schema/jsonSchema.ts';
import { schemaFor } from '../../../server/src/core/schema/versions.ts';
import { defaultSettings } from '../../../server/src/core/workspace/settings.ts';
import { emptyWorkspace, withCharts, withSchema, withSettings } from '../../../server/src/core/workspace/workspace.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), '1.36');
const judge = await jsonSchemaJudge();
const root = 'file:///web';

for (const files of [[], ['values-prod.yaml']]) {
  test(`the example chart has no finding with values.yaml ${files.join(' ')}`, () => {
    const source = { root, files: new Map(Object.entries(exampleChart).map(([path, text]) => [path, { text }])) };
    const helm = { ...defaultSettings.helm, valuesFiles: [{ charts: '**', files }] };
    const settled = withSettings(withSchema(emptyWorkspace, schema), { ...defaultSettings, helm }, new Map());
    const workspace = withCharts(settled, new Map([[root, source]]));
    const chart = allSteps(renderChart(workspace, source, 0));
    assert.deepEqual(chart.faults, []);
    assert.equal(chart.manifests.length, 2);
    const found = allSteps(chartFindings(workspace, chart, judge)).filter(({ finding }) => finding.severity !== 'hint');
    assert.deepEqual(
      found.map(({ path, finding }) => `${path}: ${finding.message.en}`),
      [],
    );
  });
}
