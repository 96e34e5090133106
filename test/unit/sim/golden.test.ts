// Golden timelines: each scenario under test/fixtures/simulation plays as its .txt says. UPDATE=1 rewrites them; review the diff.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { timelineOf } from '../../../server/src/core/sim/timeline.ts';
import { numbered } from './numbered.ts';
import { scenarioFrom, server } from './scenarios.ts';

const folder = 'test/fixtures/simulation';

for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
  test(`${file} plays as recorded`, () => {
    const trace = simulate(scenarioFrom(fs.readFileSync(`${folder}/${file}`, 'utf8')), { server });
    const lines = timelineOf(trace).map(
      ({ atMs, subject, words }) => `${(atMs / 1000).toFixed(3)} ${subject} ${words}`,
    );
    const golden = `${folder}/${file.replace('.yaml', '.txt')}`;
    const text = numbered(`${lines.join('\n')}\n`);
    if (process.env['UPDATE'] === '1') fs.writeFileSync(golden, text);
    assert.equal(text, fs.readFileSync(golden, 'utf8'));
  });
}
