// Verdicts as the API server gave them (recorded from Kubernetes v1.36): of documents that are created, and of documents that
// replace others. One file a kind; causes and warnings are compared as sets, in the server's words.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { judgedVersion, type Question, verdictOn } from '../../server/src/cli/admit.ts';
import type { Verdict } from '../../server/src/core/apiserver/types.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';

type Answer = Omit<Verdict, 'object'>;

const folder = 'test/fixtures/verdicts';
const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), judgedVersion);

/** Equal for answers that say the same in another order. */
function comparable({ accepted, errors, strict, warnings }: Answer): object {
  const causes = errors.map(({ reason, field, message }) => `${reason} ${field}: ${message}`);
  return { accepted, causes: [...new Set(causes)].sort(), strict: [...strict].sort(), warnings: [...warnings].sort() };
}

for (const file of fs.readdirSync(folder)) {
  const lines = fs.readFileSync(`${folder}/${file}`, 'utf8').split('\n').filter(Boolean);
  test(`${file.replace('.jsonl', '')}: ${lines.length} verdicts`, () => {
    for (const line of lines) {
      const { answer, ...question }: Question & { answer: Answer } = JSON.parse(line);
      const said = comparable(verdictOn(schema, question));
      assert.deepEqual(JSON.parse(masked(said)), comparable(answer), question.yaml ?? question.new);
    }
  });
}

/** What the server would make up reads `<allocated>` in recordings. */
function masked(said: object): string {
  return JSON.stringify(said).replaceAll('00000000-0000-0000-0000-000000000000', '<allocated>');
}
