// Verdicts as the API server gave them (recorded from Kubernetes v1.36) of custom resources, by their definitions: causes,
// strict errors, warnings, and the object as it would be stored.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { judgedVersion, type Question, verdictOn } from '../../server/src/cli/admit.ts';
import { placeholderSuffix, placeholderUid } from '../../server/src/core/apiserver/placeholders.ts';
import type { Verdict } from '../../server/src/core/apiserver/types.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';

const folder = 'test/fixtures/customResources';
const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), judgedVersion);
const definitions = fs.readFileSync(`${folder}/definitions.yaml`, 'utf8').split(/^---$/m);

/** Equal for answers that say the same in another order. */
function comparable({ accepted, errors, strict, warnings, object }: Verdict): object {
  const causes = errors.map(({ reason, field, message }) => `${reason} ${field}: ${message}`);
  return {
    accepted,
    causes: [...new Set(causes)].sort(),
    strict: [...strict].sort(),
    warnings: [...warnings].sort(),
    object,
  };
}

/** What the server would make up reads `<allocated>` in recordings. */
const masked = (said: object): unknown =>
  JSON.parse(
    JSON.stringify(said).replaceAll(placeholderUid, '<allocated>').replaceAll(placeholderSuffix, '<allocated>'),
  );

for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
  const lines = fs.readFileSync(`${folder}/${file}`, 'utf8').split('\n').filter(Boolean);
  test(`${file.replace('.jsonl', '')}: ${lines.length} verdicts`, () => {
    for (const line of lines) {
      const { answer, ...question }: Question & { answer: Verdict } = JSON.parse(line);
      const said = comparable(verdictOn(schema, { ...question, definitions }));
      assert.deepEqual(masked(said), masked(comparable(answer)), question.yaml ?? question.new);
    }
  });
}
