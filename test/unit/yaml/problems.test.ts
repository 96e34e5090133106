// What is said about faults of the YAML itself: which problem, which text it marks, and that its fix removes it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDocument } from '../../../server/src/core/yaml/parse.ts';
import { nodeAt } from '../../../server/src/core/yaml/path.ts';

/** Text, then `code: marked text` for each problem. */
const cases: readonly (readonly [text: string, ...problems: string[]])[] = [
  ['a:\n\tb: 1\n\tc: 2\n', 'tab-indentation: \t'],
  ['metadata:\n  name：web\n  labels: {}\n', 'full-width-colon: name：web'],
  ['image:nginx\nname: x\n', 'missing-space: image:nginx'],
  ['verbs: [*]\n', 'asterisk-alias: *'],
  ['hosts:\n  - *.example.com\n', 'asterisk-alias: *.example.com'],
  ['a: *b\n', 'unknown-alias: *b'],
  ['a: &a\n  b: *a\n', 'circular-alias: *a'],
  ['a: "x\nb: "y"\n', 'unclosed-quote: "x'],
  ["a: 'x\nb: 1\n", "unclosed-quote: 'x"],
  ['a: [1, 2\nb: 3\n', 'unclosed-flow: ['],
  ['a: {b: 1, c: [d}\ne: 1\n', 'unclosed-flow: ['],
  ['a: note: this\nb: 1\n', 'colon-in-value: note: this'],
  ['a: @b\n', 'reserved-character: @b'],
  ['a: `b`\n', 'reserved-character: `b`'],
  ['a: %b\n', 'reserved-character: %b'],
  ['a: 1\nb: 2\na: 3\n', 'duplicate-key: a'],
  ['spec:\n    a: 1\n  b: 2\n  c: 3\n', 'bad-indentation: b: 2'],
  ['a: 1\n  b: 2\nc: 3\n', 'bad-indentation: b: 2'],
  ['c:\n  - name: x\n  image: y\n', 'bad-indentation: image: y'],
  ['a: 1\n- b\n', 'misplaced-dash: -'],
  ['a: - b\n', 'misplaced-dash: -'],
  ['metadata:\n  na\n  labels: {}\n', 'missing-colon: na'],
  ['a: "x" y\n', 'unexpected-text: y'],
  ['a: “x”\n', 'full-width-quotes: “x”'],
  ['a: [x，y]\n', 'full-width-comma: x，y'],
  ['a: "\\q"\n', 'bad-escape: \\q'],
  ['a: | text\n  b\n', 'bad-block-header: text'],
  ['<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> theirs\nb: 3\n', 'conflict-marker: <<<<<<< HEAD'],
  ['a: \x00b\n', 'control-character: \x00'],
  ['a: !!int x\n', 'bad-tag: !!int x'],
  [': 1\n', 'null-key: '],
  ['<<: 5\n', 'merge-value: 5'],
  ['a: 1\n\u00a0\u00a0\nb:\u00a02\n', 'copied-spaces: \u00a0\u00a0'],
  ['---\ntest: "aaa\n...\n', 'unclosed-quote: "aaa'],
  // A line that is still being typed, and what only looks wrong.
  ['apiVersion: v1\nki'],
  ['metadata:\n  name: x\n  la'],
  ['a: {{ .Values.b }}\n{{- if .c }}\nd: 1\n{{- end }}\n'],
  ['a: http://x:80/y\nb: 12:30\nc: a#b\nd: "{{ x }}"\n'],
  ['a: [\n  b,\n]\n'],
  ['text: 全角，标点：“都可以”\n'],
];

for (const [text, ...expected] of cases) {
  test(`problems of ${JSON.stringify(text)}`, () => {
    const { problems } = parseDocument(text);
    const marked = problems.map(({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`);
    assert.deepEqual(marked, expected);
    for (const { fixes, message, code } of problems) {
      assert.ok(message.en !== message.zh && !/[.。]$/.test(message.en) && /^[^A-Z]/.test(message.en), message.en);
      for (const { edits } of fixes ?? []) {
        const fixed = [...edits]
          .sort((a, b) => b.span.start - a.span.start)
          .reduce((done, edit) => done.slice(0, edit.span.start) + edit.newText + done.slice(edit.span.end), text);
        assert.ok(!parseDocument(fixed).problems.some((problem) => problem.code === code), fixed);
      }
    }
  });
}

test('a fault leaves its neighbours in the tree', () => {
  const broken = [
    'spec:\n  a: "x\n  b: 1\nkind: Pod\n',
    'spec:\n  a: [1, 2\n  b: 1\nkind: Pod\n',
    'spec:\n  a\n  b: 1\nkind: Pod\n',
    'spec:\n    a: 1\n  b: 1\nkind: Pod\n',
    'spec:\n\ta: 1\n\tb: 1\nkind: Pod\n',
    'spec:\n  a: x: y\n  b: 1\nkind: Pod\n',
  ];
  for (const text of broken) {
    const { root } = parseDocument(text);
    const kind = nodeAt(root, ['kind']);
    const b = nodeAt(root, ['spec', 'b']);
    assert.equal(kind?.type === 'scalar' && kind.value, 'Pod', text);
    assert.equal(b?.type === 'scalar' && b.value, 1, text);
  }
});
