// server/RULES.md is what the rules say, in both languages; UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { codeFacts } from '../../server/src/core/features/findings/codes.data.ts';
import { rulesDocument } from '../../server/src/core/features/rulesDocument.ts';
import { catalogue } from '../../server/src/core/rules/catalogue.ts';
import type { Locale } from '../../server/src/core/text.ts';
import { updating } from './fixture.ts';

const pages: readonly (readonly [Locale, string])[] = [
  ['en', 'server/RULES.md'],
  ['zh-cn', 'server/RULES.zh-cn.md'],
];

for (const [locale, file] of pages) {
  test(`${file} is what the rules say`, () => {
    const page = rulesDocument(locale);
    if (updating) fs.writeFileSync(file, page);
    const isFresh = fs.readFileSync(file, 'utf8') === page;
    assert.ok(isFresh, `${file} is stale: UPDATE=1 npm run unit rulesDocument writes it anew`);
  });

  test(`${file} has a heading for every code`, () => {
    const headings = new Set(rulesDocument(locale).match(/^### .*$/gm));
    const lacking = [...catalogue.map(({ id }) => id), ...codeFacts.map(({ code }) => code)].filter(
      (code) => !headings.has(`### ${code}`),
    );
    assert.deepEqual(lacking, []);
  });
}

test('the page names no id twice', () => {
  const headings = rulesDocument('en').match(/^### .*$/gm) ?? [];
  assert.equal(new Set(headings).size, headings.length);
});
