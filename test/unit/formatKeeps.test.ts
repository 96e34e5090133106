// The properties of formatting, over collections: the same objects before and after, comments too, and a second time changes
// nothing; whatever the options. COLLECTION=folder:folder widens it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { formatEdits } from '../../server/src/core/features/format.ts';
import { documentOf, treeOf } from '../../server/src/core/workspace/document.ts';
import { fileOf } from '../../server/src/core/workspace/file.ts';
import { defaultSettings, type FormatOptions } from '../../server/src/core/workspace/settings.ts';
import { toPlain } from '../../server/src/core/yaml/plain.ts';
import { collections } from './collections.ts';

const keepOptions = defaultSettings.format;
const options: readonly FormatOptions[] = [
  keepOptions,
  { ...keepOptions, lists: 'indented' },
  { ...keepOptions, lists: 'indentless', sortsTopKeys: true },
];

function values(text: string): string {
  const { root } = treeOf(documentOf(text));
  return JSON.stringify(toPlain(root).value, (_, value: unknown) =>
    typeof value === 'bigint'
      ? `${value}n`
      : typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort())
        : value,
  );
}

function commentsOf(text: string): readonly string[] {
  return treeOf(documentOf(text))
    .comments.map(({ start, end }) => text.slice(start, end).trim())
    .sort();
}

for (const option of options) {
  test(`formatting keeps objects and comments, and is done at once: ${JSON.stringify(option)}`, () => {
    let count = 0;
    let changed = 0;
    for (const { name, files } of collections()) {
      for (const { path, text } of files) {
        const { documents } = fileOf(path, text);
        for (const [index, document] of documents.entries()) {
          const isLast = index === documents.length - 1;
          const after = applyEdits(document.text, formatEdits(document, isLast, option));
          const where = `${name} ${path} document ${index}`;
          count++;
          if (after === document.text) continue;
          changed++;
          assert.equal(values(after), values(document.text), where);
          assert.deepEqual(commentsOf(after), commentsOf(document.text), where);
          const again = applyEdits(after, formatEdits(documentOf(after), isLast, option));
          assert.equal(again, after, where);
        }
      }
    }
    assert.ok(changed > 0);
    console.log(`${count} documents, ${changed} of them formatted`);
  });
}
