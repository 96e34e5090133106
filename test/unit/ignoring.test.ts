// The comment that silences a finding: written where it holds, and then the finding is gone.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { ignoringFix } from '../../server/src/core/features/ignoring.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { defaultSettings } from '../../server/src/core/workspace/settings.ts';
import {
  emptyWorkspace,
  fileIn,
  withFile,
  withSchema,
  withSettings,
} from '../../server/src/core/workspace/workspace.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), undefined);

function findings(text: string) {
  const workspace = withFile(withSchema(withSettings(emptyWorkspace, defaultSettings), schema), 'pod.yaml', text);
  const file = fileIn(workspace, 'pod.yaml');
  const [document] = file?.documents ?? [];
  assert.ok(file && document);
  return { document, found: findingsIn(workspace, file, 0) };
}

const pod = (image: string, eol = '\n') =>
  ['apiVersion: v1', 'kind: Pod', 'metadata: {name: web}', 'spec:', '  containers:', '  - name: web', image, ''].join(
    eol,
  );

const cases: readonly (readonly [string, string, string])[] = [
  ['behind the line', pod('    image: nginx:latest'), '    image: nginx:latest # kpod-ignore: latest-tag'],
  [
    'above a line that has a comment',
    pod('    image: nginx:latest # why'),
    '    # kpod-ignore: latest-tag\n    image: nginx:latest # why',
  ],
  ['with the file’s line ends', pod('    image: nginx:latest', '\r\n'), 'nginx:latest # kpod-ignore: latest-tag\r\n'],
];

for (const [name, text, expected] of cases) {
  test(`a finding is ignored by a comment ${name}`, () => {
    const { document, found } = findings(text);
    const finding = found.find(({ code }) => code === 'latest-tag');
    const fix = finding && ignoringFix(document, finding);
    assert.ok(fix);
    const after = applyEdits(text, fix.edits);
    assert.ok(after.includes(expected), after);
    assert.deepEqual(
      findings(after).found.filter(({ code }) => code === 'latest-tag'),
      [],
    );
  });
}

test('errors are not ignored by a comment, and JSON has none', () => {
  const { document, found } = findings(pod('    image: [a, b]'));
  const error = found.find(({ severity }) => severity === 'error');
  assert.ok(error);
  assert.equal(ignoringFix(document, error), undefined);
  const json = findings(
    '{"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "a", "image": "a:latest"}]}}',
  );
  for (const finding of json.found) assert.equal(ignoringFix(json.document, finding), undefined);
});
