// The tokens of a CEL expression, and the characters that are none, in the words of cel-go's lexer (cel-go v0.26,
// parser/gen/CEL.g4). Knows no grammar.

/** A token's kind is the name under which syntax errors list it. */
export type TokenKind = string;

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** UTF-16 offsets into the expression. */
  readonly start: number;
  readonly end: number;
}

export const END = '<EOF>';

/** All kinds in the order in which syntax errors list them. */
export const TOKEN_ORDER: readonly TokenKind[] = [
  END,
  ..."'==' '!=' 'in' '<' '<=' '>=' '>' '&&' '||' '[' ']' '{' '}' '(' ')' '.' ',' '-' '!' '?' ':' '+' '*' '/' '%'".split(
    ' ',
  ),
  ..."'true' 'false' 'null' NUM_FLOAT NUM_INT NUM_UINT STRING BYTES IDENTIFIER ESC_IDENTIFIER".split(' '),
];

const WORDS: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null']);
const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?${'`'}]|[0-3][0-7][0-7]|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})`;
const QUOTED = [
  String.raw`"""(?:${ESCAPE}|[^\\])*?"""`,
  String.raw`'''(?:${ESCAPE}|[^\\])*?'''`,
  String.raw`"(?:${ESCAPE}|[^\\"\n\r])*"`,
  String.raw`'(?:${ESCAPE}|[^\\'\n\r])*'`,
  String.raw`[rR]"""[\s\S]*?"""`,
  String.raw`[rR]'''[\s\S]*?'''`,
  '[rR]"[^"\\n\\r]*"',
  String.raw`[rR]'[^'\n\r]*'`,
].join('|');

/** In an order in which the first that matches is the longest. */
const PATTERNS: readonly (readonly [TokenKind | '' | 'symbol' | 'word', RegExp])[] = [
  ['', /[\t \r\n\f]+|\/\/[^\n]*/y],
  ['STRING', new RegExp(QUOTED, 'yu')],
  ['BYTES', new RegExp(`[bB](?:${QUOTED})`, 'yu')],
  ['NUM_FLOAT', /\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?/y],
  ['NUM_UINT', /(?:0x[0-9a-fA-F]+|\d+)[uU]/y],
  ['NUM_INT', /0x[0-9a-fA-F]+|\d+/y],
  ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['ESC_IDENTIFIER', /`[A-Za-z0-9_.\-/ ]+`/y],
  ['symbol', /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y],
];

/** An escape as far as it was readable. */
const HALF_ESCAPE = '(?:[0-3][0-7]?|[xX][0-9a-fA-F]?|u[0-9a-fA-F]{0,3}|U[0-9a-fA-F]{0,7})?';

const UNFINISHED: readonly RegExp[] = [
  new RegExp(String.raw`"(?:${ESCAPE}|[^\\"\n\r])*(?:\\${HALF_ESCAPE})?`, 'yu'),
  new RegExp(String.raw`'(?:${ESCAPE}|[^\\'\n\r])*(?:\\${HALF_ESCAPE})?`, 'yu'),
  /`[A-Za-z0-9_.\-/ ]*/y,
  /[=&|]/y,
];

/** All of them at once; the group that matched is the pattern's place. */
const ANY = new RegExp(PATTERNS.map(([, { source }]) => `(${source})`).join('|'), 'yu');

export interface Unreadable {
  readonly start: number;
  readonly text: string;
}

/** Tokens, ending with the end itself, and what could not be read. */
export function tokenize(source: string): { tokens: Token[]; unreadable: Unreadable[] } {
  const tokens: Token[] = [];
  const unreadable: Unreadable[] = [];
  let at = 0;
  while (at < source.length) {
    const found = tokenAt(source, at);
    const end = found?.end ?? endOfUnreadable(source, at);
    if (!found) unreadable.push({ start: at, text: source.slice(at, end) });
    else if (found.kind !== '') tokens.push(found);
    at = end;
  }
  tokens.push({ kind: END, text: END, start: source.length, end: source.length });
  return { tokens, unreadable };
}

function tokenAt(source: string, at: number): Token | undefined {
  ANY.lastIndex = at;
  const found = ANY.exec(source);
  if (!found) return undefined;
  const [kind] = PATTERNS[found.findIndex((group, index) => index > 0 && group !== undefined) - 1] ?? [''];
  const [text] = found;
  return { kind: kindOf(kind, text), text, start: at, end: at + text.length };
}

function kindOf(kind: string, text: string): TokenKind {
  if (kind === 'symbol' || (kind === 'word' && WORDS.has(text))) return `'${text}'`;
  return kind === 'word' ? 'IDENTIFIER' : kind;
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

/** The lexer gives up at the character that fits no token, and takes it along. */
function endOfUnreadable(source: string, at: number): number {
  const begun = UNFINISHED.map((pattern) => matchAt(pattern, source, at)).find((text) => text !== undefined) ?? '';
  const offending = source.codePointAt(at + begun.length);
  return at + begun.length + (offending === undefined ? 0 : String.fromCodePoint(offending).length);
}
