// Runs test/fixtures/migrations: the one fix of an outdated apiVersion makes the file behind `#= migrated`, in which
// nothing is found any more and every comment is still there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { allFixesOf, applyEdits } from '../../server/src/core/features/fixes.ts';
import { migrations } from '../../server/src/core/features/migrations/catalogue.ts';
import { withoutSuccessor } from '../../server/src/core/features/migrations/withoutSuccessor.data.ts';
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
import { fixturesIn, rewriteGolden, updating } from './fixture.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));
const schema = schemaFor(bundle, undefined);

function fileOf(text: string) {
  const empty = withSchema(withSettings(emptyWorkspace, { ...defaultSettings, profiles: [] }), schema);
  const workspace = withFile(empty, 'manifest.yaml', text);
  const file = fileIn(workspace, 'manifest.yaml');
  assert.ok(file);
  return { workspace, file };
}

function migratedText(text: string): string {
  const { workspace, file } = fileOf(text);
  return file.documents
    .map((document, index) => {
      const edits = ['removed-api', 'deprecated-api'].flatMap((code) => allFixesOf(workspace, file, index, code));
      return applyEdits(document.text, edits);
    })
    .join('');
}

const comments = (text: string) => (text.match(/#.*$/gm) ?? []).map((comment) => comment.trim());

for (const fixture of fixturesIn('migrations')) {
  test(`migration: ${fixture.name}`, () => {
    const [{ text = '' } = {}] = fixture.files;
    const after = migratedText(text);
    if (updating) rewriteGolden(fixture, new Map([['migrated', after]]));
    else assert.equal(after, fixture.golden.get('migrated'), fixture.source);
    const { workspace, file } = fileOf(after);
    const left = file.documents.flatMap((_, index) => findingsIn(workspace, file, index));
    assert.deepEqual(
      left.map(({ message }) => message.en),
      [],
      after,
    );
    assert.deepEqual(
      comments(text).filter((comment) => !comments(after).includes(comment)),
      [],
      after,
    );
  });
}

test('every migration has a fixture', () => {
  const texts = fixturesIn('migrations').flatMap(({ files }) => files.map(({ text }) => text));
  const lacking = migrations.flatMap(({ from, kinds }) =>
    from.flatMap((apiVersion) => {
      const isShown = texts.some(
        (text) =>
          text.includes(`apiVersion: ${apiVersion}\n`) && kinds.some((kind) => text.includes(`kind: ${kind}\n`)),
      );
      return isShown ? [] : [`${apiVersion} ${kinds[0]}`];
    }),
  );
  assert.deepEqual(lacking, []);
});

test('a kind that went without a successor says what to do instead', () => {
  for (const [key, advice] of Object.entries(withoutSuccessor)) {
    const slash = key.lastIndexOf('/');
    const { workspace, file } = fileOf(
      `apiVersion: ${key.slice(0, slash)}\nkind: ${key.slice(slash + 1)}\nmetadata:\n  name: a\n`,
    );
    const messages = findingsIn(workspace, file, 0).map(({ message }) => message.en);
    assert.ok(
      messages.some((message) => message.endsWith(advice.en)),
      `${key}: ${messages.join('; ')}`,
    );
  }
});
