// Regular expressions in Go's syntax (RE2), as this platform's: what both know is carried over, what RE2 lacks (looking
// around, back references) is refused as Go refuses it. Mirrors Go's regexp/syntax as far as people use it.

const known = new Map<string, RegExp | undefined>();

/** The pattern, matching by code points; undefined if Go cannot compile it. It keeps no place between questions. */
export function goPattern(text: string): RegExp | undefined {
  if (!known.has(text)) known.set(text, translate(text));
  return known.get(text);
}

/** All matches as Go finds them: an empty one never right behind another. */
export function allMatches(pattern: RegExp, text: string): string[] {
  let end = -1;
  return [...text.matchAll(new RegExp(pattern, 'gu'))].flatMap((match) => {
    const isLeft = match[0] === '' && match.index === end;
    end = match.index + match[0].length;
    return isLeft ? [] : [match[0]];
  });
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const SPACE = '\\t\\n\\f\\r ';
const NO_SPACE = '\\x00-\\x08\\v\\x0E-\\x1F\\x21-\\u{10FFFF}';
const SAME_ESCAPES = /^[dDwWbBfnrtv^$\\.*+?()[\]{}|/]$/;

interface Flags {
  readonly i: boolean;
  readonly s: boolean;
  readonly m: boolean;
}

interface Translation {
  out: string;
  inClass: boolean;
  failed: boolean;
  flags: Flags;
  /** The flags outside of each group that is open. */
  readonly outer: Flags[];
}

const MOST_REPEATS = 1000;

function translate(text: string): RegExp | undefined {
  const state: Translation = {
    out: '',
    inClass: false,
    failed: false,
    flags: { i: false, s: false, m: false },
    outer: [],
  };
  for (let at = 0; at < text.length && !state.failed; ) at += step(state, text.slice(at));
  if (state.failed || state.inClass) return undefined;
  try {
    return new RegExp(state.out, 'u');
  } catch {
    return undefined;
  }
}

/** Carries one piece over; gives its length. */
function step(state: Translation, rest: string): number {
  if (rest.startsWith('\\')) return escapeSequence(state, rest);
  if (state.inClass) return classPart(state, rest);
  if (rest.startsWith('[')) return openClass(state, rest);
  if (rest.startsWith('(')) return group(state, rest);
  if (rest.startsWith(')')) state.flags = state.outer.pop() ?? state.flags;
  const repeat = /^\{(\d+)(?:,(\d*))?\}/.exec(rest);
  if (repeat) {
    state.failed = Number(repeat[1]) > MOST_REPEATS || Number(repeat[2] ?? 0) > MOST_REPEATS;
    state.out += repeat[0];
    return repeat[0].length;
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  state.out += /^[{}\]]$/.test(character) ? `\\${character}` : plain(character, state.flags);
  return character.length;
}

/** A character outside of classes, under the flags at its place. */
function plain(character: string, { i, s, m }: Flags): string {
  if (character === '.') return s ? '[\\s\\S]' : '[^\\n]';
  if (m && character === '^') return '(?<![^\\n])';
  if (m && character === '$') return '(?![^\\n])';
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  return i && lower !== upper ? `[${lower}${upper}]` : character;
}

function openClass(state: Translation, rest: string): number {
  const [open] = /^\[\^?\]?/.exec(rest) ?? ['['];
  state.out += open.endsWith(']') ? `${open.slice(0, -1)}\\]` : open;
  state.inClass = true;
  return open.length;
}

function classPart(state: Translation, rest: string): number {
  const posix = /^\[:(\^?)([a-z]+):\]/.exec(rest);
  if (posix) {
    const inner = POSIX[posix[2] ?? ''];
    if (inner === undefined) state.failed = true;
    else state.out += posix[1] === '^' ? complement(inner) : inner;
    return posix[0].length;
  }
  const range = state.flags.i ? /^([a-z]-[a-z]|[A-Z]-[A-Z]|[a-zA-Z](?!-))/.exec(rest)?.[0] : undefined;
  if (range !== undefined) {
    state.out += `${range.toLowerCase()}${range.toUpperCase()}`;
    return range.length;
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (character === ']') state.inClass = false;
  state.out += /^[[({})|/]$/.test(character) ? `\\${character}` : character;
  return character.length;
}

/** Everything but the ASCII characters of a class. */
function complement(inner: string): string {
  const within = new RegExp(`[${inner}]`, 'u');
  const codes = Array.from({ length: 0x80 }, (_, code) => code);
  const others = codes.filter((code) => !within.test(String.fromCodePoint(code)));
  return `${others.map((code) => `\\x${code.toString(16).padStart(2, '0')}`).join('')}\\x80-\\u{10FFFF}`;
}

function group(state: Translation, rest: string): number {
  const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest);
  const flagged = /^\(\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
  if (!named && !flagged && rest.startsWith('(?')) state.failed = true;
  if (flagged?.[3] !== ')') state.outer.push(state.flags);
  state.out += named ? `(?<${named[1]}>` : flagged ? (flagged[3] === ':' ? '(?:' : '') : '(';
  if (flagged) state.flags = changed(state.flags, flagged[1] ?? '', flagged[2] ?? '');
  return (named ?? flagged)?.[0].length ?? 1;
}

const changed = (flags: Flags, on: string, off: string): Flags => ({
  i: (flags.i || on.includes('i')) && !off.includes('i'),
  s: (flags.s || on.includes('s')) && !off.includes('s'),
  m: (flags.m || on.includes('m')) && !off.includes('m'),
});

function escapeSequence(state: Translation, rest: string): number {
  const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest);
  if (quoted) {
    state.out += (quoted[1] ?? '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return quoted[0].length;
  }
  const [code, digits] = /^\\x\{([0-9A-Fa-f]+)\}/.exec(rest) ?? [];
  if (code !== undefined) {
    state.out += `\\u{${digits}}`;
    return code.length;
  }
  const [octal] = /^\\(?:[1-7][0-7]{1,2}|0[0-7]{0,2})/.exec(rest) ?? [];
  if (octal !== undefined) {
    state.out += `\\x${Number.parseInt(octal.slice(1), 8).toString(16).padStart(2, '0')}`;
    return octal.length;
  }
  if (/^\\[pP]/.test(rest)) return property(state, rest);
  state.out += escaped(rest[1] ?? '', state);
  return 2;
}

/** `\pL`, `\p{Lu}`, `\p{^Greek}`: categories have one or two letters, scripts more. */
function property(state: Translation, rest: string): number {
  const [all = '', letter = '', single, not = '', name = single ?? ''] =
    /^\\([pP])(?:([A-Z])|\{(\^?)([A-Za-z_]+)\})/.exec(rest) ?? [];
  if (all === '') state.failed = true;
  const isNegative = (letter === 'P') !== (not === '^');
  state.out += `\\${isNegative ? 'P' : 'p'}{${name.length > 2 ? `Script=${name}` : name}}`;
  return Math.max(all.length, 2);
}

function escaped(letter: string, state: Translation): string {
  if (letter === 's') return state.inClass ? SPACE : `[${SPACE}]`;
  if (letter === 'S') return state.inClass ? NO_SPACE : `[${NO_SPACE}]`;
  if (letter === 'A') return '^';
  if (letter === 'z') return '$';
  if (letter === 'a') return '\\x07';
  if (SAME_ESCAPES.test(letter)) return `\\${letter}`;
  if (letter === 'x') return '\\x';
  if (letter === '-') return state.inClass ? '\\-' : '-';
  if (letter === '' || /[0-9A-Za-z]/.test(letter)) state.failed = true;
  return letter;
}
