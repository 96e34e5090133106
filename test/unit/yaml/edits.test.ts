// Edits by path: the document after each, in the style it is written in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { TextEdit } from '../../../server/src/core/finding.ts';
import { appendAt, type Editable, quoteAt, removeAt, renameKeyAt, setAt } from '../../../server/src/core/yaml/edits.ts';
import { parseDocument } from '../../../server/src/core/yaml/parse.ts';
import { formatField, parseField } from '../../../server/src/core/yaml/path.ts';
import { type PlainValue, toPlain } from '../../../server/src/core/yaml/plain.ts';

function after(text: string, edit: (document: Editable) => readonly TextEdit[]): string {
  const edits = [...edit({ text, root: parseDocument(text).root })].sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((done, { span, newText }) => done.slice(0, span.start) + newText + done.slice(span.end), text);
}

const pod = `apiVersion: v1
kind: Pod # a pod
metadata:
  name: web
spec:
  containers:
    - name: web # first
      image: nginx
    - name: sidecar
      args: [a, b]
`;

interface Case {
  readonly what: string;
  readonly from: string;
  readonly edit: (document: Editable) => readonly TextEdit[];
  readonly to: string;
}

const at = (field: string) => parseField(field);

const cases: readonly Case[] = [
  {
    what: 'a scalar is replaced, its comment stays',
    from: pod,
    edit: (d) => setAt(d, at('kind'), 'Service'),
    to: pod.replace('kind: Pod', 'kind: Service'),
  },
  {
    what: 'a string that YAML would misread is quoted',
    from: pod,
    edit: (d) => setAt(d, at('metadata.name'), '8080'),
    to: pod.replace('name: web\nspec', 'name: "8080"\nspec'),
  },
  {
    what: 'a key is added behind the last',
    from: pod,
    edit: (d) => setAt(d, at('metadata.namespace'), 'shop'),
    to: pod.replace('  name: web\nspec', '  name: web\n  namespace: shop\nspec'),
  },
  {
    what: 'missing mappings are written on the way',
    from: pod,
    edit: (d) => setAt(d, at('spec.containers[0].resources.limits.memory'), '1Gi'),
    to: pod.replace('image: nginx\n', 'image: nginx\n      resources:\n        limits:\n          memory: 1Gi\n'),
  },
  {
    what: 'an item is appended in block style',
    from: pod,
    edit: (d) => appendAt(d, at('spec.containers'), { name: 'c', command: ['x', 'y'] }),
    to: `${pod}    - name: c\n      command:\n        - x\n        - "y"\n`,
  },
  {
    what: 'an item is appended in brackets',
    from: pod,
    edit: (d) => appendAt(d, at('spec.containers[1].args'), 'c'),
    to: pod.replace('[a, b]', '[a, b, c]'),
  },
  {
    what: 'a list that is missing is written',
    from: pod,
    edit: (d) => appendAt(d, at('spec.imagePullSecrets'), { name: 'r' }),
    to: `${pod}  imagePullSecrets:\n    - name: r\n`,
  },
  {
    what: 'lists without indentation stay without',
    from: 'spec:\n  a:\n  - x\n',
    edit: (d) => setAt(d, at('spec.b'), ['y1', 'y2']),
    to: 'spec:\n  a:\n  - x\n  b:\n  - y1\n  - y2\n',
  },
  {
    what: 'a pair is removed with its lines',
    from: pod,
    edit: (d) => removeAt(d, at('spec.containers[0].image')),
    to: pod.replace('      image: nginx\n', ''),
  },
  {
    what: 'the first pair of an item gives its place to the next',
    from: pod,
    edit: (d) => removeAt(d, at('spec.containers[1].name')),
    to: pod.replace('- name: sidecar\n      args', '- args'),
  },
  {
    what: 'an item in brackets is removed with its comma',
    from: pod,
    edit: (d) => removeAt(d, at('spec.containers[1].args[1]')),
    to: pod.replace('[a, b]', '[a]'),
  },
  {
    what: 'what is empty then goes too',
    from: 'a: 1\nb:\n  c:\n    d: 1\n',
    edit: (d) => removeAt(d, at('b.c.d')),
    to: 'a: 1\n',
  },
  {
    what: 'a null becomes a mapping',
    from: 'metadata:\nspec:\n  a: 1\n',
    edit: (d) => setAt(d, at('metadata.name'), 'x'),
    to: 'metadata:\n  name: x\nspec:\n  a: 1\n',
  },
  {
    what: 'an empty mapping in braces is filled',
    from: 'securityContext: {}\nb: 1\n',
    edit: (d) => setAt(d, at('securityContext.runAsNonRoot'), true),
    to: 'securityContext: {runAsNonRoot: true}\nb: 1\n',
  },
  {
    what: 'no line break at the end of the text',
    from: 'a: 1',
    edit: (d) => setAt(d, at('b'), 2),
    to: 'a: 1\nb: 2',
  },
  {
    what: 'a key is renamed',
    from: 'lables: {}\n',
    edit: (d) => renameKeyAt(d, at('lables'), 'labels'),
    to: 'labels: {}\n',
  },
  {
    what: 'a scalar is quoted as it is written',
    from: 'a: 0644\n',
    edit: (d) => quoteAt(d, at('a')),
    to: 'a: "0644"\n',
  },
  {
    what: 'a block is replaced by a scalar',
    from: 'a:\n  b: 1\n  c: 2\nd: 3\n',
    edit: (d) => setAt(d, at('a'), 'x'),
    to: 'a: x\nd: 3\n',
  },
];

