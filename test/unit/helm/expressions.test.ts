// Template expressions as Helm's own engine evaluated them (helm v3.22, Go 1.26): recorded outputs, and which it refuses.
// Where our engine does not render something it says so; it never gives another output.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { isFault, renderJob } from '../../../server/src/core/helm/render.ts';

interface Recorded {
  readonly template: string;
  readonly output?: string;
  readonly error?: string;
}

const folder = 'test/fixtures/helm';
const cases = JSON.parse(fs.readFileSync(`${folder}/expressions.json`, 'utf8')) as readonly Recorded[];
const values = fs.readFileSync(`${folder}/values.yaml`, 'utf8');
const settings = {
  releaseName: 'r',
  namespace: 'n',
  kubernetesVersion: 'v1.36.0',
  apiVersions: ['v1', 'apps/v1'],
  nowMs: 0,
};

function evaluated(template: string) {
  const files = new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: c\nversion: 1.2.3\n'],
    ['values.yaml', values],
    ['templates/x.yaml', template],
  ]);
  const job = renderJob(files, new Map(), settings);
  return isFault(job) ? job : job.next();
}

let rendered = 0;
for (const { template, output } of cases) {
  test(`helm expression ${template}`, () => {
    const result = evaluated(template);
    assert.ok(result);
    if (isFault(result)) {
      // Refused by both, or honestly not rendered here.
      assert.ok(
        output === undefined || !result.isHelms,
        `Helm gives ${JSON.stringify(output)}, ours: ${result.message}`,
      );
      if (output === undefined) rendered++;
      return;
    }
    assert.equal(result.text, output);
    rendered++;
  });
}

test('nearly all recorded expressions are rendered here', () => {
  assert.ok(rendered >= cases.length * 0.97, `${rendered} of ${cases.length}`);
});
