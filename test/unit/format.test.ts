// Formatting: the text after it. What is not in the table's right column stays as it is, values always.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../server/src/core/features/fixes.ts';
import { formatEdits } from '../../server/src/core/features/format.ts';
import { documentOf } from '../../server/src/core/workspace/document.ts';

const formatted = (text: string) => {
  const document = documentOf(text);
  return applyEdits(text, formatEdits(document, true));
};

const cases: readonly (readonly [name: string, before: string, after: string])[] = [
  ['blanks at line ends go, one line break ends the file', 'a: 1  \n\nb: 2   # note  ', 'a: 1\n\nb: 2   # note\n'],
  [
    'nested blocks get the step that the file mostly has',
    'a:\n  b:\n    c: 1\nd:\n    e:\n        f: 1\n  # at e\n',
    'a:\n  b:\n    c: 1\nd:\n  e:\n    f: 1\n  # at e\n',
  ],
  [
    'lists keep the way that the file mostly writes them',
    'a:\n- x\n- y\nb:\n- z\nc:\n  - w\n',
    'a:\n- x\n- y\nb:\n- z\nc:\n- w\n',
  ],
  [
    'what a text block says moves as one',
    'a:\n  b: 1\nd:\n    e: |\n        one\n          two  \n\n        three\n    f: 1\n',
    'a:\n  b: 1\nd:\n  e: |\n      one\n        two  \n\n      three\n  f: 1\n',
  ],
  [
    'comments go with the line below them',
    'a:\n  b: {x: 1}\nx:\n  y:\n    z: 1\nc:\n    # about d\n    d:\n        # about e\n        e: 1\n',
    'a:\n  b: {x: 1}\nx:\n  y:\n    z: 1\nc:\n  # about d\n  d:\n    # about e\n    e: 1\n',
  ],
  ['octals, quotes and numbers stay', "mode: 0644\nv: '1.10'\nn: 1e3\n", "mode: 0644\nv: '1.10'\nn: 1e3\n"],
  ['what is no YAML is left alone', 'a: "x  \nb: 1  \n', 'a: "x  \nb: 1  \n'],
  ['line ends of Windows stay', 'a: 1 \r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n'],
  ['flow collections keep their shape', 'a: {b: [1,\n   2]}\n', 'a: {b: [1,\n   2]}\n'],
];

for (const [name, before, after] of cases) {
  test(name, () => {
    assert.equal(formatted(before), after);
    assert.equal(formatted(after), after);
  });
}
