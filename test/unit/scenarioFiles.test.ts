// The editor knows every key and command line that the simulator's own scenarios use: none of them is a finding.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { commandFindings } from '../../server/src/core/features/findings/commandFindings.ts';
import { formatFindings } from '../../server/src/core/features/findings/formatFindings.ts';
import { scenarioFindings } from '../../server/src/core/features/findings/scenarioFindings.ts';
import { scenarioFormat } from '../../server/src/core/formats/scenario.data.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { documentOf } from '../../server/src/core/workspace/document.ts';
import { fixturesIn } from './fixture.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), undefined);
const folder = 'test/fixtures/simulation';
const played = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ name: file, text: fs.readFileSync(`${folder}/${file}`, 'utf8') }));
const explained = fixturesIn('why').map(({ name, files: [file] }) => ({ name, text: file?.text ?? '' }));

for (const { name, text } of [...played, ...explained].filter((one) => /^steps:/m.test(one.text))) {
  test(`the editor finds no fault with the scenario ${name}`, () => {
    const document = documentOf(text);
    const found = [
      ...formatFindings(document, scenarioFormat),
      ...scenarioFindings(document, scenarioFormat),
      ...commandFindings(document, scenarioFormat, schema),
    ];
    assert.deepEqual(
      found.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message.en}`),
      [],
    );
  });
}
