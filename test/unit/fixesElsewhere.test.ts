// Findings whose rules make no fix of their own: the refactoring that is offered for them takes them away, and an image
// without a version may have one that others run.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { applyEdits, fixesAt } from '../../server/src/core/features/fixes.ts';
import { refactoringOf } from '../../server/src/core/features/fixesElsewhere.ts';
import type { Fix } from '../../server/src/core/finding.ts';
import { catalogue } from '../../server/src/core/rules/catalogue.ts';
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

function judged(code: string, texts: Readonly<Record<string, string>>) {
  const settings = { ...defaultSettings, profiles: [], ruleLevels: { [code]: 'warning' } };
  const workspace = Object.entries(texts).reduce(
    (all, [uri, text]) => withFile(all, uri, text),
    withSchema(withSettings(emptyWorkspace, settings), schema),
  );
  const file = fileIn(workspace, 'a.yaml');
  assert.ok(file);
  const found = file.documents.flatMap((_, index) =>
    findingsIn(workspace, file, index).flatMap((finding) => (finding.code === code ? [{ finding, index }] : [])),
  );
  return { workspace, file, found };
}

function offered(code: string, texts: Readonly<Record<string, string>>): readonly Fix[] {
  const { workspace, file, found } = judged(code, texts);
  const [first] = found;
  assert.ok(first, `${code} is not found in its own example`);
  const { finding, index } = first;
  const fixes = fixesAt(workspace, file, index, finding.span).filter((one) => one.finding.code === code);
  return fixes.map(({ fix }) => fix).filter(({ title }) => !title.en.startsWith('Ignore'));
}

const example = (code: string) => (catalogue.find(({ id }) => id === code)?.bad ?? '').replace(/^#.*\^.*\n/gm, '');

for (const code of Object.keys(refactoringOf)) {
  test(`${code} has a way out`, () => {
    const text = example(code).trimStart();
    const [fix] = offered(code, { 'a.yaml': text });
    assert.ok(fix, `nothing is offered for ${code}`);
    const { file } = judged(code, { 'a.yaml': text });
    const base = file.starts[judged(code, { 'a.yaml': text }).found[0]?.index ?? 0] ?? 0;
    const edits = fix.edits.map(({ span, newText, uri }) => {
      const shift = uri === undefined ? base : 0;
      return { span: { start: span.start + shift, end: span.end + shift }, newText };
    });
    const before = judged(code, { 'a.yaml': text }).found.length;
    const after = judged(code, { 'a.yaml': applyEdits(text, edits) }).found.length;
    assert.ok(after < before, `${code} is still there after "${fix.title.en}"`);
  });
}

test('an image without a version may have one that others run', () => {
  const pod = (image: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: ${image}\n`;
  const texts = { 'a.yaml': pod('nginx'), 'b.yaml': pod('docker.io/nginx:1.27'), 'c.yaml': pod('"nginx:latest"') };
  assert.deepEqual(
    offered('latest-tag', texts).map(({ title, edits }) => [title.en, edits[0]?.newText]),
    [['Use "docker.io/nginx:1.27", as elsewhere in this workspace', 'docker.io/nginx:1.27']],
  );
});
