// The reporters: what people, programs and CI systems get for the same findings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { github } from '../../server/src/cli/report/github.ts';
import { human } from '../../server/src/cli/report/human.ts';
import { json } from '../../server/src/cli/report/json.ts';
import { junit } from '../../server/src/cli/report/junit.ts';
import type { Report } from '../../server/src/cli/report/report.ts';
import { sarif } from '../../server/src/cli/report/sarif.ts';

const region = { line: 3, column: 8, endLine: 3, endColumn: 13 };
const report: Report = {
  version: '0.1.0',
  filesChecked: 1,
  documentsChecked: 2,
  findings: [
    {
      path: 'a b/web.yaml',
      region,
      code: 'unknown-field',
      severity: 'error',
      message: 'unknown field "poarts" <50%>, did you mean "ports"',
      related: [{ path: 'a b/web.yaml', region, message: 'here' }],
      source: '  spec: poarts',
    },
    {
      path: 'c.yaml',
      region,
      code: 'latest-tag',
      severity: 'hint',
      message: 'm',
      related: [],
      source: '  image: nginx',
    },
  ],
  rules: [{ id: 'latest-tag', summary: 's', why: 'w', remedy: 'r' }],
};

test('a person sees the place, the words and carets under the line', () => {
  assert.equal(
    human(report),
    [
      'a b/web.yaml:3:8: error: unknown field "poarts" <50%>, did you mean "ports" [unknown-field]',
      '3 |   spec: poarts',
      '           ^^^^^',
      '  a b/web.yaml:3:8: here',
      'c.yaml:3:8: hint: m [latest-tag]',
      '3 |   image: nginx',
      '           ^^^^^',
      '1 error, 1 hint in 2 documents of 1 files',
      '',
    ].join('\n'),
  );
});

test('SARIF has a region for every result and documents the rules it names', () => {
  const [run] = JSON.parse(sarif(report)).runs;
  assert.equal(run.results.length, 2);
  for (const result of run.results) {
    const place = result.locations[0].physicalLocation;
    assert.deepEqual(place.region, { startLine: 3, startColumn: 8, endLine: 3, endColumn: 13 });
    assert.equal(run.tool.driver.rules[result.ruleIndex].id, result.ruleId);
  }
  assert.equal(run.results[0].locations[0].physicalLocation.artifactLocation.uri, 'a%20b/web.yaml');
  assert.deepEqual(run.tool.driver.rules[0].help, { text: 'r' });
});

test('GitHub annotations escape what would end them', () => {
  assert.match(
    github(report),
    /^::error file=a b\/web\.yaml,line=3,col=8,.*title=unknown-field::.*<50%25>, did you mean/,
  );
});

test('JUnit is well-formed and fails only for errors and warnings', () => {
  const xml = junit(report);
  assert.match(xml, /<testsuites name="kpod" tests="2" failures="1">/);
  assert.match(xml, /&quot;poarts&quot; &lt;50%&gt;/);
  assert.equal(xml.match(/<testsuite /g)?.length, xml.match(/<\/testsuite>/g)?.length);
});

test('JSON keeps every finding with its place', () => {
  const { findings } = JSON.parse(json(report));
  assert.deepEqual(findings[0].region, region);
  assert.equal(findings[1].code, 'latest-tag');
});
