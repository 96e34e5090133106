// Files that ConfigMaps and Secrets keep: found by their keys, and written back so that they read as what was written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { keptFilesOf, withKeptText } from '../../server/src/core/features/keptFiles.ts';
import { documentOf } from '../../server/src/core/workspace/document.ts';

const file = { kind: 'ConfigMap', object: 'web', key: 'nginx.conf' };
const forms: Readonly<Record<string, string>> = {
  block: 'data:\n  # how it serves\n  nginx.conf: |\n    server {\n    }\n  b: "2"\n',
  'block at the end': 'data:\n  b: "2"\n  nginx.conf: |\n    server {\n    }\n',
  'block without a last line break': 'data:\n  nginx.conf: |-\n    server {}\n  b: "2"\n',
  'deep block': 'data:\n    nginx.conf: |+\n          server {}\n\n    b: "2"\n',
  plain: 'data:\n  nginx.conf: server\n  b: "2"\n',
  quoted: 'data:\n  nginx.conf: \'a b\'\n  b: "2"\n',
  nothing: 'data:\n  nginx.conf:\n  b: "2"\n',
  flow: 'data: {nginx.conf: "x", b: "2"}\n',
};
const manifest = (data: string) => documentOf(`apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n${data}`);

function rewritten(data: string, text: string): string {
  const document = manifest(data);
  const edits = withKeptText(document, file, text);
  assert.ok(edits);
  return applyEdits(document.text, edits);
}

const words = fc.string({
  unit: fc.constantFrom('a', ' ', '\n', '\t', '#', ':', '-', '"', "'", '{', '容', '|', '\r', '\u0007'),
});

for (const [name, data] of Object.entries(forms)) {
  test(`a kept file is read again as it was written: ${name}`, () => {
    const isRead = (text: string): void => {
      const after = documentOf(rewritten(data, text));
      const found = keptFilesOf(after).map(({ key, text: kept }) => [key, kept]);
      assert.deepEqual(
        new Map(found as [string, string][]),
        new Map(
          [
            ['nginx.conf', text],
            ['b', '2'],
          ].filter(([key]) => key === 'nginx.conf' || data.includes('b:')) as [string, string][],
        ),
      );
    };
    for (const text of ['', 'a', 'a\n', 'a\nb', 'a\nb\n', '\n a\n', '  a\nb\n\n', '\n\n', 'a\n\n\nb\n']) isRead(text);
    fc.assert(fc.property(words, isRead), { numRuns: 200 });
  });
}

test('a block stays one, with what stands around it', () => {
  assert.equal(
    rewritten(forms['block'] ?? '', 'server {\n  listen 80;\n}\n'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  # how it serves\n  nginx.conf: |\n    server {\n      listen 80;\n    }\n  b: "2"\n',
  );
});

test('objects and keys that keep no file have none', () => {
  assert.equal(withKeptText(manifest('data: {}\n'), file, 'x'), undefined);
  assert.deepEqual(keptFilesOf(documentOf('apiVersion: v1\nkind: Pod\nmetadata: {name: a}\ndata: {a: b}\n')), []);
});
