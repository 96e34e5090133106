// Value grammars against Kubernetes' own answers: a committed selection always, the whole recording where it stands beside
// the repository. A line of a fixture is one case: {id, ask, …, answer}.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { cron } from '../../../server/src/cli/decide/cron.ts';
import { quantities } from '../../../server/src/cli/decide/quantities.ts';
import { selectors } from '../../../server/src/cli/decide/selectors.ts';
import type { Question, Topic } from '../../../server/src/cli/decide.ts';

const topics: Readonly<Record<string, Topic>> = { quantities, selectors, cron };

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function disagreements(file: string, topic: Topic): string[] {
  const cases = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
  assert.ok(cases.length > 0, `${file} has no cases`);
  return cases.flatMap((line) => {
    const question = JSON.parse(line) as Question;
    try {
      assert.deepEqual(plain(topic(question)), question['answer']);
      return [];
    } catch {
      return [`${question.id}: ${JSON.stringify(topic(question))}, the server: ${JSON.stringify(question['answer'])}`];
    }
  });
}

for (const [name, topic] of Object.entries(topics)) {
  test(`${name}: a selection of recorded answers`, () => {
    assert.deepEqual(disagreements(path.resolve(`test/fixtures/kubernetes/${name}.jsonl`), topic), []);
  });
  const recording = path.resolve(`../shared/oracle/decisions/${name}.jsonl`);
  test(`${name}: every recorded answer`, { skip: !fs.existsSync(recording) && 'the recording is not here' }, () => {
    assert.deepEqual(disagreements(recording, topic), []);
  });
}
