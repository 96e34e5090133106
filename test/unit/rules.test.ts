// Walks the catalogue through findingsIn, as the editor does: each rule marks exactly the places that carets mark in its
// bad example, says nothing about its good one, and each fix takes its finding away and leaves every comment.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import type { Finding, Fix, TextEdit } from '../../server/src/core/finding.ts';
import { catalogue } from '../../server/src/core/rules/catalogue.ts';
import type { Rule } from '../../server/src/core/rules/rule.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { defaultSettings } from '../../server/src/core/workspace/settings.ts';
import {
  emptyWorkspace,
  fileIn,
  type Workspace,
  withFile,
  withSchema,
  withSettings,
} from '../../server/src/core/workspace/workspace.ts';
import { parseFixture } from './fixture.ts';

const uri = 'manifest.yaml';
const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')), undefined);

interface Found {
  readonly finding: Finding;
  /** Where its document starts in the file. */
  readonly base: number;
}

function workspaceOf(rule: Rule, text: string): Workspace {
  const settings = { ...defaultSettings, profiles: [], ruleLevels: { [rule.id]: 'warning' } };
  return withFile(withSchema(withSettings(emptyWorkspace, settings), schema), uri, text);
}

function findingsOn(rule: Rule, text: string): Found[] {
  const workspace = workspaceOf(rule, text);
  const file = fileIn(workspace, uri);
  assert.ok(file);
  return file.documents.flatMap((_, index) =>
    findingsIn(workspace, file, index)
      .filter(({ code }) => code === rule.id)
      .map((finding) => ({ finding, base: file.starts[index] ?? 0 })),
  );
}

function example(words: string): { readonly text: string; readonly marks: readonly { start: number; end: number }[] } {
  const [file] = parseFixture('example', words.trimStart()).files;
  assert.ok(file);
  return file;
}

function shown(text: string, start: number, end: number): string {
  return `${text.slice(0, start).split('\n').length}: ${JSON.stringify(text.slice(start, end))}`;
}

/** Every line gets a comment, so that an edit has many to lose. */
function commented(text: string): string {
  return text
    .split('\n')
    .map((line, number) => (line === '' || line === '---' ? line : `${line} # comment ${number}`))
    .join('\n');
}

function editsInFile({ finding, base }: Found, fix: Fix): TextEdit[] {
  assert.ok(fix.edits.length > 0, `"${fix.title.en}" changes nothing`);
  return fix.edits.map((edit) => {
    const by = edit.uri === undefined ? base : 0;
    assert.ok(finding.span.start >= 0);
    return { newText: edit.newText, span: { start: edit.span.start + by, end: edit.span.end + by } };
  });
}

/** A comment may go only with the line that is taken away. */
function lostComments(text: string, edits: readonly TextEdit[], after: string): string[] {
  const comments = text.match(/# comment \d+/g) ?? [];
  const isTaken = (comment: string) => {
    const at = text.indexOf(comment);
    return edits.some(({ span, newText }) => newText === '' && span.start <= at && at < span.end);
  };
  return comments.filter((comment) => !after.includes(comment) && !isTaken(comment));
}

for (const rule of catalogue) {
  test(`${rule.id}: marks exactly the places under which carets stand`, () => {
    const { text, marks } = example(rule.bad);
    assert.ok(marks.length > 0, 'mark the finding with carets in the line below it');
    const found = findingsOn(rule, text).map(({ finding: { span }, base }) =>
      shown(text, base + span.start, base + span.end),
    );
    assert.deepEqual(
      found,
      marks.map(({ start, end }) => shown(text, start, end)),
    );
  });

  test(`${rule.id}: is silent about its good example`, () => {
    const { text } = example(rule.good);
    assert.deepEqual(
      findingsOn(rule, text).map(({ finding }) => finding.message.en),
      [],
    );
  });

  test(`${rule.id}: each fix takes its finding away and leaves the comments`, () => {
    const text = commented(example(rule.bad).text);
    const before = findingsOn(rule, text);
    for (const found of before) {
      for (const fix of found.finding.fixes ?? []) {
        const edits = editsInFile(found, fix);
        const after = applyEdits(text, edits);
        const left = findingsOn(rule, after).map(({ finding }) => finding.message.en);
        assert.ok(left.length < before.length, `"${fix.title.en}" leaves ${left.join('; ')} in\n${after}`);
        assert.deepEqual(lostComments(text, edits, after), [], after);
      }
    }
  });

  test(`${rule.id}: speaks both languages`, () => {
    const messages = findingsOn(rule, example(rule.bad).text).flatMap(({ finding }) => [
      finding.message,
      ...(finding.fixes ?? []).map(({ title }) => title),
    ]);
    for (const { en, zh } of [rule.summary, rule.why, rule.remedy, ...messages]) {
      assert.match(en, /^["A-Za-z]/);
      assert.match(zh, /\p{Script=Han}/u);
    }
  });
}

test('ids are unique and sorted', () => {
  const ids = catalogue.map((rule) => rule.id);
  assert.deepEqual(ids, [...new Set(ids)].sort());
});
