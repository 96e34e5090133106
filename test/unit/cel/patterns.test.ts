// Patterns as Go's regexp reads them (recorded): null where it cannot, else what FindAllString finds in the texts below, as
// Go prints it; texts in which nothing is found are left out.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { allMatches, goPattern } from '../../../server/src/core/cel/patterns.ts';

const texts: readonly string[] = [
  'abc',
  'ABC',
  'a.b',
  'a-b_c',
  '12%',
  '1h30m',
  'https://a/b',
  '',
  'é日本',
  'aaa',
  'a b\tc',
  'x\nb\ny',
  'foo bar',
  '[a]',
  '10.0.0.1',
  '100Mi',
  '{a}',
  'Éé',
  'αβγ',
  'a{,2}',
  '\u0001',
  'a"b/c:d@e',
  ']a',
  '2024-01',
  '_',
  'B',
  'aBcd',
  'abCD',
  'TRUE',
  'a\nb\n',
];

interface Recorded {
  readonly pattern: string;
  readonly found: Readonly<Record<string, string>> | null;
}

const recorded = fs
  .readFileSync('test/fixtures/cel/patterns.jsonl', 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line): Recorded => JSON.parse(line));

for (const { pattern, found } of recorded) {
  test(JSON.stringify(pattern), () => {
    const compiled = goPattern(pattern);
    if (!compiled || !found) return assert.equal(compiled, found ?? undefined);
    const ours = texts.map((text): [string, string[]] => [text, allMatches(compiled, text)]);
    const printed = ours.filter(([, all]) => all.length > 0).map(([text, all]) => [text, `[${all.join(' ')}]`]);
    assert.deepEqual(Object.fromEntries(printed.filter(([, all]) => all !== '[]')), found);
  });
}
