// After a rename a chart renders to what it did before. Every key of every values file and every named template of the
// charts among the fixtures is renamed; what is refused says why and changes nothing.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import {
  type ChartView,
  chartViewOf,
  filesOfChart,
  isValuesFile,
  valuesTreeOf,
} from '../../../server/src/core/helm/editor/chartView.ts';
import { marksOf } from '../../../server/src/core/helm/editor/marks.ts';
import { type ChartName, chartNameAt } from '../../../server/src/core/helm/editor/navigation.ts';
import { renameInChart } from '../../../server/src/core/helm/editor/renaming.ts';
import { isFault, renderJob } from '../../../server/src/core/helm/render.ts';
import { emptyWorkspace, withCharts } from '../../../server/src/core/workspace/workspace.ts';
import type { Node } from '../../../server/src/core/yaml/nodes.ts';
import { resolved } from '../../../server/src/core/yaml/path.ts';
import { fixturesIn } from '../fixture.ts';

const root = 'file:///web';
const settings = {
  releaseName: 'web',
  namespace: 'default',
  kubernetesVersion: 'v1.36.0',
  apiVersions: ['apps/v1'],
  nowMs: 0,
};

const chartFolder = 'test/fixtures/helm/web';
const onDisk = fs
  .readdirSync(chartFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => fs.statSync(path.join(chartFolder, name)).isFile())
  .map((name): [string, string] => [name, fs.readFileSync(path.join(chartFolder, name), 'utf8')]);

const charts: readonly (readonly [string, ReadonlyMap<string, string>])[] = [
  ['web', new Map(onDisk)],
  ...[...fixturesIn('helm/editor'), ...fixturesIn('helm/renaming')].map(
    ({ name, files }) =>
      [
        name,
        new Map(files.filter(({ path: at }) => !/^\.\.\/|^\.kpod/.test(at)).map(({ path: at, text }) => [at, text])),
      ] as const,
  ),
];

function viewOf(files: ReadonlyMap<string, string>): ChartView {
  const source = { root, files: new Map([...files].map(([at, text]) => [at, { text }])) };
  return chartViewOf(withCharts(emptyWorkspace, new Map([[root, source]])), source);
}

/** Faults by their message: where they stand may move. */
function rendered(files: ReadonlyMap<string, string>): readonly string[] {
  const job = renderJob(files, new Map(), settings);
  if (isFault(job)) return [job.message];
  const all: string[] = [];
  for (let one = job.next(); one; one = job.next()) {
    all.push(isFault(one) ? `${one.name}: ${one.message}` : `${one.name}: ${one.isDrawn ? 'drawn' : one.text}`);
  }
  return all;
}

function keysIn(node: Node | undefined): readonly number[] {
  const value = resolved(node);
  if (value?.type === 'mapping') return value.pairs.flatMap((pair) => [pair.key.start, ...keysIn(pair.value)]);
  return value?.type === 'sequence' ? value.items.flatMap((item) => keysIn(item.value)) : [];
}

function* namesIn(view: ChartView): Generator<ChartName> {
  for (const [at, given] of view.texts) {
    if (!isValuesFile(view, at)) continue;
    const { root: tree, base } = valuesTreeOf(given);
    for (const offset of keysIn(tree)) {
      const name = chartNameAt(view, at, offset + base + 1);
      if (name) yield name;
    }
  }
  for (const { path: at, tree } of view.templates) {
    for (const mark of marksOf(tree)) {
      const name = mark.kind === 'define' ? chartNameAt(view, at, mark.start) : undefined;
      if (name) yield name;
    }
  }
}

let renamed = 0;
for (const [chart, files] of charts) {
  test(`renaming in ${chart} leaves its rendering as it is`, () => {
    const view = viewOf(files);
    const before = rendered(filesOfChart(view.texts));
    for (const name of namesIn(view)) {
      const edits = renameInChart(view, name, 'renamedByTest');
      if ('refused' in edits) continue;
      const after = new Map(filesOfChart(view.texts));
      for (const { site, newText } of [...edits].sort((a, b) => b.site.span.start - a.site.span.start)) {
        const text = after.get(site.path) ?? '';
        after.set(site.path, text.slice(0, site.span.start) + newText + text.slice(site.span.end));
      }
      const words = (one: string) => one.replaceAll('renamedByTest', name.name);
      assert.deepEqual(rendered(after).map(words), before.map(words), `${name.name} in ${chart}`);
      renamed++;
    }
  });
}

test('enough was renamed to say so', () => assert.ok(renamed > 40, `${renamed} renames`));
