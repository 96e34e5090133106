// What a pasted block becomes in its place: the file with the cursor `$0`, the clipboard, and the file afterwards.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { pasteAt } from '../../server/src/core/features/pasting.ts';
import { loadBundle } from '../../server/src/core/schema/bundle.ts';
import { schemaFor } from '../../server/src/core/schema/versions.ts';
import { placeOfOffset } from '../../server/src/core/workspace/file.ts';
import { emptyWorkspace, fileIn, withFile, withSchema } from '../../server/src/core/workspace/workspace.ts';

const schema = schemaFor(loadBundle(fs.readFileSync('server/schemas/kubernetes.txt', 'utf8')));

const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n';
const above = `${head}  selector:\n    matchLabels:\n      app: web\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n`;

interface Case {
  readonly before: string;
  readonly clipboard: string;
  /** Undefined: as it is. */
  readonly after: string | undefined;
}

const cases: Readonly<Record<string, Case>> = {
  'a container of another file, below the last one': {
    before: `${above}        - name: a\n          image: a\n$0`,
    clipboard: '- name: b\n  image: b\n',
    after: `${above}        - name: a\n          image: a\n        - name: b\n          image: b\n`,
  },
  'above the first container, with lists at the column of their keys': {
    before: `${above}        $0\n        - name: a\n          image: a\n`,
    clipboard: '- name: b\n  image: b\n  ports:\n  - containerPort: 80\n',
    after: `${above}        - name: b\n          image: b\n          ports:\n            - containerPort: 80\n\n        - name: a\n          image: a\n`,
  },
  'an item whose key holds a list at its column': {
    before: `${above}        - name: a\n          image: a\n$0`,
    clipboard: '- ports:\n  - containerPort: 80\n  name: b\n  image: b\n',
    after: `${above}        - name: a\n          image: a\n        - ports:\n            - containerPort: 80\n          name: b\n          image: b\n`,
  },
  'deeper than where it goes': {
    before: `${above}        - name: a\n          image: a\n          $0`,
    clipboard: '                resources:\n                  limits:\n                    cpu: 1',
    after: `${above}        - name: a\n          image: a\n          resources:\n            limits:\n              cpu: 1`,
  },
  'copied from the middle of its first line': {
    before: `${above}        - name: a\n          image: a\n          $0`,
    clipboard: 'resources:\n              limits:\n                cpu: 1\n',
    after: `${above}        - name: a\n          image: a\n          resources:\n            limits:\n              cpu: 1\n`,
  },
  'at the line start, where only one column fits': {
    before: `${above}        - name: a\n          image: a\n$0`,
    clipboard: 'volumes:\n- name: data\n  emptyDir: {}\n',
    after: `${above}        - name: a\n          image: a\n      volumes:\n        - name: data\n          emptyDir: {}\n`,
  },
  'lists as the file writes them': {
    before: `${above}      - name: a\n        image: a\n        $0`,
    clipboard: 'env:\n    - name: A\n      value: b\n',
    after: `${above}      - name: a\n        image: a\n        env:\n        - name: A\n          value: b\n`,
  },
  'behind a dash': {
    before: `${above}        - $0`,
    clipboard: '  name: b\n  image: b',
    after: `${above}        - name: b\n          image: b`,
  },
  'above a line': {
    before: `${above}        - name: a\n$0          image: a\n`,
    clipboard: 'command:\n  - sh\n',
    after: `${above}        - name: a\n          command:\n            - sh\n          image: a\n`,
  },
  'into a text block': {
    before: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: |\n    one\n    $0\n',
    clipboard: 'if x:\n  two\n',
    after: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: |\n    one\n    if x:\n      two\n\n',
  },
  'a whole object': {
    before: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n$0',
    clipboard: '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n',
    after:
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n',
  },
  'one word': { before: `${above}        - name: $0`, clipboard: 'web', after: undefined },
  'behind a key': { before: `${above}        - name: $0`, clipboard: 'a: b\nc: d', after: undefined },
};

for (const [name, { before, clipboard, after }] of Object.entries(cases)) {
  test(`pasted: ${name}`, () => {
    const text = before.replace('$0', '');
    const workspace = withFile(withSchema(emptyWorkspace, schema), 'a.yaml', text);
    const file = fileIn(workspace, 'a.yaml');
    assert.ok(file);
    const place = placeOfOffset(file, before.indexOf('$0'));
    const pasted = pasteAt(workspace, file, place, place.offset, clipboard);
    assert.equal(pasted && applyEdits(text, [pasted]), after);
  });
}
