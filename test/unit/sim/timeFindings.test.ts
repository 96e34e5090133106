// Runs test/fixtures/timeFindings: what only time reveals of each is as the golden says. Good manifests reveal nothing.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { JsonObject } from '../../../server/src/core/apiserver/types.ts';
import { otherCodes } from '../../../server/src/core/features/findings/codes.data.ts';
import { expandWithDefaults, parseSnippet } from '../../../server/src/core/features/snippets.ts';
import { type TimeFinding, timeCodes } from '../../../server/src/core/sim/reveal/finding.ts';
import { endOfCommand } from '../../../server/src/core/sim/reveal/shellTime.ts';
import { runFindings } from '../../../server/src/core/sim/runFindings.ts';
import { manifestScenario } from '../../../server/src/core/sim/scenario.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { appliedOnce, timeFindings } from '../../../server/src/core/sim/timeFindings.ts';
import { fixturesIn, rewriteGolden, updating } from '../fixture.ts';
import { numbered } from './numbered.ts';
import { manifestsIn, server } from './scenarios.ts';

function linesOf(objects: readonly JsonObject[]): string {
  const lines = timeFindings(objects, { server }).flatMap(({ code, object, field, message }) => [
    `${code} at ${object.kind}/${object.name} ${field}`,
    `  ${message.en}`,
    `  ${message.zh}`,
  ]);
  return numbered(lines.length === 0 ? 'none\n' : `${lines.join('\n')}\n`);
}

for (const fixture of fixturesIn('timeFindings').filter(({ files }) => files.length === 1)) {
  test(`what time reveals: ${fixture.name}`, () => {
    const [file] = fixture.files;
    const found = linesOf(manifestsIn(file?.text ?? ''));
    if (updating) rewriteGolden(fixture, new Map([['findings', found]]));
    else assert.equal(found, fixture.golden.get('findings'));
  });
}

test('the panel tells of a run what the hints tell of its manifests', () => {
  const scenario = manifestScenario(
    'run',
    manifestsIn(fs.readFileSync(singleOne, 'utf8').split('#= ')[0] ?? ''),
    300_000,
  );
  const trace = simulate(scenario, { server });
  const words = (revealed: readonly TimeFinding[]) =>
    runFindings(trace, undefined, revealed).map(({ says }) => says.en);
  const revealed = timeFindings(appliedOnce(scenario), { server });
  assert.deepEqual(words([]), []);
  assert.deepEqual(
    words(revealed),
    revealed.map(({ message }) => message.en),
  );
  assert.ok(revealed.length > 0);
});

test('each code is among those that settings and documentation know', () => {
  assert.deepEqual(
    timeCodes.filter((code) => !otherCodes.includes(code)),
    [],
  );
});

const singleOne = 'test/fixtures/timeFindings/zero-single.yaml';
const example = 'test/e2e/workspace';
for (const name of ['backup.yaml', 'database.yaml', 'ingress.yaml', 'web.yaml']) {
  test(`time reveals nothing of ${name} of the example`, () => {
    assert.equal(linesOf(manifestsIn(fs.readFileSync(`${example}/${name}`, 'utf8'))), 'none\n');
  });
}

const whole = fs
  .readdirSync('snippets')
  .map((file) => parseSnippet(file.replace(/\.yaml$/, ''), fs.readFileSync(`snippets/${file}`, 'utf8')))
  .filter(({ place }) => place.at === 'document');
for (const { prefix, body } of whole) {
  test(`time reveals nothing of the snippet ${prefix}`, () => {
    assert.equal(linesOf(manifestsIn(expandWithDefaults(body))), 'none\n');
  });
}

const commands: readonly (readonly [readonly string[], { afterSeconds: number; code: number } | undefined])[] = [
  [['sleep', '30'], { afterSeconds: 30, code: 0 }],
  [['/bin/sleep', '2m'], { afterSeconds: 120, code: 0 }],
  [['sleep', 'infinity'], undefined],
  [['sh', '-c', 'echo hi; sleep 5; exit 3'], { afterSeconds: 5, code: 3 }],
  [['sh', '-c', 'false && sleep 5'], { afterSeconds: 0, code: 1 }],
  [['sh', '-c', 'sleep 5 & wait'], undefined],
  [['sh', '-c', 'while true; do sleep 5; done'], undefined],
  [['sh', '-c', 'echo "a; b"'], undefined],
  [['/bin/sh', '-ec', 'exec server'], undefined],
  [['env', 'A=b', 'server'], undefined],
  [['nginx', '-g', 'daemon off;'], undefined],
  [['true'], { afterSeconds: 0, code: 0 }],
];
for (const [command, end] of commands) {
  test(`how long \`${command.join(' ')}\` runs`, () => assert.deepEqual(endOfCommand(command), end));
}
