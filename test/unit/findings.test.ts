// Runs test/fixtures/findings: each caret line is a finding and each finding has one; `#= fix TITLE` is the file after
// that fix. The version is the newest unless `#! version:` says another; rules run only with `#! profiles:`.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { findingsIn } from '../../server/src/core/features/findingsIn.ts';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import type { Finding } from '../../server/src/core/finding.ts';
import { pathsToLookAt } from '../../server/src/core/kustomize/paths.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { defaultSettings } from '../../server/src/core/workspace/settings.ts';
import {
  emptyWorkspace,
  fileIn,
  type Workspace,
  withFile,
  withPaths,
  withSchemas,
  withSettings,
} from '../../server/src/core/workspace/workspace.ts';
import { type Fixture, type FixtureFile, fixturesIn, rewriteGolden, updating } from './fixture.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));

function workspaceOf(fixture: Fixture): Workspace {
  const kubernetesVersion = fixture.options.get('version') ?? defaultSettings.kubernetesVersion;
  const profiles = fixture.options.get('profiles')?.split(' ') ?? [];
  const settings = { ...defaultSettings, profiles, kubernetesVersion };
  const empty = withSchemas(withSettings(emptyWorkspace, settings), (version) => schemaFor(bundle, version));
  const workspace = fixture.files.reduce((all, file) => withFile(all, file.path, file.text), empty);
  // `#! disk: whole`: nothing lies on the disk but the fixture's files; else nobody looked.
  if (fixture.options.get('disk') !== 'whole') return workspace;
  return withPaths(workspace, new Map(pathsToLookAt(workspace).map((uri) => [uri, 'absent'])));
}

/** The findings of a file, with offsets of the file. */
function findingsOfFile(
  workspace: Workspace,
  path: string,
): readonly { finding: Finding; start: number; end: number }[] {
  const file = fileIn(workspace, path);
  assert.ok(file);
  return file.documents.flatMap((_, index) =>
    findingsIn(workspace, file, index).map((finding) => {
      const base = file.starts[index] ?? 0;
      return { finding, start: base + finding.span.start, end: base + finding.span.end };
    }),
  );
}

function shown({ text }: FixtureFile, start: number, end: number, words: string): string {
  const line = text.slice(0, start).split('\n').length;
  return `${line}: ${JSON.stringify(text.slice(start, end))} ${words}`;
}

function fixedBy(workspace: Workspace, { path, text }: FixtureFile, title: string): string | undefined {
  const file = fileIn(workspace, path);
  for (const [index] of file?.documents.entries() ?? []) {
    const base = file?.starts[index] ?? 0;
    const fixes = file ? findingsIn(workspace, file, index).flatMap((finding) => finding.fixes ?? []) : [];
    const edits = fixes.find((fix) => fix.title.en === title)?.edits;
    const moved = edits?.map(({ span, newText }) => ({
      span: { start: span.start + base, end: span.end + base },
      newText,
    }));
    if (moved) return applyEdits(text, moved);
  }
  return undefined;
}

for (const fixture of fixturesIn('findings')) {
  test(`findings: ${fixture.name}`, () => {
    const workspace = workspaceOf(fixture);
    for (const file of fixture.files) {
      const found = findingsOfFile(workspace, file.path).map(({ finding, start, end }) =>
        shown(file, start, end, `${finding.severity}: ${finding.message.en.replaceAll('\n', '\\n')}`),
      );
      const marked = file.marks.map(({ start, end, words }) => shown(file, start, end, words));
      assert.deepEqual(found, marked, `${fixture.source}, ${file.path}`);
    }
    const fixed = new Map([...fixture.golden.keys()].map((name) => [name, goldenOf(fixture, workspace, name)]));
    if (updating && fixed.size > 0) rewriteGolden(fixture, fixed);
    else assert.deepEqual(Object.fromEntries(fixed), Object.fromEntries(fixture.golden), fixture.source);
  });
}

function goldenOf(fixture: Fixture, workspace: Workspace, name: string): string {
  const title = /^fix (.*)$/.exec(name)?.[1];
  assert.ok(title, `${fixture.source}: a golden part is named "fix TITLE"`);
  for (const file of fixture.files) {
    const text = fixedBy(workspace, file, title);
    if (text !== undefined) return text;
  }
  const titles = fixture.files
    .flatMap((file) => findingsOfFile(workspace, file.path))
    .flatMap(({ finding }) => finding.fixes ?? []);
  throw new Error(
    `${fixture.source}: no fix "${title}"; there are ${titles.map((fix) => `"${fix.title.en}"`).join(', ')}`,
  );
}

test('a fix that is offered as the one removes its finding', () => {
  const left: string[] = [];
  for (const fixture of fixturesIn('findings')) {
    const workspace = workspaceOf(fixture);
    for (const file of fixture.files) {
      for (const { finding, start } of findingsOfFile(workspace, file.path)) {
        const fix = finding.fixes?.find(({ preferred }) => preferred);
        if (!fix) continue;
        const base = start - finding.span.start;
        const edits = fix.edits.map(({ span, newText }) => ({
          span: { start: span.start + base, end: span.end + base },
          newText,
        }));
        const after = withFile(workspace, file.path, applyEdits(file.text, edits));
        const isLeft = findingsOfFile(after, file.path).some(
          (other) => other.finding.message.en === finding.message.en && other.finding.field === finding.field,
        );
        if (isLeft) left.push(`${fixture.source}: "${fix.title.en}" leaves "${finding.message.en}"`);
      }
    }
  }
  assert.deepEqual(left, []);
});

test('every finding of the fixtures speaks both languages', () => {
  for (const fixture of fixturesIn('findings')) {
    const workspace = workspaceOf(fixture);
    for (const { finding } of fixture.files.flatMap((file) => findingsOfFile(workspace, file.path))) {
      const isServers = finding.message.en === finding.message.zh;
      assert.ok(isServers || /\p{Script=Han}/u.test(finding.message.zh), finding.message.en);
      for (const { title } of finding.fixes ?? []) assert.match(title.zh, /\p{Script=Han}/u);
    }
  }
});
