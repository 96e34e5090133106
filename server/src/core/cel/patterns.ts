// Regular expressions in Go's syntax (RE2), as this platform's: what both know is carried over, what RE2 lacks (looking
// around, back references) is refused as Go refuses it. Mirrors Go's regexp/syntax as far as people use it.

const known = new Map<string, RegExp | undefined>();

/** The pattern, matching by code points, global; undefined if Go cannot compile it. */
export function goPattern(text: string): RegExp | undefined {
  if (!known.has(text)) known.set(text, translate(text));
  return known.get(text);
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

const SAME_ESCAPES = /^[dDwWbBfnrtvpPx^$\\.*+?()[\]{}|/]$/;

interface Translation {
  out: string;
  inClass: boolean;
  failed: boolean;
}

function translate(text: string): RegExp | undefined {
  const flags = /^\(\?([ims]+)\)/.exec(text);
  const state: Translation = { out: '', inClass: false, failed: false };
  for (let at = flags?.[0].length ?? 0; at < text.length; ) at += step(state, text, at);
  if (state.failed) return undefined;
  try {
    return new RegExp(state.out, `gu${flags?.[1] ?? ''}`);
  } catch {
    return undefined;
  }
}

/** Carries one piece over; gives its length. */
function step(state: Translation, text: string, at: number): number {
  const rest = text.slice(at);
  if (rest.startsWith('\\')) return escapeSequence(state, rest);
  if (state.inClass) return classPart(state, rest);
  if (rest.startsWith('[')) return openClass(state, rest);
  if (rest.startsWith('(?')) return group(state, rest);
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (character === '{' && !/^\{\d+(?:,\d*)?\}/.test(rest)) state.out += '\\{';
  else if (character === '}' && !/\{\d+(?:,\d*)?$/.test(state.out)) state.out += '\\}';
  else if (character === ']') state.out += '\\]';
  else state.out += character;
  return character.length;
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
    if (inner === undefined || posix[1] === '^') state.failed = true;
    state.out += inner ?? '';
    return posix[0].length;
  }
  const character = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (character === ']') state.inClass = false;
  state.out += /^[[({})|/]$/.test(character) ? `\\${character}` : character;
  return character.length;
}

function group(state: Translation, rest: string): number {
  const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(rest);
  if (named) state.out += `(?<${named[1]}>`;
  else if (rest.startsWith('(?:')) state.out += '(?:';
  else state.failed = true;
  return named ? named[0].length : 3;
}

function escapeSequence(state: Translation, rest: string): number {
  const quoted = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest);
  if (quoted) {
    state.out += (quoted[1] ?? '').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    return quoted[0].length;
  }
  const letter = rest[1] ?? '';
  const long = /^\\x\{([0-9A-Fa-f]+)\}/.exec(rest);
  if (long) {
    state.out += `\\u{${long[1]}}`;
    return long[0].length;
  }
  const script = /^\\([pP])\{(\^?)([A-Za-z_]{3,})\}/.exec(rest);
  if (script) {
    state.out += `\\${script[1]}{Script=${script[3]}}`;
    state.failed ||= script[2] !== '';
    return script[0].length;
  }
  const property = /^\\([pP])([A-Z])(?!\{)/.exec(rest);
  if (property) {
    state.out += `\\${property[1]}{${property[2]}}`;
    return property[0].length;
  }
  state.out += escaped(letter, state);
  return 2;
}

function escaped(letter: string, state: Translation): string {
  if (letter === 's') return state.inClass ? '\\t\\n\\f\\r ' : '[\\t\\n\\f\\r ]';
  if (letter === 'S' && !state.inClass) return '[^\\t\\n\\f\\r ]';
  if (letter === 'A') return '^';
  if (letter === 'z') return '$';
  if (letter === 'a') return '\\x07';
  if (SAME_ESCAPES.test(letter)) return `\\${letter}`;
  if (letter === '-') return state.inClass ? '\\-' : '-';
  if (letter === '' || /[0-9A-Za-z]/.test(letter)) state.failed = true;
  return letter;
}
