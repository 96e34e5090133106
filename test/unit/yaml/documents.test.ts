// Where documents begin and end, and that splitting again after an edit gives the same as splitting anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { resplitDocuments, splitDocuments } from '../../../server/src/core/yaml/documents.ts';

const parts = (text: string): string[] => splitDocuments(text).map((span) => text.slice(span.start, span.end));

test('documents start at their marker line and cover the file', () => {
  const cases: readonly (readonly string[])[] = [
    [''],
    ['a: 1\n'],
    ['a: 1\n', '---\nb: 2\n'],
    ['---\na: 1\n', '---\n', '---\nb: 2'],
    ['# head\n---\na: 1\n', '--- # next\nb: 2\n'],
    ['\uFEFF---\r\na: 1\r\n', '---\r\nb: 2\r\n'],
    ['a: |\n  text\n  ---\n  text\n', '---\nb: 2\n'],
    ['a: |\n  text\n', '---\nb: 2\n'],
    ['a: 1\n...\n# between\n', '%YAML 1.1\n---\nb: 2\n'],
    ['a: 1\n...\n', 'b: 2\n'],
    ['a: ---\nb: ----\n----: x\n'],
    ['%YAML 1.1\n---\na: 1\n'],
  ];
  for (const expected of cases) assert.deepEqual(parts(expected.join('')), expected);
});

const line = fc.constantFrom('---', '...', 'a: 1', '# c', '%YAML 1.1', '', '--- x', '----', '  ---', 'b: |', '\uFEFF');
const anyText = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

test('splitting again near an edit equals splitting anew', () => {
  fc.assert(
    fc.property(anyText, anyText, fc.nat(), fc.nat(), (before, inserted, a, b) => {
      const start = Math.min(a, b) % (before.length + 1);
      const end = Math.max(start, Math.max(a, b) % (before.length + 1));
      const after = before.slice(0, start) + inserted + before.slice(end);
      const again = resplitDocuments(after, splitDocuments(before), { start, end, length: inserted.length });
      assert.deepEqual(again, splitDocuments(after));
    }),
    { numRuns: 3000, seed: 1 },
  );
});
