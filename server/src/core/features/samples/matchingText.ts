// A text that a pattern matches: the shortest that it leaves no choice about. Reads what RE2 and ECMAScript have in common;
// of anything else it gives a text that may not match, so whoever asks tries it.

/** One way to go at each alternative and each optional part. */
interface Reader {
  readonly pattern: string;
  at: number;
  /** Which alternative is taken where there are several; those that have fewer take their last. */
  readonly way: number;
}

/**
 * @param way 0 takes first alternatives, 1 second ones and so on
 * @returns undefined where the pattern cannot be read
 */
export function matchingText(pattern: string, way = 0): string | undefined {
  const reader: Reader = { pattern, at: 0, way };
  const text = alternatives(reader);
  return reader.at === pattern.length ? text : undefined;
}

function alternatives(reader: Reader): string {
  const texts = [sequence(reader)];
  while (reader.pattern[reader.at] === '|') {
    reader.at++;
    texts.push(sequence(reader));
  }
  return texts[Math.min(reader.way, texts.length - 1)] ?? '';
}

function sequence(reader: Reader): string {
  let text = '';
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) {
    const one = atom(reader);
    text += one.repeat(leastTimes(reader));
  }
  return text;
}

/** What stands behind an atom: how often it has to be there. */
function leastTimes(reader: Reader): number {
  const rest = reader.pattern.slice(reader.at);
  const [whole = '', least] = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(rest) ?? [];
  reader.at += whole.length;
  if (whole === '' || whole.startsWith('+')) return 1;
  return least === undefined ? 0 : Number(least);
}

function atom(reader: Reader): string {
  const sign = reader.pattern[reader.at++] ?? '';
  switch (sign) {
    case '^':
    case '$':
      return '';
    case '.':
      return 'a';
    case '(':
      return group(reader);
    case '[':
      return memberOf(charactersOf(reader));
    case '\\':
      return escaped(reader);
    default:
      return sign;
  }
}

/** Flags (`(?i)`), names (`(?P<x>`) and `(?:` say nothing about the text. */
function group(reader: Reader): string {
  const [head = ''] = /^\?(?:P?<\w+>|[imsU-]*:?)/.exec(reader.pattern.slice(reader.at)) ?? [];
  reader.at += head.length;
  const text = alternatives(reader);
  reader.at++;
  return text;
}

const ofClass: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', t: '\t', n: '\n' };

function escaped(reader: Reader): string {
  const sign = reader.pattern[reader.at++] ?? '';
  if ('AzbZB'.includes(sign)) return '';
  if (sign === 'p' || sign === 'P') {
    const end = reader.pattern.indexOf('}', reader.at);
    reader.at = end < 0 ? reader.at + 1 : end + 1;
    return 'a';
  }
  return ofClass[sign] ?? sign;
}

/** What stands between brackets, with them. */
function charactersOf(reader: Reader): string {
  const start = reader.at - 1;
  let inside = reader.at + (reader.pattern[reader.at] === '^' ? 1 : 0);
  if (reader.pattern[inside] === ']') inside++;
  while (inside < reader.pattern.length && reader.pattern[inside] !== ']') {
    const isNamed = reader.pattern.startsWith('[:', inside);
    inside = isNamed ? reader.pattern.indexOf(':]', inside) + 2 : inside + (reader.pattern[inside] === '\\' ? 2 : 1);
  }
  reader.at = inside + 1;
  return reader.pattern.slice(start, reader.at);
}

/** The first character that reads well of those that the brackets take. */
function memberOf(brackets: string): string {
  const plain = brackets
    .replace(/^\[(\^?)\]/, '[$1\\]')
    .replace(/\[:(\w+):\]/g, (_, name: string) => posix[name] ?? '');
  try {
    const expression = new RegExp(`^${plain}$`, 'u');
    return [...characters].find((one) => expression.test(one)) ?? 'a';
  } catch {
    return 'a';
  }
}

const characters = `abcdefghijklmnopqrstuvwxyz1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./:@ ,;+*=#%&!?~^$()[]{}<>|\\"'\``;

const posix: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  xdigit: '0-9a-fA-F',
  word: '\\w',
  space: '\\s',
};
