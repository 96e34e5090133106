// Admission policies with their bindings as the API server answers (recorded from Kubernetes v1.36): requests in a cluster
// that holds a policy, its parameters and its binding. A line is one case as `kpod decide admission` takes them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { admission } from '../../../server/src/cli/decide/admission.ts';
import type { Question } from '../../../server/src/cli/decide.ts';
import { loadBundle } from '../../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../../server/src/core/schema/versions.ts';

const answer = admission(schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), '1.36'));
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const recorded = fs
  .readFileSync('test/fixtures/cel/policies.jsonl', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line): Question => JSON.parse(line));

for (const question of recorded) {
  test(question.id, () => assert.deepEqual(plain(answer(question)), question['answer']));
}
