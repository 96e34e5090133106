// What others have at a place comes from a sample: however large the workspace is, as many objects are read, and the one
// of the same name is always among them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { namesInWorkspace } from '../../../server/src/core/features/completion/namesInWorkspace.ts';
import { fileOf } from '../../../server/src/core/workspace/file.ts';
import { emptyWorkspace, withFiles } from '../../../server/src/core/workspace/workspace.ts';

const robot = (name: string, key: string) =>
  `apiVersion: example.org/v1\nkind: Robot\nmetadata: {name: ${name}}\nspec:\n  ${key}: 1\n`;

function namesAmong(count: number) {
  const files = Array.from({ length: count }, (_, at) => fileOf(`file:///${at}.yaml`, robot(`r${at}`, `key${at}`)));
  return namesInWorkspace(withFiles(emptyWorkspace, files), 'file:///typed.yaml');
}

test('of many objects some are read, from all over the workspace', () => {
  const { keys } = namesAmong(1000).written('example.org/Robot', 'spec', '');
  assert.equal(keys.length, 40);
  assert.ok(keys.some(({ name }) => name === 'key0') && keys.some(({ name }) => Number(name.slice(3)) > 900));
  assert.ok(keys.every(({ isNear, count }) => !isNear && count === 1));
});

test('the object of the same name is always read, and comes first', () => {
  const { keys, values } = namesAmong(1000).written('example.org/Robot', 'spec', 'r501');
  assert.deepEqual(keys[0], { name: 'key501', holds: 'scalar', count: 1, isNear: true });
  assert.deepEqual(values, []);
});

test('a key is found wherever it stands in objects of the group, and of few of each type', () => {
  const { keys } = namesAmong(1000).writtenAnywhere('example.org/RobotRun', 'spec');
  assert.equal(keys.length, 15);
});
