// Runs test/fixtures/hover: what is shown at the cursor of each file. `#= hover` is English, `#= hover zh-cn` Chinese.
// Descriptions are stand-ins, `(about Pod.spec)`, since the real ones are fetched while building and not committed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { hoverIn } from '../../server/src/core/features/hover/hoverIn.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import type { Descriptions } from '../../server/src/core/schema/descriptions.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import type { Locale } from '../../server/src/core/text.ts';
import { placeOfOffset } from '../../server/src/core/workspace/file.ts';
import { emptyWorkspace, fileIn, type Workspace, withFile } from '../../server/src/core/workspace/workspace.ts';
import { type Fixture, type FixtureFile, fixturesIn, rewriteGolden, updating } from './fixture.ts';

const bundle = loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8'));
const lastPart = (definition: string): string => definition.slice(definition.lastIndexOf('.') + 1);
const descriptions: Descriptions = {
  definition: (definition) => `(about ${lastPart(definition)})`,
  field: (definition, field) => `(about ${lastPart(definition)}.${field})`,
  value: (_, field, value) => (field === 'imagePullPolicy' ? `(about ${value})` : undefined),
};
/** Saturday 2026-03-28 12:00 UTC, the day before clocks change in Europe. */
const nowMs = 1_774_699_200_000;

/** In a workspace of the fixture's files if they are to know each other, else of the one file. */
function workspaceOf(files: readonly FixtureFile[]): Workspace {
  return files.reduce((workspace, { path, text }) => withFile(workspace, path, text), emptyWorkspace);
}

function hoverOf(
  workspace: Workspace,
  { path, cursor }: FixtureFile,
  version: string | undefined,
  locale: Locale,
): string {
  const file = fileIn(workspace, path);
  assert.ok(file && cursor !== undefined, `${path} has no cursor $0`);
  const place = placeOfOffset(file, cursor);
  const context = { schema: schemaFor(bundle, version), descriptions, locale, nowMs };
  const hover = hoverIn(workspace, file, place, context);
  if (!hover) return `${path}: nothing\n`;
  return `${path}: [${place.document.text.slice(hover.span.start, hover.span.end)}]\n${hover.markdown}\n`;
}

function goldenOf(fixture: Fixture, name: string): string {
  const locale = name.endsWith('zh-cn') ? 'zh-cn' : 'en';
  const together = fixture.options.get('workspace') === 'shared' ? workspaceOf(fixture.files) : undefined;
  return fixture.files
    .filter(({ cursor }) => cursor !== undefined)
    .map((file) => hoverOf(together ?? workspaceOf([file]), file, fixture.options.get('version'), locale))
    .join('\n');
}

for (const fixture of fixturesIn('hover')) {
  test(`hover: ${fixture.name}`, () => {
    assert.ok(fixture.golden.size > 0, 'a fixture of hover has a part "#= hover"');
    const shown = new Map([...fixture.golden.keys()].map((name) => [name, goldenOf(fixture, name)]));
    if (updating) rewriteGolden(fixture, shown);
    else assert.deepEqual(Object.fromEntries(shown), Object.fromEntries(fixture.golden), fixture.source);
  });
}
