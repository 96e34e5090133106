// What users of today's tools ask for, case by case: test/fixtures/acceptance, each named by the case's id. Over stdio,
// as any editor asks. Carets mark every finding; `#= completion`, `accept LABEL`, `hover`, `definition`, `references`,
// `fix TITLE`, `format`, `links` ask at the cursor of the first file that has one (else of the first file).
// Of a hover each line of the golden part has to be there; descriptions of fields are fetched while building.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer, type TestClient } from '../../lsp/client.ts';
import { type Fixture, fixturesIn, rewriteGolden, updating } from '../fixture.ts';
import { answers, type Case, closeCase, findingsOf, openCase, shown } from './session.ts';

let shared: TestClient;
before(async () => {
  shared = await startServer();
});
after(() => shared.stop());

for (const fixture of fixturesIn('acceptance')) {
  test(`acceptance ${fixture.name}`, async () => {
    const opened = await openCase(fixture, shared);
    try {
      for (const file of fixture.files) {
        const marked = file.marks.map(({ start, end, words }) => shown(file, start, end, words));
        assert.deepEqual(await findingsOf(opened, file), marked, `${fixture.source}, ${file.path}`);
      }
      await assertGolden(opened, fixture);
    } finally {
      await closeCase(opened);
    }
  });
}

async function assertGolden(opened: Case, fixture: Fixture): Promise<void> {
  const now = new Map<string, string>();
  for (const name of fixture.golden.keys()) now.set(name, await answerOf(opened, fixture, name));
  const asked = new Map(
    [...now].map(([name, answer]) => [name, name === 'hover' ? (fixture.golden.get(name) ?? '') : answer]),
  );
  if (updating && now.size > 0) return rewriteGolden(fixture, asked);
  for (const [name, expected] of fixture.golden) {
    const answer = (now.get(name) ?? '').trimEnd();
    if (name !== 'hover') assert.equal(answer, expected.trimEnd(), `${fixture.source}, ${name}`);
    else
      for (const line of expected.trimEnd().split('\n')) assert.ok(answer.includes(line), `no "${line}" in ${answer}`);
  }
}

function answerOf(opened: Case, fixture: Fixture, name: string): Promise<string> {
  const [word = '', ...rest] = name.split(' ');
  const answer = answers[word];
  const file = fixture.files.find(({ cursor }) => cursor !== undefined) ?? fixture.files[0];
  assert.ok(
    answer && file,
    `${fixture.source}: "${name}" is not a question; there are ${Object.keys(answers).join(', ')}`,
  );
  return answer(opened, file, rest.join(' '));
}
