// Nothing that a person reads is missing in Chinese: pairs in the sources, the extension's own strings, the panel's words.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const han = /\p{Script=Han}/u;
const readJson = (name: string) => JSON.parse(fs.readFileSync(name, 'utf8'));
const english: Readonly<Record<string, string>> = readJson('package.nls.json');
const chinese: Readonly<Record<string, string>> = readJson('package.nls.zh-cn.json');
const manifest = readJson('package.json');

const sources = ['client', 'server/src'].flatMap((folder) =>
  fs
    .readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => /\.tsx?$/.test(name)),
);

interface Pair {
  readonly place: string;
  readonly args: readonly string[];
}

/** Each call `text(a, b)` of the sources, its arguments as they are written. */
function pairs(): readonly Pair[] {
  return sources.flatMap((file) => {
    const code = fs.readFileSync(file, 'utf8');
    if (!/import \{[^}]*\btext\b[^}]*\} from '[./\w]*\/text\.ts'/.test(code)) return [];
    return [...code.matchAll(/(?<![\w.])text\(/g)].map(({ index }) => ({
      place: `${file}:${code.slice(0, index).split('\n').length}`,
      args: argumentsAt(code, index + 'text('.length),
    }));
  });
}

/** From behind the opening bracket to its end, cut at the commas between; strings and nested brackets are skipped. */
function argumentsAt(code: string, from: number): readonly string[] {
  const args: string[] = [];
  let start = from;
  let at = from;
  for (let depth = 0; at < code.length; at++) {
    const char = code[at] ?? '';
    if (/['"`]/.test(char)) at = endOfString(code, at);
    else if (/[([{]/.test(char)) depth++;
    else if (/[)\]}]/.test(char) && depth-- === 0) break;
    else if (char === ',' && depth === 0) {
      args.push(code.slice(start, at).trim());
      start = at + 1;
    }
  }
  return [...args, code.slice(start, at).trim()].filter(Boolean);
}

function endOfString(code: string, start: number): number {
  const quote = code[start];
  for (let at = start + 1; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === quote) return at;
    else if (quote === '`' && code.startsWith('${', at)) at = endOfHole(code, at + 2);
  }
  return code.length;
}

function endOfHole(code: string, start: number): number {
  for (let at = start, depth = 0; at < code.length; at++) {
    const char = code[at] ?? '';
    if (/['"`]/.test(char)) at = endOfString(code, at);
    else if (char === '{') depth++;
    else if (char === '}' && depth-- === 0) return at;
  }
  return code.length;
}

const isLiteral = (arg: string): boolean => /^['"`][\s\S]*['"`]$/.test(arg);
const wordsOf = (literal: string): string => literal.slice(1, -1).replace(/\$\{[^}]*\}/g, '');

test('each text of the sources has its Chinese beside it', () => {
  const all = pairs();
  assert.ok(all.length > 500, `only ${all.length} texts found`);
  const wrong = all.flatMap(({ place, args }) => {
    if (args.some((arg) => !isLiteral(arg))) return [];
    const [en = '', zh = ''] = args;
    if (args.length !== 2) return [`${place}: ${args.length} languages instead of two`];
    const needsHan = /[a-z]{3,}/.test(wordsOf(en)) && wordsOf(en) !== wordsOf(zh);
    return needsHan && !han.test(zh) && !/[：，；（]/.test(zh) ? [`${place}: no Chinese for ${en}: ${zh}`] : [];
  });
  assert.deepEqual(wrong, []);
});

test('what stands in an English text stands in the Chinese one too', () => {
  const lost = pairs().flatMap(({ place, args: [en = '', zh = ''] }) => {
    if (!isLiteral(en) || !isLiteral(zh)) return [];
    const holes = (literal: string) => new Set([...literal.matchAll(/\$\{([\w.]+)\}/g)].map(([, name]) => name));
    return holes(zh).size < holes(en).size ? [`${place}: the Chinese says less than ${en}`] : [];
  });
  assert.deepEqual(lost, []);
});

test('the extension says the same in both languages', () => {
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  assert.deepEqual(
    Object.entries(chinese).filter(([, words]) => !han.test(words)),
    [],
  );
});

/** Keys of a manifest under which people read words. */
const readKeys = new Set([
  'title',
  'description',
  'markdownDescription',
  'deprecationMessage',
  'label',
  'contents',
  'altText',
  'detail',
]);
/** Names, which are the same in every language. */
const names = new Set(['kpod', 'English', '简体中文']);

function* strings(
  value: unknown,
  key: string,
  at: string,
): Generator<readonly [at: string, key: string, words: string]> {
  if (typeof value === 'string') yield [at, key, value];
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* strings(item, key, `${at}[${index}]`);
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) yield* strings(item, name, `${at}.${name}`);
}

test('commands, settings, views and the walkthrough speak through package.nls', () => {
  const said = [...strings({ ...manifest.contributes, capabilities: manifest.capabilities }, '', 'contributes')];
  const plain = said.filter(
    ([, key, words]) =>
      (readKeys.has(key) || /[dD]escriptions$/.test(key)) && !/^%.+%$/.test(words) && !names.has(words),
  );
  assert.deepEqual(plain, []);
  const asked = new Set([...JSON.stringify(manifest).matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? ''));
  assert.deepEqual(
    [...asked].filter((key) => !(key in english)),
    [],
    'missing in package.nls.json',
  );
  assert.deepEqual(
    Object.keys(english).filter((key) => !asked.has(key)),
    [],
    'asked for by nobody',
  );
});

test('windows and panel have no words outside of texts', () => {
  const wrong = sources
    .filter((file) => file.startsWith('client'))
    .flatMap((file) => {
      const code = fs.readFileSync(file, 'utf8');
      const said = [
        ...code.matchAll(
          /\b(?:placeHolder|prompt|title|aria-label|placeholder|alt|tooltip)(?:: |=)["']([^"']*[a-z]{3,}[^"']*)["']/g,
        ),
        ...code.matchAll(/show(?:Information|Warning|Error)Message\(\s*["'`]([^"'`]*)/g),
        ...code.matchAll(/<\w+[^<>=]*>\s*([A-Z]?[a-z]{3,}[a-z ]*)\s*<\//g),
      ];
      return said.filter(([, words]) => !words?.includes('://')).map(([, words]) => `${file}: "${words}"`);
    });
  assert.deepEqual(wrong, []);
});
