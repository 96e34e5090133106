// Objects as YAML the way kubectl prints them: keys in order, lists not indented, long lines folded at blanks.
// Source: sigs.k8s.io/yaml with goyaml.v2 encode.go, resolve.go, emitterc.go (of v1.36). Strings, numbers, booleans, null only.

import { goFloat } from './goText.ts';

/** What JSON can say. */
export type GoYamlValue = string | number | bigint | boolean | null | readonly GoYamlValue[] | GoYamlObject;
export interface GoYamlObject {
  readonly [key: string]: GoYamlValue | undefined;
}

/** Ends with a line break. */
export function goYaml(value: GoYamlValue): string {
  const lines = isStructure(value) && !isEmpty(value) ? block(value, 0) : [leaf(value, 0, 0)];
  return `${lines.join('\n')}\n`;
}

const isJsonObject = (value: GoYamlValue): value is GoYamlObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: GoYamlValue): value is readonly GoYamlValue[] => Array.isArray(value);

function sortedKeys(object: GoYamlObject): readonly string[] {
  return Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort(byKey);
}

/** goyaml.v2 sorter.go: marks before letters, digits as the numbers they make. */
function byKey(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let at = 0; at < x.length && at < y.length; at++) {
    const [l = '', r = ''] = [x[at], y[at]];
    if (l === r) continue;
    const [isLetterL, isLetterR] = [isLetter(l), isLetter(r)];
    if (isLetterL && isLetterR) return l < r ? -1 : 1;
    if (isLetterL || isLetterR) return isLetterR ? -1 : 1;
    return byNumbers(x, y, at);
  }
  return x.length - y.length;
}

const isLetter = (character: string): boolean => /\p{L}/u.test(character);
const isDigit = (character: string): boolean => /\p{Nd}/u.test(character);

function byNumbers(x: readonly string[], y: readonly string[], from: number): number {
  let [valueX, valueY] = [0, 0];
  if (x[from] === '0' || y[from] === '0') {
    for (let back = from - 1; back >= 0 && isDigit(x[back] ?? ''); back--)
      if (x[back] !== '0') [valueX, valueY] = [1, 1];
  }
  let [endX, endY] = [from, from];
  while (endX < x.length && isDigit(x[endX] ?? '')) valueX = valueX * 10 + Number(x[endX++]);
  while (endY < y.length && isDigit(y[endY] ?? '')) valueY = valueY * 10 + Number(y[endY++]);
  if (valueX !== valueY) return valueX - valueY;
  if (endX !== endY) return endX - endY;
  return (x[from] ?? '') < (y[from] ?? '') ? -1 : 1;
}

const bestWidth = 80;

function block(value: GoYamlValue, indent: number): string[] {
  const margin = ' '.repeat(indent);
  if (isList(value)) return value.flatMap((item) => itemLines(item, indent, margin));
  if (!isJsonObject(value)) return [];
  return sortedKeys(value).flatMap((key) => {
    const name = scalar(key, indent, 0, true);
    const inner = value[key] ?? null;
    const head = `${margin}${name}:`;
    if (isEmpty(inner) || !isStructure(inner)) return `${head} ${leaf(inner, indent, head.length + 1)}`.split('\n');
    return [head, ...block(inner, Array.isArray(inner) ? indent : indent + 2)];
  });
}

function itemLines(item: GoYamlValue, indent: number, margin: string): string[] {
  if (isEmpty(item) || !isStructure(item)) return `${margin}- ${leaf(item, indent, indent + 2)}`.split('\n');
  const [first = '', ...rest] = block(item, indent + 2);
  return [`${margin}- ${first.slice(indent + 2)}`, ...rest];
}

const isStructure = (value: GoYamlValue): boolean => Array.isArray(value) || isJsonObject(value);
const isEmpty = (value: GoYamlValue): boolean =>
  Array.isArray(value) ? value.length === 0 : isJsonObject(value) && sortedKeys(value).length === 0;

