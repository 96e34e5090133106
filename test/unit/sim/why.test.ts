// Runs test/fixtures/why: what is asked (`#! why: pod/web`, `#! at: 30s`) of a scenario or of manifests is answered as
// the golden says, in both languages, and each cause that names a field names one that is there or could be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import type { JsonObject } from '../../../server/src/core/apiserver/types.ts';
import { durationMs } from '../../../server/src/core/sim/durations.ts';
import { resourceNamed } from '../../../server/src/core/sim/kubectl/resources.ts';
import { isScenario, manifestScenario, type Scenario } from '../../../server/src/core/sim/scenario.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { allWhys, type Wanted, whyLines, whysOf } from '../../../server/src/core/sim/why.ts';
import { type Fixture, fixturesIn, rewriteGolden, updating } from '../fixture.ts';
import { numbered } from './numbered.ts';
import { manifestsIn, scenarioFrom, server } from './scenarios.ts';

for (const fixture of fixturesIn('why')) {
  test(`why: ${fixture.name}`, () => {
    const trace = simulate(scenarioIn(fixture), { server });
    const atMs = durationMs(fixture.options.get('at')) ?? trace.endMs;
    const [why] = whysOf(trace, wantedIn(fixture), atMs);
    assert.ok(why, 'the run has such an object');
    const lines = (locale: 'en' | 'zh-cn') => `${numbered(whyLines(why, locale).join('\n'))}\n`;
    const found = new Map([
      ['why', lines('en')],
      ['原因', lines('zh-cn')],
    ]);
    if (updating) rewriteGolden(fixture, found);
    else assert.deepEqual(new Map([...fixture.golden].map(([name, text]) => [name, `${text.trimEnd()}\n`])), found);
  });
}

test('nothing is to be explained of what is well', () => {
  const [fixture] = fixturesIn('why').filter(({ name }) => name === 'nothing-wrong');
  assert.ok(fixture);
  const trace = simulate(scenarioIn(fixture), { server });
  assert.deepEqual(allWhys(trace, trace.endMs), []);
});

function scenarioIn({ files: [file] }: Fixture): Scenario {
  assert.ok(file);
  const plain = manifestsIn(file.text);
  const only = plain.length === 1 ? (parse(file.text) as JsonObject) : undefined;
  return only && isScenario(only) ? scenarioFrom(file.text) : manifestScenario('manifests', plain);
}

function wantedIn({ options }: Fixture): Wanted {
  const [type = '', name = ''] = (options.get('why') ?? '').split('/');
  const resource = resourceNamed(type);
  assert.ok(resource, `no resource "${type}"`);
  return { ...resource, name, namespace: options.get('namespace') ?? 'default' };
}
