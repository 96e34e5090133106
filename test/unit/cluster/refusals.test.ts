// Runs test/fixtures/cluster: what a real API server said, as kubectl printed it (`#= kubectl DOCUMENT.OBJECT`, recorded
// by record.ts), against the caret lines of the file that it was asked about. Each finding has a
// caret line and each caret line a finding; words that end in `…` may go on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubectlRun } from '../../../server/src/core/cluster/calls.ts';
import { findingsOfRun } from '../../../server/src/core/cluster/refusalFindings.ts';
import { resourceAt } from '../../../server/src/core/cluster/sentObjects.ts';
import { documentAt } from '../../../server/src/core/workspace/file.ts';
import { fileIn } from '../../../server/src/core/workspace/workspace.ts';
import { type Fixture, fixturesIn } from '../fixture.ts';
import { workspaceOf } from './asked.ts';
import { record, recordTarget } from './record.ts';

function recorded(said: string): KubectlRun {
  const [first = '', ...lines] = said.split('\n');
  return { code: Number(first.replace('exit ', '')), stdout: '', stderr: lines.join('\n') };
}

function found(fixture: Fixture, path: string): readonly string[] {
  const workspace = workspaceOf(fixture);
  const file = fileIn(workspace, path);
  const { schema } = workspace;
  assert.ok(file && schema);
  return [...fixture.golden].flatMap(([name, said]) => {
    const [document = 0, object = 0] = name.replace('kubectl ', '').split('.').map(Number);
    const resource = resourceAt(file, { document, object });
    assert.ok(resource, name);
    const judged = { workspace, schema, uri: path, document: documentAt(file, document), resource };
    const start = file.starts[document] ?? 0;
    return findingsOfRun(judged, recorded(said)).map(
      ({ span, severity, message }) =>
        `${start + span.start}-${start + span.end} ${severity}: ${message.en.replaceAll('\n', ' ')}`,
    );
  });
}

const target = recordTarget();
if (target) for (const fixture of fixturesIn('cluster')) record(fixture, target);

for (const fixture of fixturesIn('cluster')) {
  test(`what a cluster says stands at its field: ${fixture.name}`, () => {
    const main = fixture.files.find(({ path }) => path !== 'setup.yaml');
    assert.ok(main);
    const expected = main.marks.map(({ start, end, words }) => `${start}-${end} ${words}`);
    const actual = found(fixture, main.path).map(
      (line) => expected.find((mark) => mark.endsWith('…') && line.startsWith(mark.slice(0, -1))) ?? line,
    );
    assert.deepEqual([...actual].sort(), [...expected].sort());
  });
}
