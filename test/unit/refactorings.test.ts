// Runs test/fixtures/refactorings: what is offered at the cursor by the refactoring of the fixture's folder, and what
// each makes of the files (`#= TITLE`). Nothing offered: no golden part. None may bring an error that was not there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { type OfferedRefactoring, refactoringsAt } from '../../server/src/core/features/refactorings/catalogue.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { type ManifestFile, placeOfOffset } from '../../server/src/core/workspace/file.ts';
import { emptyWorkspace, fileIn, withFile, withSchema } from '../../server/src/core/workspace/workspace.ts';
import { type Fixture, type FixtureFile, fixturesIn, rewriteGolden, updating } from './fixture.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));
const empty = withSchema(emptyWorkspace, schemaFor(bundle, undefined));

type Texts = readonly { readonly path: string; readonly text: string }[];

function workspaceOf(files: Texts) {
  return files.reduce((workspace, file) => withFile(workspace, file.path, file.text), empty);
}

function errorsIn(files: Texts): readonly string[] {
  const workspace = workspaceOf(files);
  return files.flatMap(({ path: uri }) => {
    const file = fileIn(workspace, uri);
    assert.ok(file);
    const found = file.documents.flatMap((_, index) => findingsIn(workspace, file, index));
    return found.filter(({ severity }) => severity === 'error').map(({ message }) => message.en);
  });
}

function offeredIn(
  fixture: Fixture,
  here: FixtureFile,
): { file: ManifestFile; index: number; offers: OfferedRefactoring[] } {
  const workspace = workspaceOf(fixture.files);
  const file = fileIn(workspace, here.path);
  assert.ok(file && here.cursor !== undefined);
  const place = placeOfOffset(file, here.cursor);
  const id = path.basename(path.dirname(fixture.source));
  const offers = refactoringsAt(workspace, file, place).filter(({ refactoring }) => refactoring.id === id);
  return { file, index: place.index, offers: [...offers] };
}

function applied(files: Texts, file: ManifestFile, index: number, { fix }: OfferedRefactoring): Texts {
  const base = file.starts[index] ?? 0;
  const created = fix.createFile ? [{ path: fix.createFile.uri, text: fix.createFile.content }] : [];
  const edited = files.map(({ path: uri, text }) => {
    const edits = fix.edits
      .filter((edit) => (edit.uri ?? file.uri) === uri)
      .map(({ span, newText, uri: other }) => {
        const shift = other === undefined ? base : 0;
        return { span: { start: span.start + shift, end: span.end + shift }, newText };
      });
    return { path: uri, text: applyEdits(text, edits) };
  });
  return [...edited, ...created];
}

function written(files: Texts): string {
  const [first] = files;
  return files.length === 1 ? (first?.text ?? '') : files.map(({ path: uri, text }) => `#- ${uri}\n${text}`).join('');
}

for (const fixture of fixturesIn('refactorings')) {
  test(`${path.basename(path.dirname(fixture.source))}: ${fixture.name}`, () => {
    const here = fixture.files.find(({ cursor }) => cursor !== undefined);
    assert.ok(here, `${fixture.source} has no cursor $0`);
    const { file, index, offers } = offeredIn(fixture, here);
    const before = errorsIn(fixture.files);
    const made = new Map<string, string>();
    for (const offer of offers) {
      const after = applied(fixture.files, file, index, offer);
      assert.deepEqual(
        errorsIn(after).filter((message) => !before.includes(message)),
        [],
        `${offer.fix.title.en} brings errors`,
      );
      made.set(offer.fix.title.en, written(after));
    }
    if (updating) rewriteGolden(fixture, made);
    else assert.deepEqual(Object.fromEntries(made), Object.fromEntries(fixture.golden), fixture.source);
  });
}
