// In a document of megabytes completion answers as in a small one, without reading all of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCursor } from '../../../server/src/core/features/completion/cursor.ts';
import { windowAt } from '../../../server/src/core/features/completion/window.ts';

const entries = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `  - name: item-${from + i}\n    value: "${'x'.repeat(40)}"\n`).join('');

test('a huge document is cut to what decides at the cursor', () => {
  const before = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  list:\n${entries(0, 9000)}`;
  const text = `${before}  - name: here\n    va\n${entries(9000, 18000)}status: {}\n`;
  const offset = before.length + '  - name: here\n    va'.length;
  const window = windowAt(text, offset);
  assert.ok(window.text.length < 100_000);
  assert.equal(window.text.slice(window.offset - 2, window.offset), 'va');
  assert.equal(window.offset + window.shift, offset);
  const cursor = findCursor(window.text, window.offset);
  assert.equal(cursor?.role, 'key');
  assert.deepEqual(cursor?.path.slice(0, 2), ['spec', 'list']);
  assert.deepEqual(cursor?.siblings, ['name']);
  assert.match(window.text, /^apiVersion: v1\nkind: Pod\nmetadata:\n {2}name: web\n/);
});

test('a document of usual length is read whole', () => {
  assert.deepEqual(windowAt('a: 1\n', 3), { text: 'a: 1\n', offset: 3, shift: 0 });
});
