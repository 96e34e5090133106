// The reader against Kubernetes' own (answers of sigs.k8s.io/yaml v1.6 recorded in kubernetes-reads.json), against the
// `yaml` package, and against bad input.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { composeDocument } from '../../../server/src/core/yaml/compose.ts';
import type { Node, YamlDocument } from '../../../server/src/core/yaml/nodes.ts';
import { parseDocument } from '../../../server/src/core/yaml/parse.ts';
import { toPlain } from '../../../server/src/core/yaml/plain.ts';

interface Recorded {
  readonly text: string;
  readonly json?: unknown;
  readonly refused?: string;
}

const recorded: readonly Recorded[] = JSON.parse(fs.readFileSync('test/fixtures/yaml/kubernetes-reads.json', 'utf8'));

/** Key order does not count, and numbers are compared as JSON has them. */
function canonical(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}

function faults(document: YamlDocument): string[] {
  const problems = [...document.problems, ...toPlain(document.root).problems];
  // Go's reader without strict mode takes the last of duplicate keys.
  return problems.filter((p) => p.severity === 'error' && p.code !== 'duplicate-key').map((p) => p.code);
}

test(`the reader agrees with Kubernetes' on ${recorded.length} documents, good and bad`, () => {
  for (const { text, json, refused } of recorded) {
    const document = parseDocument(text);
    if (refused !== undefined) assert.notDeepEqual(faults(document), [], `${refused}: ${text}`);
    else {
      assert.deepEqual(faults(document), [], text);
      assert.deepEqual(canonical(toPlain(document.root).value), canonical(json), text);
    }
  }
});

const scalar = fc.constantFrom(
  'a',
  'yes',
  '0644',
  '"x: y"',
  "'it''s'",
  'http://h:80/p',
  '~',
  '1.5',
  '""',
  '&k v',
  '!!str 1',
  'a b',
);
const name = fc.constantFrom('apiVersion', 'kind', 'name', '"q k"', '8080', 'a.b/c', 'n');
const comment = fc.constantFrom('', ' # note', '   ');

interface Writer {
  /** May stand behind its key on the same line. */
  readonly inline: boolean;
  readonly block: readonly string[];
}

const { node } = fc.letrec<{ node: Writer; mapping: Writer; sequence: Writer; leaf: Writer }>((tie) => ({
  leaf: fc.oneof(
    scalar.map((text) => ({ inline: true, block: [text] })),
    fc
      .constantFrom(['|', '  one', '', '   two'], ['>-', '  one', '  two'], ['{a: [b, {c: d}], "e":f}'], ['[]'])
      .map((block) => ({ inline: true, block })),
  ),
  mapping: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }).chain((keys) =>
    fc.tuple(...keys.map(() => fc.tuple(tie('node'), comment))).map((values) => ({
      inline: false,
      block: values.flatMap(([value, note], i) => under(`${keys[i]}:`, value, note)),
    })),
  ),
  sequence: fc.array(fc.tuple(tie('node'), comment), { minLength: 1, maxLength: 3 }).map((items) => ({
    inline: false,
    block: items.flatMap(([value, note]) => under('-', value, note)),
  })),
  node: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('mapping'), tie('sequence')),
}));

function under(head: string, { inline, block }: Writer, note: string): string[] {
  const [first = '', ...rest] = block;
  if (inline) return [`${head} ${first}${note}`, ...rest];
  return [head + note, ...block.map((line) => (line === '' ? line : `  ${line}`))];
}

/** Without spans: what both readers must agree on. */
function shape(value: Node | undefined): unknown {
  if (!value) return null;
  // Whether a span takes in the anchor and tag before the node is each reader's own affair.
  const at = [
    value.anchor || value.tag ? 0 : value.start,
    value.type === 'scalar' && value.source !== '' ? value.style : value.type,
  ];
  if (value.type === 'mapping') return value.pairs.map((pair) => [pair.key.source, pair.key.start, shape(pair.value)]);
  if (value.type === 'sequence') return value.items.map((item) => shape(item.value));
  return value.type === 'scalar' ? [...at, value.source, String(value.value), value.anchor ?? ''] : [...at, value.name];
}

test('the reader agrees with the `yaml` package on generated documents', () => {
  fc.assert(
    fc.property(node, ({ block }) => {
      const text = `${block.join('\n')}\n`;
      const ours = parseDocument(text);
      assert.deepEqual(
        ours.problems.filter((p) => p.code !== 'duplicate-key'),
        [],
        text,
      );
      assert.deepEqual(shape(ours.root), shape(composeDocument(text).root), text);
    }),
    { numRuns: 1500, seed: 7 },
  );
});

test('bad input is read in no time, and spans stay inside the text', () => {
  const texts = recorded.filter((r) => r.json !== undefined).map((r) => r.text);
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.nat(),
      fc.string({ maxLength: 4 }),
      (text, at, length, inserted) => {
        const from = at % (text.length + 1);
        const broken = text.slice(0, from) + inserted + text.slice(from + (length % 40));
        const document = parseDocument(broken);
        toPlain(document.root);
        for (const { span } of document.problems) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= broken.length, broken);
        }
      },
    ),
    { numRuns: 3000, seed: 3 },
  );
});

test('hostile input neither hangs nor overflows the stack', () => {
  const hostile = [
    '['.repeat(50_000),
    '{a: '.repeat(20_000),
    '- '.repeat(50_000),
    `${'a:\n '.repeat(3000)}`,
    '"'.repeat(100_001),
  ];
  for (const text of hostile) parseDocument(text);
  const lines = ['a: &a0 [x, x, x]'];
  for (let i = 1; i < 30; i++)
    lines.push(
      `b${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  const bomb = toPlain(parseDocument(lines.join('\n')).root);
  assert.deepEqual(
    bomb.problems.map((p) => p.code),
    ['excessive-aliases'],
  );
  const circle = parseDocument('a: &a\n  b: *a\n');
  assert.deepEqual(
    circle.problems.map((p) => p.code),
    ['circular-alias'],
  );
  toPlain(circle.root);
});