function leaf(value: GoYamlValue, indent: number, column: number): string {
  if (Array.isArray(value)) return '[]';
  if (isJsonObject(value)) return '{}';
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : goFloat(value);
  return typeof value === 'string' ? scalar(value, indent, column, false) : String(value);
}

function scalar(value: string, indent: number, column: number, isKey: boolean): string {
  const special = hasSpecial(value);
  if (value.includes('\n') && !isKey && !special && !/ \n| $/.test(value)) return literal(value, indent + 2);
  if (value.includes('\n') || special || !isPlainString(value)) return doubleQuoted(value, isKey ? 0 : column, indent);
  const plain = allowsPlain(value);
  const words = plain ? value : `'${value.replaceAll("'", "''")}`;
  const folded = isKey ? words : foldedAtBlanks(words, column, indent + 2, plain ? 0 : 1);
  return plain ? folded : `${folded}'`;
}

/** Only double quotes can carry these. */
const hasSpecial = (value: string): boolean =>
  /[^\n\x20-\x7e\u{85}\u{a0}-\u{d7ff}\u{e000}-\u{fefe}\u{ff00}-\u{fffd}]/u.test(value);

/** `|` with its chomping: `-` without a break at the end, `+` with several. */
function literal(value: string, indent: number): string {
  const chomping = value.endsWith('\n') ? (value.endsWith('\n\n') || value === '\n' ? '+' : '') : '-';
  const hint = /^[ \n]/.test(value) ? '2' : '';
  const body = value.endsWith('\n') ? value.slice(0, -1) : value;
  const lines = body.split('\n').map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return [`|${hint}${chomping}`, ...lines].join('\n');
}

const otherTypes: readonly RegExp[] = [
  /^(~|null|Null|NULL|)$/,
  /^(y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/,
  /^[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?$/,
  /^[-+]?0(x[0-9a-fA-F_]+|b[01_]+|o?[0-7_]+)$/,
  /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/,
  /^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/,
  /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\d{1,2}:\d{1,2}:\d{1,2}(\.\d*)?(Z|[-+]\d{2}:\d{2})?)?$/,
];

/** Read back without quotes it is still a string. */
const isPlainString = (value: string): boolean => !otherTypes.some((type) => type.test(value));

/** `yaml_emitter_analyze_scalar`: nothing in it is an indicator in its place. */
function allowsPlain(value: string): boolean {
  if (/^(---|\.\.\.)/.test(value) || /^\s|\s$/.test(value)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(value) || /^[-?:](\s|$)/.test(value)) return false;
  return !/:(\s|$)/.test(value) && !/\s#/.test(value);
}

/** Breaks at a blank between two words once the line is longer than the best width. `from`: where the text itself begins. */
function foldedAtBlanks(words: string, column: number, indent: number, from: number, isDouble = false): string {
  let out = '';
  let at = column;
  for (let index = 0; index < words.length; index++) {
    const character = words[index] ?? '';
    const isBefore = words[index + 1] === ' ';
    const mayBreak = character === ' ' && words[index - 1] !== ' ' && (isDouble || !isBefore);
    if (mayBreak && at > bestWidth && index > from && index < words.length - 1) {
      // Between double quotes a blank that begins a line needs a mark.
      out += `\n${' '.repeat(indent)}${isBefore ? '\\' : ''}`;
      at = indent + (isBefore ? 1 : 0);
    } else {
      out += character;
      at++;
    }
  }
  return out;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\v': '\\v',
  '\f': '\\f',
  '\x1b': '\\e',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

function doubleQuoted(value: string, column: number, indent: number): string {
  const escaped = [...value].map((character) => {
    if (escapes[character] !== undefined) return escapes[character];
    const code = character.codePointAt(0) ?? 0;
    if (!hasSpecial(character)) return character;
    return code < 0x100 ? `\\x${hex(code, 2)}` : code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return column === 0
    ? `"${escaped.join('')}"`
    : `${foldedAtBlanks(`"${escaped.join('')}`, column, indent + 2, 1, true)}"`;
}

const hex = (code: number, digits: number): string => code.toString(16).toUpperCase().padStart(digits, '0');
