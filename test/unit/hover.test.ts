// Runs test/fixtures/hover: what is shown at the cursor of each file. `#= hover` is English, `#= hover zh-cn` Chinese.
// Descriptions are stand-ins, `(about Pod.spec)`, since the real ones are fetched while building and not committed.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { hoverAt } from '../../server/src/core/features/hover/hover.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import type { Descriptions } from '../../server/src/core/schema/descriptions.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import type { Locale } from '../../server/src/core/text.ts';
import { fileOf, placeOfOffset } from '../../server/src/core/workspace/file.ts';
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

function hoverOf({ path, text, cursor }: FixtureFile, version: string | undefined, locale: Locale): string {
  assert.ok(cursor !== undefined, `${path} has no cursor $0`);
  const { document, offset } = placeOfOffset(fileOf(path, text), cursor);
  const hover = hoverAt(document, offset, { schema: schemaFor(bundle, version), descriptions, locale, nowMs });
  if (!hover) return `${path}: nothing\n`;
  return `${path}: [${document.text.slice(hover.span.start, hover.span.end)}]\n${hover.markdown}\n`;
}

function goldenOf(fixture: Fixture, name: string): string {
  const locale = name.endsWith('zh-cn') ? 'zh-cn' : 'en';
  return fixture.files.map((file) => hoverOf(file, fixture.options.get('version'), locale)).join('\n');
}

for (const fixture of fixturesIn('hover')) {
  test(`hover: ${fixture.name}`, () => {
    assert.ok(fixture.golden.size > 0, 'a fixture of hover has a part "#= hover"');
    const shown = new Map([...fixture.golden.keys()].map((name) => [name, goldenOf(fixture, name)]));
    if (updating) rewriteGolden(fixture, shown);
    else assert.deepEqual(Object.fromEntries(shown), Object.fromEntries(fixture.golden), fixture.source);
  });
}
