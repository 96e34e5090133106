// A Go template's text to tokens (text/template/parse/lex.go, Go 1.26): stretches of text, and what stands in actions.
// What cannot be read becomes an `error` token, and reading goes on behind it.
import type { Span } from '../../finding.ts';

export type TokenType =
  | 'text'
  | 'comment'
  | 'open'
  | 'close'
  | 'space'
  | 'word'
  | 'field'
  | 'variable'
  | 'dot'
  | 'string'
  | 'raw'
  | 'char'
  | 'number'
  | 'mark'
  | 'error';

export interface Token extends Span {
  readonly type: TokenType;
  /** As written; of `text` without the blanks that trim markers take; of `error` what is wrong. */
  readonly text: string;
}

const blanks = ' \t\r\n';
const isBlank = (character: string | undefined): boolean => character !== undefined && blanks.includes(character);

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const end = open < 0 ? text.length : open;
    const trimsBefore = open >= 0 && text[open + 2] === '-' && isBlank(text[open + 3]);
    pushText(tokens, text, at, trimsBefore ? trimmedEnd(text, at, end) : end);
    if (open < 0) break;
    at = readAction(tokens, text, open, open + (trimsBefore ? 3 : 2));
  }
  return tokens;
}

function pushText(tokens: Token[], text: string, start: number, end: number): void {
  if (end > start) tokens.push({ type: 'text', text: text.slice(start, end), start, end });
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text[at - 1])) at--;
  return at;
}

function trimmedStart(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text[at])) at++;
  return at;
}

/** @returns where the text behind the action begins */
function readAction(tokens: Token[], text: string, open: number, inside: number): number {
  const first = inside - open === 3 ? trimmedStart(text, inside) : inside;
  if (text.startsWith('/*', first)) return readComment(tokens, text, open, first);
  tokens.push({ type: 'open', text: '{{', start: open, end: inside });
  let at = inside;
  while (at < text.length) {
    const closed = closeAt(text, at);
    if (closed) {
      tokens.push({ type: 'close', text: '}}', start: at, end: closed.end });
      return closed.next;
    }
    // An action that is not closed ends where the next begins: what is being typed must not swallow the file.
    if (text.startsWith('{{', at)) {
      tokens.push({ type: 'error', text: 'unclosed action', start: open, end: at });
      return at;
    }
    const token = readToken(text, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ type: 'error', text: 'unclosed action', start: open, end: text.length });
  return text.length;
}

function closeAt(text: string, at: number): { readonly end: number; readonly next: number } | undefined {
  if (text.startsWith('}}', at)) return { end: at + 2, next: at + 2 };
  if (!isBlank(text[at])) return undefined;
  const mark = trimmedStart(text, at);
  // The blank directly before the marker belongs to it.
  if (!text.startsWith('-}}', mark)) return undefined;
  return { end: mark + 3, next: trimmedStart(text, mark + 3) };
}

function readComment(tokens: Token[], text: string, open: number, start: number): number {
  const stop = text.indexOf('*/', start + 2);
  const closed = stop < 0 ? undefined : closeAt(text, stop + 2);
  if (!closed) {
    const message = stop < 0 ? 'unclosed comment' : 'comment ends before closing delimiter';
    const end = stop < 0 ? text.length : stop + 2;
    tokens.push({ type: 'error', text: message, start: open, end });
    return end;
  }
  tokens.push({ type: 'comment', text: text.slice(open, closed.end), start: open, end: closed.end });
  return closed.next;
}

const word = /[\p{L}\p{Nd}_]+/uy;
const number = /[+-]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9_]*\.?[0-9_]+(?:[eE][+-]?[0-9_]+)?\.?)i?/y;

function readToken(text: string, at: number): Token {
  const make = (type: TokenType, end: number, what = text.slice(at, end)): Token => ({
    type,
    text: what,
    start: at,
    end,
  });
  const character = text[at] ?? '';
  if (isBlank(character)) return make('space', blanksEnd(text, at));
  if (character === '"') return quoted(text, at, '"', make);
  if (character === "'") return quoted(text, at, "'", make);
  if (character === '`') {
    const end = text.indexOf('`', at + 1);
    return end < 0 ? make('error', lineEnd(text, at), 'unterminated raw quoted string') : make('raw', end + 1);
  }
  if (text.startsWith(':=', at)) return make('mark', at + 2);
  if ('=,|()'.includes(character)) return make('mark', at + 1);
  if (/[0-9]/.test(character) || (/[+-]/.test(character) && /[0-9.]/.test(text[at + 1] ?? ''))) {
    number.lastIndex = at;
    const match = number.exec(text);
    if (match && match[0] !== '') return make('number', at + match[0].length);
  }
  if (character === '.' || character === '$') return named(text, at, character, make);
  word.lastIndex = at;
  const match = word.exec(text);
  if (match) return make('word', at + match[0].length);
  const odd = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return make('error', at + odd.length, `unexpected ${JSON.stringify(odd)} in command`);
}

/** Blanks before a closing trim marker belong to it. */
function blanksEnd(text: string, at: number): number {
  let end = at + 1;
  while (isBlank(text[end]) && !closeAt(text, end)) end++;
  return end;
}

function lineEnd(text: string, at: number): number {
  const end = text.slice(at).search(/\n|\}\}/);
  return end < 0 ? text.length : at + Math.max(1, end);
}

type Make = (type: TokenType, end: number, what?: string) => Token;

function quoted(text: string, at: number, quote: string, make: Make): Token {
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === quote) return make(quote === '"' ? 'string' : 'char', end + 1);
  }
  const message = quote === '"' ? 'unterminated quoted string' : 'unterminated character constant';
  return make('error', lineEnd(text, at), message);
}

/** `.`, `.5`, `.name`, `$`, `$name`. */
function named(text: string, at: number, sign: string, make: Make): Token {
  if (sign === '.' && /[0-9]/.test(text[at + 1] ?? '')) {
    number.lastIndex = at;
    const match = number.exec(text);
    if (match) return make('number', at + match[0].length);
  }
  word.lastIndex = at + 1;
  const match = word.exec(text);
  const end = at + 1 + (match?.[0].length ?? 0);
  if (sign === '$') return make('variable', end);
  return make(end === at + 1 ? 'dot' : 'field', end);
}
