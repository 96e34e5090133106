// Charts in the editor: one fixture one test. What completes at the cursor, what hovers say, where values and named
// templates are defined and used and what a rename writes, and what is found in the whole chart.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { allSteps, chartFindings, renderChart } from '../../../server/src/core/features/chartFindings.ts';
import { findingsIn } from '../../../server/src/core/features/findingsIn.ts';
import { type ChartView, chartViewOf } from '../../../server/src/core/helm/editor/chartView.ts';
import { completeTemplate } from '../../../server/src/core/helm/editor/completion.ts';
import { hoverInChart } from '../../../server/src/core/helm/editor/hover.ts';
import { chartNameAt } from '../../../server/src/core/helm/editor/navigation.ts';
import type { ChartSite } from '../../../server/src/core/helm/editor/places.ts';
import { renameInChart } from '../../../server/src/core/helm/editor/renaming.ts';
import { loadBundle } from '../../../server/src/core/schema/bundle.ts';
import { jsonSchemaJudge } from '../../../server/src/core/schema/jsonSchema.ts';
import { schemaFor } from '../../../server/src/core/schema/versions.ts';
import { chartUri } from '../../../server/src/core/workspace/chartSource.ts';
import { fileOf, textOf } from '../../../server/src/core/workspace/file.ts';
import {
  emptyWorkspace,
  type Workspace,
  withCharts,
  withFile,
  withSchema,
} from '../../../server/src/core/workspace/workspace.ts';
import { type Fixture, fixturesIn, rewriteGolden, updating } from '../fixture.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), '1.36');
const judge = await jsonSchemaJudge();
const root = 'file:///web';
const mostItems = 12;

/** `.kpod.yaml` and what lies outside the chart, `../prod.yaml`, are files of the workspace. */
function workspaceOf({ files }: Fixture): Workspace {
  const isOutside = (path: string) => path === '.kpod.yaml' || path.startsWith('../');
  const inside = files.filter(({ path }) => !isOutside(path));
  const source = { root, files: new Map(inside.map(({ path, text }) => [path, { text }])) };
  const outside = files.filter(({ path }) => isOutside(path));
  const workspace = outside.reduce(
    (all, { path, text }) => withFile(all, chartUri(source, path), text),
    withSchema(emptyWorkspace, schema),
  );
  return withCharts(workspace, new Map([[root, source]]));
}

function lineOf(view: ChartView, { path, span }: Pick<ChartSite, 'path' | 'span'>): string {
  const text = view.texts.get(path)?.text ?? '';
  const line = text.slice(0, span.start).split('\n').length;
  return `${path}:${line} "${text.slice(span.start, span.end).replaceAll('\n', '\\n')}"`;
}

const answers: Readonly<Record<string, (view: ChartView, fixture: Fixture, words: string) => readonly string[]>> = {
  completion: (view, { files }) => {
    const file = files.find(({ cursor }) => cursor !== undefined);
    const items = completeTemplate(view, file?.path ?? '', file?.text ?? '', file?.cursor ?? 0, ['apps/v1', 'v1']);
    const shown = items.slice(0, mostItems).map(({ label, kind, newText, detail, documentation }) => {
      const writes = newText === label ? '' : ` writes ${newText}`;
      const said = documentation && (kind === 'value' || kind === 'template') ? `   # ${documentation.en}` : '';
      return `${label}   ${kind}${writes}${detail === '' ? '' : `   ${detail}`}${said}`;
    });
    return items.length > mostItems ? [...shown, '…'] : items.length === 0 ? ['nothing'] : shown;
  },
  hover: (view, { files }) => {
    const file = files.find(({ cursor }) => cursor !== undefined);
    const hover = hoverInChart(view, file?.path ?? '', file?.cursor ?? 0, 'en');
    return hover ? hover.markdown.split('\n') : ['nothing'];
  },
  names: (view, { files }, newName) => {
    const file = files.find(({ cursor }) => cursor !== undefined);
    const name = chartNameAt(view, file?.path ?? '', file?.cursor ?? 0);
    if (!name) return ['nothing'];
    const edits = renameInChart(view, name, newName);
    return [
      ...name.definitions.map((site) => `defined ${lineOf(view, site)}`),
      ...name.uses.map((site) => `used ${lineOf(view, site)}`),
      ...('refused' in edits
        ? [`refused: ${edits.refused.en}`]
        : edits.map(({ site, newText, group }) => `writes ${group} ${lineOf(view, site)} → "${newText}"`)),
    ];
  },
  rendered: (view, fixture) => {
    const { manifests, faults } = allSteps(renderChart(workspaceOf(fixture), view.source, 0));
    const shown = manifests.flatMap(({ path, file }) => [`# ${path}`, ...textOf(file).trimEnd().split('\n')]);
    return [...shown, ...faults.map(({ message }) => message)];
  },
  findings: (view, fixture) => {
    const workspace = workspaceOf(fixture);
    const chart = allSteps(renderChart(workspace, view.source, 0));
    const found = allSteps(chartFindings(workspace, chart, judge)).map(
      ({ path, finding }) =>
        `${lineOf(view, { path, span: finding.span })} ${finding.severity} ${finding.code}: ${finding.message.en}`,
    );
    return found.length === 0 ? ['nothing'] : found.sort();
  },
};

for (const fixture of fixturesIn('helm/editor')) {
  test(`helm ${fixture.name}`, () => {
    const workspace = workspaceOf(fixture);
    const source = workspace.charts.get(root);
    assert.ok(source);
    const given = new Map<string, string>();
    for (const key of fixture.golden.keys()) {
      const [name = '', words = ''] = key.split(' ');
      const answer = answers[name];
      assert.ok(answer, `${name} is no answer of charts`);
      given.set(key, `${answer(chartViewOf(workspace, source), fixture, words).join('\n')}\n`);
    }
    if (updating) rewriteGolden(fixture, given);
    else for (const [key, value] of given) assert.equal(value, fixture.golden.get(key));
  });
}

test('F6: templates of charts have no findings of YAML', () => {
  for (const fixture of fixturesIn('helm/editor')) {
    for (const { path, text } of fixture.files.filter(({ path: name }) => name.includes('templates/'))) {
      const workspace = workspaceOf(fixture);
      const file = fileOf(`${root}/${path}`, text);
      const found = file.documents.flatMap((_, index) => findingsIn(workspace, file, index));
      assert.deepEqual(
        found.map(({ code }) => code),
        [],
        `${fixture.name} ${path}`,
      );
    }
  }
});
