// What a workspace keeps: files read again are the files that were there, and of trees only those asked for last.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf, objectsOf, treeOf } from '../../server/src/core/workspace/document.ts';
import { emptyWorkspace, fileIn, withFile } from '../../server/src/core/workspace/workspace.ts';

const config = (name: string, filling = '') => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}}
data: {a: "${filling}"}
`;

test('a file that is read again with the same text changes nothing that spans files', () => {
  const text = `${config('one')}---\n${config('two')}`;
  const once = withFile(emptyWorkspace, 'f', text);
  const again = withFile(once, 'f', text);
  assert.equal(again.index, once.index);
  assert.equal(fileIn(again, 'f')?.documents[1], fileIn(once, 'f')?.documents[1]);
});

test('a file whose text is another keeps the documents that are the same, and tells that the index is another', () => {
  const once = withFile(emptyWorkspace, 'f', `${config('one')}---\n${config('two')}`);
  const other = withFile(once, 'f', `${config('one')}---\n${config('three')}`);
  assert.equal(fileIn(other, 'f')?.documents[0], fileIn(once, 'f')?.documents[0]);
  assert.notEqual(other.index.edition, once.index.edition);
});

test('the trees of the documents asked for last are kept, of all others none', () => {
  const first = documentOf(config('first'));
  const tree = treeOf(first);
  assert.equal(treeOf(first), tree);
  const objects = objectsOf(first);
  assert.equal(objectsOf(first), objects);
  const large = documentOf(config('large', 'x'.repeat(1_100_000)));
  const largeTree = treeOf(large);
  assert.notEqual(treeOf(first), tree);
  assert.deepEqual(objectsOf(first), objects);
  assert.notEqual(treeOf(large), largeTree);
  const [one, two] = [documentOf(config('a', 'x'.repeat(400_000))), documentOf(config('b', 'x'.repeat(400_000)))];
  const trees = [treeOf(one), treeOf(two)];
  assert.deepEqual([treeOf(one) === trees[0], treeOf(two) === trees[1]], [true, true]);
});