for (const { what, from, edit, to } of cases) {
  test(`edits: ${what}`, () => assert.equal(after(from, edit), to));
}

test('edits keep CRLF', () => {
  const text = 'a:\r\n  b: 1\r\n';
  assert.equal(
    after(text, (d) => setAt(d, at('a.c.d'), 1)),
    'a:\r\n  b: 1\r\n  c:\r\n    d: 1\r\n',
  );
});

test('a field and its path are each other', () => {
  for (const field of ['spec.containers[0].name', 'metadata.annotations[a.b/c]', 'data[x.y][0]', '']) {
    assert.equal(formatField(parseField(field)), field);
  }
});

const key = fc.constantFrom('a', 'b', 'c', 'x.y/z', 'true');
const leaf = fc.oneof(
  fc.constantFrom('s', '8080', 'yes', 'a: b', '- x', '#', ''),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: PlainValue; object: PlainValue; list: PlainValue }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('object'), tie('list')),
  object: fc.dictionary(key, tie('value'), {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  }) as fc.Arbitrary<PlainValue>,
  list: fc.array(tie('value'), { minLength: 1, maxLength: 3 }) as fc.Arbitrary<PlainValue>,
}));

test('what is set is what is read, and nothing else changes', () => {
  fc.assert(
    fc.property(
      value,
      value,
      fc.array(key, { minLength: 1, maxLength: 2 }),
      fc.boolean(),
      (start, set, path, indentless) => {
        const style = indentless ? 'q:\n- 1\n' : 'q:\n  - 1\n';
        const base = after(style, (d) => setAt(d, ['a'], start));
        assert.deepEqual(toPlain(parseDocument(base).root).value, { q: [1], a: start }, base);
        const edited = after(base, (d) => setAt(d, ['n', ...path], set));
        const nested = path.reduceRight<PlainValue>((inner, name) => ({ [name]: inner }), set);
        assert.deepEqual(toPlain(parseDocument(edited).root).value, { q: [1], a: start, n: nested }, edited);
        const replaced = after(edited, (d) => setAt(d, ['a'], set));
        assert.deepEqual(toPlain(parseDocument(replaced).root).value, { q: [1], a: set, n: nested }, replaced);
      },
    ),
    { numRuns: 1500, seed: 5 },
  );
});
