// Where a line goes while it is typed. `|` is the cursor, behind what was typed; the text after is the same with the blanks
// that the line should have.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { editsOnType } from '../../server/src/core/features/typing.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { documentOf } from '../../server/src/core/workspace/document.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')));

const pod = 'apiVersion: v1\nkind: Pod\n';
const indentless = `${pod}metadata:\n  ownerReferences:\n  - a: b\nspec:\n`;

const cases: readonly (readonly [name: string, typed: string, before: string, after: string])[] = [
  ['below a key', '\n', `${pod}spec:\n|`, `${pod}spec:\n  |`],
  ['below a key, already there', '\n', `${pod}spec:\n  |`, `${pod}spec:\n  |`],
  [
    'the next key of an item',
    '\n',
    `${pod}spec:\n  containers:\n    - name: a\n    |`,
    `${pod}spec:\n  containers:\n    - name: a\n      |`,
  ],
  ['below a list', '\n', `${pod}spec:\n  containers:\n|`, `${pod}spec:\n  containers:\n    |`],
  [
    'below a list that is written without indentation',
    '\n',
    `${indentless}  containers:\n    |`,
    `${indentless}  containers:\n  |`,
  ],
  [
    'below a mapping in the same file',
    '\n',
    `${indentless}  securityContext:\n|`,
    `${indentless}  securityContext:\n    |`,
  ],
  ['below an item without words', '\n', `${pod}spec:\n  containers:\n  -\n|`, `${pod}spec:\n  containers:\n  -\n    |`],
  [
    'a text block',
    '\n',
    'kind: ConfigMap\napiVersion: v1\ndata:\n  a: |\n|',
    'kind: ConfigMap\napiVersion: v1\ndata:\n  a: |\n    |',
  ],
  [
    'inside a text block',
    '\n',
    'kind: ConfigMap\napiVersion: v1\ndata:\n  a: |\n    if x:\n      |',
    'kind: ConfigMap\napiVersion: v1\ndata:\n  a: |\n    if x:\n      |',
  ],
  ['behind a value', '\n', `${pod}spec:\n  restartPolicy: Never\n|`, `${pod}spec:\n  restartPolicy: Never\n|`],
  [
    'an item of words',
    '\n',
    `${pod}metadata:\n  finalizers:\n    - a\n    |`,
    `${pod}metadata:\n  finalizers:\n    - a\n    |`,
  ],
  ['a dash below its key', '-', `${pod}spec:\n  containers:\n  -|`, `${pod}spec:\n  containers:\n    -|`],
  ['a dash as lists are written', '-', `${indentless}  containers:\n    -|`, `${indentless}  containers:\n  -|`],
  [
    'a dash for the next item',
    '-',
    `${pod}spec:\n  containers:\n    - name: a\n      -|`,
    `${pod}spec:\n  containers:\n    - name: a\n    -|`,
  ],
  [
    'a dash in its column',
    '-',
    `${pod}spec:\n  containers:\n    - name: a\n    -|`,
    `${pod}spec:\n  containers:\n    - name: a\n    -|`,
  ],
  [
    'a dash where no list is wanted',
    '-',
    `${pod}spec:\n  securityContext:\n    -|`,
    `${pod}spec:\n  securityContext:\n    -|`,
  ],
  ['the start of a document', '-', `${pod}spec:\n  nodeName: a\n-|`, `${pod}spec:\n  nodeName: a\n-|`],
  ['a key of the mapping above', ':', `${pod}metadata:\nlabels:|`, `${pod}metadata:\n  labels:|`],
  [
    'a key further out',
    ':',
    `${pod}spec:\n  containers:\n    - name: a\n      volumes:|`,
    `${pod}spec:\n  containers:\n    - name: a\n  volumes:|`,
  ],
  [
    'a key that fits',
    ':',
    `${pod}spec:\n  containers:\n    - name: a\n      ports:|`,
    `${pod}spec:\n  containers:\n    - name: a\n      ports:|`,
  ],
  [
    'a key that nobody knows',
    ':',
    `${pod}spec:\n  containers:\n    - name: a\n      prots:|`,
    `${pod}spec:\n  containers:\n    - name: a\n      prots:|`,
  ],
  ['a label', ':', `${pod}metadata:\n  labels:\n    spec:|`, `${pod}metadata:\n  labels:\n    spec:|`],
];

for (const [name, typed, before, after] of cases) {
  test(`${JSON.stringify(typed)}: ${name}`, () => {
    const offset = before.indexOf('|', before.endsWith('|') ? before.length - 1 : 0);
    const text = before.slice(0, offset) + before.slice(offset + 1);
    const edits = editsOnType(documentOf(text), schema, offset, typed);
    assert.equal(`${applyEdits(text, edits)}|`, after);
  });
}
