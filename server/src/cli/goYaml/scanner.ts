// The tokens that goyaml finds in a text, and what it says when the next character makes none. Whether what was read is a
// key shows only at its colon: then the tokens that open a mapping are put in front of it. Mirrors go.yaml.in/yaml/v2 v2.4
// scannerc.go. Knows no grammar.
import {
  atDocumentMark,
  type Cursor,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isEnd,
  next,
  scannerFault,
  skip,
  skipComment,
  skipLine,
} from './characters.ts';
import { passAnchor, passBlockScalar, passDirective, passPlain, passQuoted, passTag } from './scalars.ts';

export type TokenType =
  | 'directive'
  | 'documentStart'
  | 'documentEnd'
  | 'end'
  | 'blockSequence'
  | 'blockMapping'
  | 'blockEnd'
  | 'entry'
  | 'key'
  | 'value'
  | '['
  | ']'
  | '{'
  | '}'
  | ','
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  /** From 0. */
  readonly line: number;
  /** Of anchors and aliases the name, of tags the handle; of directives what they are, `unknown` for a version that cannot be read. */
  readonly name: string;
}

/** What may turn out to be a key, until the line ends. */
interface PossibleKey {
  possible: boolean;
  readonly required: boolean;
  /** The number of its first token. */
  readonly token: number;
  readonly line: number;
  readonly column: number;
  readonly at: number;
}

export interface Scanner extends Cursor {
  readonly queue: Token[];
  /** How many tokens have been taken. */
  taken: number;
  indent: number;
  readonly indents: number[];
  /** One for the block and one for each open bracket. */
  readonly keys: PossibleKey[];
  keyAllowed: boolean;
}

const LONGEST_KEY = 1024;
const NO_KEY: PossibleKey = { possible: false, required: false, token: -1, line: 0, column: 0, at: 0 };

export function scannerOf(text: string): Scanner {
  const at = text.startsWith('\ufeff') ? 1 : 0;
  const start = { text, at, line: 0, column: 0, queue: [], taken: 0, indent: -1, indents: [], keyAllowed: true };
  return { ...start, keys: [{ ...NO_KEY }] };
}

/** The next token; `end` for ever once something is wrong. */
export function peek(scanner: Scanner): Token {
  while (scanner.fault === undefined && (scanner.queue.length === 0 || headMayBeKey(scanner))) fetch(scanner);
  const [head] = scanner.queue;
  return scanner.fault === undefined && head ? head : { type: 'end', line: scanner.line, name: '' };
}

export function take(scanner: Scanner): void {
  scanner.queue.shift();
  scanner.taken++;
}

function headMayBeKey(scanner: Scanner): boolean {
  const key = scanner.keys.find(({ possible, token }) => possible && token === scanner.taken);
  return key !== undefined && stillPossible(scanner, key);
}

/** A key ends on its line, and soon. */
function stillPossible(scanner: Scanner, key: PossibleKey): boolean {
  if (!key.possible) return false;
  if (key.line === scanner.line && key.at + LONGEST_KEY >= scanner.at) return true;
  if (key.required) scannerFault(scanner, "could not find expected ':'");
  key.possible = false;
  return false;
}

const lastKey = (scanner: Scanner): PossibleKey => scanner.keys.at(-1) ?? NO_KEY;
const inFlow = (scanner: Scanner): boolean => scanner.keys.length > 1;

function dropKey(scanner: Scanner): void {
  const key = lastKey(scanner);
  if (key.possible && key.required) scannerFault(scanner, "could not find expected ':'");
  key.possible = false;
}

function noteKey(scanner: Scanner): void {
  if (!scanner.keyAllowed) return;
  dropKey(scanner);
  const { line, column, at } = scanner;
  const required = !inFlow(scanner) && scanner.indent === column;
  const token = scanner.taken + scanner.queue.length;
  scanner.keys[scanner.keys.length - 1] = { possible: true, required, token, line, column, at };
}

function push(scanner: Scanner, type: TokenType, line: number, name = ''): void {
  scanner.queue.push({ type, line, name });
}

/** Opens a block further right. @param position in the queue; the end of it where undefined */
function indentTo(scanner: Scanner, column: number, type: TokenType, line: number, position?: number): void {
  if (inFlow(scanner) || scanner.indent >= column) return;
  scanner.indents.push(scanner.indent);
  scanner.indent = column;
  scanner.queue.splice(position ?? scanner.queue.length, 0, { type, line, name: '' });
}

function outdentTo(scanner: Scanner, column: number): void {
  while (!inFlow(scanner) && scanner.indent > column) {
    push(scanner, 'blockEnd', scanner.line);
    scanner.indent = scanner.indents.pop() ?? -1;
  }
}

function toNextToken(scanner: Scanner): void {
  for (;;) {
    if (scanner.column === 0 && next(scanner) === '\ufeff') skip(scanner);
    const tabs = inFlow(scanner) || !scanner.keyAllowed;
    while (next(scanner) === ' ' || (tabs && next(scanner) === '\t')) skip(scanner);
    skipComment(scanner);
    if (!isBreak(next(scanner))) return;
    skipLine(scanner);
    if (!inFlow(scanner)) scanner.keyAllowed = true;
  }
}

