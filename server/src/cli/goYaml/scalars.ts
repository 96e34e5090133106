// Passing over scalars, anchors, tags and directives as goyaml does, and what it finds wrong in them. Gives no values.
// Mirrors the scan functions of go.yaml.in/yaml/v2 v2.4 scannerc.go.
import {
  atDocumentMark,
  type Cursor,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isEnd,
  next,
  scannerFault,
  skip,
  skipBlanks,
  skipComment,
  skipLine,
} from './characters.ts';

/** @param indent of the block it stands in. Gives whether it ended on a later line */
export function passPlain(cursor: Cursor, indent: number, inFlow: boolean): boolean {
  let folded = false;
  while (!atDocumentMark(cursor) && next(cursor) !== '#') {
    while (!isBlankOrEnd(next(cursor)) && !endsPlain(cursor, inFlow)) {
      folded = false;
      skip(cursor);
    }
    if (!isBlank(next(cursor)) && !isBreak(next(cursor))) break;
    while (isBlank(next(cursor)) || isBreak(next(cursor))) {
      if (folded && cursor.column <= indent && next(cursor) === '\t') {
        scannerFault(cursor, 'found a tab character that violates indentation');
        return folded;
      }
      if (isBlank(next(cursor))) skip(cursor);
      else {
        skipLine(cursor);
        folded = true;
      }
    }
    if (!inFlow && cursor.column <= indent) break;
  }
  return folded;
}

function endsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const character = next(cursor);
  return (character === ':' && isBlankOrEnd(next(cursor, 1))) || (inFlow && /[,?[\]{}]/.test(character));
}

export function passQuoted(cursor: Cursor, quote: string): void {
  skip(cursor);
  for (;;) {
    if (atDocumentMark(cursor)) scannerFault(cursor, 'found unexpected document indicator');
    else if (isEnd(next(cursor))) scannerFault(cursor, 'found unexpected end of stream');
    else passUnbroken(cursor, quote);
    if (cursor.fault !== undefined) return;
    if (next(cursor) === quote) break;
    while (isBlank(next(cursor)) || isBreak(next(cursor))) {
      if (isBlank(next(cursor))) skip(cursor);
      else skipLine(cursor);
    }
  }
  skip(cursor);
}

/** Up to a blank or the closing quote. */
function passUnbroken(cursor: Cursor, quote: string): void {
  while (!isBlankOrEnd(next(cursor)) && cursor.fault === undefined) {
    if (quote === "'" && next(cursor) === quote && next(cursor, 1) === quote) skip(cursor, 2);
    else if (next(cursor) === quote) return;
    else if (quote === '"' && next(cursor) === '\\') {
      if (!isBreak(next(cursor, 1))) passEscape(cursor);
      else {
        skip(cursor);
        skipLine(cursor);
        return;
      }
    } else skip(cursor);
  }
}

const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function passEscape(cursor: Cursor): void {
  const letter = next(cursor, 1);
  const length = CODE_LENGTHS[letter];
  if (length === undefined && !/^[0abt\tnvfre "'\\N_LP]$/.test(letter)) {
    scannerFault(cursor, 'found unknown escape character');
  }
  skip(cursor, 2);
  if (length === undefined) return;
  const digits = cursor.text.slice(cursor.at, cursor.at + length);
  const code = Number.parseInt(digits, 16);
  if (digits.length < length || !/^[0-9a-fA-F]+$/.test(digits)) {
    scannerFault(cursor, 'did not find expected hexdecimal number');
  } else if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    scannerFault(cursor, 'found invalid Unicode character escape code');
  }
  skip(cursor, length);
}

