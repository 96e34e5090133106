// A file after edits is the file of the edited text, and keeps every document that no edit touched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  editFile,
  fileOf,
  type ManifestFile,
  placeOf,
  placeOfOffset,
  positionOf,
  textOf,
} from '../../server/src/core/workspace/file.ts';
import { emptyShelf, onShelf, shelfEntries, shelve } from '../../server/src/core/workspace/shelf.ts';

const lines = ['---', 'a: 1', '', '# note', '...', '- x', '--- # two', 'b: |', '  ---', '\u4f60: 2', '--'];
const texts = fc.array(fc.constantFrom(...lines), { maxLength: 14 }).map((some) => some.join('\n'));
const ends = ['\n', '\r\n'];

function positionIn(text: string, offset: number) {
  const before = text.slice(0, offset).split(/\r\n|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

test('edits give the same file as reading the edited text', () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(8), fc.oneof(texts, fc.constantFrom('', '-', '\n', 'x'))));
  fc.assert(
    fc.property(texts, fc.constantFrom(...ends), edits, (start, eol, changes) => {
      let text = start.replaceAll('\n', eol);
      let file = fileOf('f', text);
      for (const [at, length, newText] of changes) {
        let from = at % (text.length + 1);
        if (text[from] === '\n' && text[from - 1] === '\r') from--;
        let to = Math.min(text.length, from + length);
        if (text[to] === '\n' && text[to - 1] === '\r') to++;
        const inserted = newText.replaceAll('\n', eol);
        file = editFile(file, { start: positionIn(text, from), end: positionIn(text, to), newText: inserted });
        text = text.slice(0, from) + inserted + text.slice(to);
        assert.equal(textOf(file), text);
        assert.deepEqual(shape(file), shape(fileOf('f', text)));
      }
    }),
    { numRuns: 500 },
  );
});

function shape({ documents, starts, firstLines }: ManifestFile) {
  return { texts: documents.map(({ text }) => text), starts, firstLines };
}

test('an edit shares every document but the one it is in', () => {
  const before = fileOf('f', '---\na: 1\n---\nb: 1\n---\nc: 1\n---\nd: 1\n');
  const after = editFile(before, { start: { line: 5, character: 3 }, end: { line: 5, character: 4 }, newText: '22' });
  assert.deepEqual(
    after.documents.map((document, index) => document === before.documents[index]),
    [true, true, false, true],
  );
});

test('places and positions are each other’s inverse', () => {
  const text = 'a: 1\r\n---\r\nb:\r\n  c: 2\r\n---\r\n';
  const file = fileOf('f', text);
  for (const offset of [0, 3, 6, 8, 11, 13, 17, text.length]) {
    const place = placeOfOffset(file, offset);
    const position = positionOf(file, place.index, place.offset);
    assert.deepEqual(position, positionIn(text, offset));
    const again = placeOf(file, position);
    assert.equal((file.starts[again.index] ?? 0) + again.offset, offset);
  }
});

test('a position behind a line’s end counts as its end', () => {
  const file = fileOf('f', 'ab\r\ncd\n');
  assert.equal(placeOf(file, { line: 0, character: 99 }).offset, 2);
  assert.equal(placeOf(file, { line: 99, character: 0 }).offset, 7);
});

test('a shelf holds what was put on it, and an older one stays as it was', () => {
  const one = shelve(emptyShelf<number>(), [
    ['a', 1],
    ['b', 2],
  ]);
  const two = shelve(one, [
    ['a', undefined],
    ['c', 3],
    ['b', 4],
  ]);
  assert.deepEqual([one.size, onShelf(one, 'a'), onShelf(one, 'c')], [2, 1, undefined]);
  assert.deepEqual([two.size, new Map(shelfEntries(two))], [2, new Map(Object.entries({ b: 4, c: 3 }))]);
});
