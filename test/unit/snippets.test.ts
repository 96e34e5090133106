// Every snippet file reads, has both languages, and its placeholders are well-formed and linked consistently.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { expandWithDefaults, parseSnippet } from '../../server/src/core/features/snippets.ts';

const files = fs.readdirSync('snippets').filter((file) => file.endsWith('.yaml'));
const snippets = files.map((file) =>
  parseSnippet(path.basename(file, '.yaml'), fs.readFileSync(`snippets/${file}`, 'utf8')),
);

const jetBrains = ['kcm', 'kdep', 'kpod', 'kres', 'kser'];
const ours =
  'ksts kds krs krc kjob kcron king kpv kpvc ksc ksec kns ksa krole krb kcr kcrb khpa kpdb knp kquota klim kcrd kep kpc';

test('every prefix that was promised is there', () => {
  const prefixes = new Set(snippets.filter((s) => s.place.at === 'document').map((s) => s.prefix));
  for (const prefix of [...jetBrains, ...ours.split(' ')]) assert.ok(prefixes.has(prefix), `no snippet ${prefix}`);
});

for (const snippet of snippets) {
  test(`${snippet.id} expands to YAML with its defaults`, () => {
    const expanded = expandWithDefaults(snippet.body);
    assert.doesNotMatch(expanded, /\$\{|\|\}/, 'a placeholder is left');
    for (const document of parseAllDocuments(expanded))
      assert.deepEqual('errors' in document ? document.errors : [], []);
    assert.notEqual(snippet.summary.en, '');
    assert.match(snippet.summary.zh, /\p{Script=Han}|Pod|Ingress/u);
  });

  test(`${snippet.id} gives one default to each linked placeholder`, () => {
    const defaults = new Map<string, string>();
    for (const [, number = '', value = ''] of snippet.body.matchAll(/\$\{(\d+):([^}]*)\}/g)) {
      assert.equal(defaults.get(number) ?? value, value, `placeholder ${number} has two defaults`);
      defaults.set(number, value);
    }
  });
}

test('a bad header is refused with the remedy', () => {
  assert.throws(() => parseSnippet('x', 'kind: Pod'), /add one at the top/);
  assert.throws(() => parseSnippet('x', '#- prefix: a\n#- en: a\n#- zh: a\n#- at: nowhere\n'), /is no place/);
  assert.equal(parse('a: 1').a, 1);
});