/** `|` and `>`. @param indent of the block it stands in */
export function passBlockScalar(cursor: Cursor, indent: number): void {
  skip(cursor);
  const header = /^(?:[+-]([0-9])?|([0-9])[+-]?)?/.exec(cursor.text.slice(cursor.at, cursor.at + 2));
  const increment = header?.[1] ?? header?.[2];
  if (increment === '0') scannerFault(cursor, 'found an indentation indicator equal to 0');
  skip(cursor, header?.[0].length ?? 0);
  skipBlanks(cursor);
  skipComment(cursor);
  if (!isBreakOrEnd(next(cursor))) scannerFault(cursor, 'did not find expected comment or line break');
  if (cursor.fault !== undefined) return;
  if (isBreak(next(cursor))) skipLine(cursor);
  const wanted = increment === undefined ? 0 : Math.max(indent, 0) + Number(increment);
  let found = passLeadingLines(cursor, wanted, indent);
  while (cursor.column === found && !isEnd(next(cursor)) && cursor.fault === undefined) {
    while (!isBreakOrEnd(next(cursor))) skip(cursor);
    if (isBreak(next(cursor))) skipLine(cursor);
    found = passLeadingLines(cursor, found, indent);
  }
}

/** Empty lines and the indentation behind them; gives the indentation of the scalar. */
function passLeadingLines(cursor: Cursor, wanted: number, indent: number): number {
  let widest = 0;
  for (;;) {
    const open = (): boolean => wanted === 0 || cursor.column < wanted;
    while (open() && next(cursor) === ' ') skip(cursor);
    widest = Math.max(widest, cursor.column);
    if (open() && next(cursor) === '\t') {
      scannerFault(cursor, 'found a tab character where an indentation space is expected');
      return wanted;
    }
    if (!isBreak(next(cursor))) break;
    skipLine(cursor);
  }
  return wanted === 0 ? Math.max(widest, indent + 1, 1) : wanted;
}

/** Behind `&` or `*`. Gives the name. */
export function passAnchor(cursor: Cursor): string {
  skip(cursor);
  const name = /^[0-9A-Za-z_-]*/.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  skip(cursor, name.length);
  if (name === '' || !(isBlankOrEnd(next(cursor)) || /[?:,\]}%@`]/.test(next(cursor)))) {
    scannerFault(cursor, 'did not find expected alphabetic or numeric character');
  }
  return name;
}

/** Gives the handle: `!`, `!!`, `!name!`, or empty where the tag is written out. */
export function passTag(cursor: Cursor): string {
  const rest = cursor.text.slice(cursor.at);
  const written = /^!<[^>\s]*>?|^(![0-9A-Za-z_-]*!|!)[\w;/?:@&=+$.,!~*'()[\]%#-]*/.exec(rest);
  const tag = written?.[0] ?? '!';
  skip(cursor, tag.length);
  if (tag.startsWith('!<') && !tag.endsWith('>')) scannerFault(cursor, "did not find the expected '>'");
  if (!isBlankOrEnd(next(cursor))) scannerFault(cursor, 'did not find expected whitespace or line break');
  return written?.[1] ?? '';
}

/** `%YAML 1.1`. Gives its name, or `unknown` for a version that cannot be read. */
export function passDirective(cursor: Cursor): string {
  skip(cursor);
  const name = /^[0-9A-Za-z_-]*/.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  skip(cursor, name.length);
  if (name === '') scannerFault(cursor, 'could not find expected directive name');
  else if (!isBlankOrEnd(next(cursor))) scannerFault(cursor, 'found unexpected non-alphabetical character');
  else if (name !== 'YAML' && name !== 'TAG') scannerFault(cursor, 'found unknown directive name');
  if (cursor.fault !== undefined) return name;
  skipBlanks(cursor);
  const version = /^[0-9]+\.[0-9]+/.exec(cursor.text.slice(cursor.at))?.[0];
  if (name === 'TAG') while (!isBreakOrEnd(next(cursor))) skip(cursor);
  else if (version === undefined) scannerFault(cursor, 'did not find expected version number');
  else skip(cursor, version.length);
  skipBlanks(cursor);
  skipComment(cursor);
  if (!isBreakOrEnd(next(cursor))) scannerFault(cursor, 'did not find expected comment or line break');
  if (isBreak(next(cursor))) skipLine(cursor);
  return name === 'TAG' || version === '1.1' ? name : 'unknown';
}