function fetch(scanner: Scanner): void {
  toNextToken(scanner);
  outdentTo(scanner, scanner.column);
  const character = next(scanner);
  const behind = next(scanner, 1);
  const open = inFlow(scanner) || isBlankOrEnd(behind);
  if (isEnd(character)) fetchEnd(scanner);
  else if (scanner.column === 0 && character === '%') fetchDirective(scanner);
  else if (atDocumentMark(scanner)) fetchDocumentMark(scanner);
  else if (/[[{\]},]/.test(character)) fetchFlow(scanner, character);
  else if (character === '-' && isBlankOrEnd(behind)) fetchEntry(scanner);
  else if (character === '?' && open) fetchKey(scanner);
  else if (character === ':' && open) fetchValue(scanner);
  else fetchContent(scanner, character, behind);
}

function fetchEnd(scanner: Scanner): void {
  if (scanner.column !== 0) {
    scanner.column = 0;
    scanner.line++;
  }
  outdentTo(scanner, -1);
  dropKey(scanner);
  scanner.keyAllowed = false;
  push(scanner, 'end', scanner.line);
}

function fetchDirective(scanner: Scanner): void {
  const { line } = scanner;
  outdentTo(scanner, -1);
  dropKey(scanner);
  scanner.keyAllowed = false;
  push(scanner, 'directive', line, passDirective(scanner));
}

function fetchDocumentMark(scanner: Scanner): void {
  outdentTo(scanner, -1);
  dropKey(scanner);
  scanner.keyAllowed = false;
  push(scanner, next(scanner) === '-' ? 'documentStart' : 'documentEnd', scanner.line);
  skip(scanner, 3);
}

function fetchFlow(scanner: Scanner, character: string): void {
  const type = character as '[' | ']' | '{' | '}' | ',';
  const opens = type === '[' || type === '{';
  if (opens) noteKey(scanner);
  else dropKey(scanner);
  if (opens) scanner.keys.push({ ...NO_KEY });
  else if (type !== ',' && inFlow(scanner)) scanner.keys.pop();
  scanner.keyAllowed = opens || type === ',';
  push(scanner, type, scanner.line);
  skip(scanner);
}

function fetchEntry(scanner: Scanner): void {
  if (!inFlow(scanner)) {
    if (!scanner.keyAllowed) scannerFault(scanner, 'block sequence entries are not allowed in this context');
    indentTo(scanner, scanner.column, 'blockSequence', scanner.line);
  }
  dropKey(scanner);
  scanner.keyAllowed = true;
  push(scanner, 'entry', scanner.line);
  skip(scanner);
}

function fetchKey(scanner: Scanner): void {
  if (!inFlow(scanner)) {
    if (!scanner.keyAllowed) scannerFault(scanner, 'mapping keys are not allowed in this context');
    indentTo(scanner, scanner.column, 'blockMapping', scanner.line);
  }
  dropKey(scanner);
  scanner.keyAllowed = !inFlow(scanner);
  push(scanner, 'key', scanner.line);
  skip(scanner);
}

function fetchValue(scanner: Scanner): void {
  const key = lastKey(scanner);
  if (stillPossible(scanner, key)) {
    const position = key.token - scanner.taken;
    scanner.queue.splice(position, 0, { type: 'key', line: key.line, name: '' });
    indentTo(scanner, key.column, 'blockMapping', key.line, position);
    key.possible = false;
    scanner.keyAllowed = false;
  } else {
    if (!inFlow(scanner)) {
      if (!scanner.keyAllowed) scannerFault(scanner, 'mapping values are not allowed in this context');
      indentTo(scanner, scanner.column, 'blockMapping', scanner.line);
    }
    scanner.keyAllowed = !inFlow(scanner);
  }
  push(scanner, 'value', scanner.line);
  skip(scanner);
}

function fetchContent(scanner: Scanner, character: string, behind: string): void {
  if ((character === '|' || character === '>') && !inFlow(scanner)) fetchBlockScalar(scanner);
  else if (startsContent(scanner, character, behind)) fetchInline(scanner, character);
  else scannerFault(scanner, 'found character that cannot start any token');
}

function fetchBlockScalar(scanner: Scanner): void {
  const { line } = scanner;
  dropKey(scanner);
  scanner.keyAllowed = true;
  passBlockScalar(scanner, scanner.indent);
  push(scanner, 'scalar', line);
}

function fetchInline(scanner: Scanner, character: string): void {
  const { line } = scanner;
  noteKey(scanner);
  scanner.keyAllowed = false;
  if (character === '*' || character === '&') {
    push(scanner, character === '*' ? 'alias' : 'anchor', line, passAnchor(scanner));
  } else if (character === '!') push(scanner, 'tag', line, passTag(scanner));
  else {
    if (character === '"' || character === "'") passQuoted(scanner, character);
    else if (passPlain(scanner, scanner.indent, inFlow(scanner))) scanner.keyAllowed = true;
    push(scanner, 'scalar', line);
  }
}

function startsContent(scanner: Scanner, character: string, behind: string): boolean {
  if (/[*&!"']/.test(character)) return true;
  if (character === '-') return !isBlank(behind);
  if (character === '?' || character === ':') return !inFlow(scanner) && !isBlankOrEnd(behind);
  return !/[|>#%@`\t]/.test(character);
}
