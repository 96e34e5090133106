// The parser of label queries (`app in (a, b),tier!=front`): tokens, then requirements, with the server's error words.
// Mirrors the lexer and parser of k8s.io/apimachinery pkg/labels/selector.go (v1.36). Knows no matching.
import { compareGoStrings, goQuote } from './goText.ts';
import { qualifiedNameErrors } from './names.ts';
import type { Requirement, SelectorOperator } from './selectors.ts';
import { requirementError } from './selectors.ts';

type TokenKind =
  | 'end'
  | ')'
  | ','
  | '!'
  | '=='
  | '='
  | '>'
  | '<'
  | '!='
  | '('
  | 'in'
  | 'notin'
  | 'identifier'
  | 'error';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

export type ParsedRequirements = { readonly requirements: readonly Requirement[] } | { readonly error: string };

/** Thrown within this file only, to leave the recursive descent; never crosses `parseRequirements`. */
class QueryError extends Error {}

const SYMBOLS: ReadonlySet<string> = new Set([')', ',', '!', '==', '=', '>', '<', '!=', '(']);
const SPECIAL = /[=!(),><]/;
const SPACE = /[ \t\r\n]/;

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length && query[at] !== '\0') {
    const letter = query[at] ?? '';
    if (SPACE.test(letter)) {
      at++;
      continue;
    }
    const token = SPECIAL.test(letter) ? symbolAt(query, at) : wordAt(query, at);
    tokens.push(token);
    at += token.text.length;
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function symbolAt(query: string, at: number): Token {
  const two = query.slice(at, at + 2);
  const symbol = SYMBOLS.has(two) ? two : query.slice(at, at + 1);
  return { kind: symbol as TokenKind, text: symbol };
}

function wordAt(query: string, at: number): Token {
  let end = at;
  while (end < query.length && !SPECIAL.test(query[end] ?? '') && !SPACE.test(query[end] ?? '')) end++;
  const text = query.slice(at, end);
  return { kind: text === 'in' || text === 'notin' ? text : 'identifier', text };
}

class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  /** Where values are expected, `in` and `notin` are ordinary words. */
  peek(): Token {
    return asValue(this.tokens[this.at] ?? { kind: 'end', text: '' });
  }

  next(): Token {
    return asValue(this.nextOperator());
  }

  nextOperator(): Token {
    const token = this.tokens[this.at] ?? { kind: 'end' as const, text: '' };
    this.at++;
    return token;
  }
}

function asValue(token: Token): Token {
  return token.kind === 'in' || token.kind === 'notin' ? { kind: 'identifier', text: token.text } : token;
}

/** The requirements in the order written, or the server's words about the query. */
export function parseRequirements(query: string): ParsedRequirements {
  try {
    return { requirements: readAll(new Reader(tokenize(query))) };
  } catch (error) {
    if (error instanceof QueryError) return { error: error.message };
    throw error;
  }
}

function readAll(reader: Reader): Requirement[] {
  const requirements: Requirement[] = [];
  for (;;) {
    const first = reader.peek();
    if (first.kind === 'end') return requirements;
    if (first.kind !== 'identifier' && first.kind !== '!') {
      throw new QueryError(`found '${first.text}', expected: !, identifier, or 'end of string'`);
    }
    requirements.push(readRequirement(reader));
    const after = reader.next();
    if (after.kind === 'end') return requirements;
    if (after.kind !== ',') throw new QueryError(`found '${after.text}', expected: ',' or 'end of string'`);
    const following = reader.peek();
    if (following.kind !== 'identifier' && following.kind !== '!') {
      throw new QueryError(`found '${following.text}', expected: identifier after ','`);
    }
  }
}

function wrong(words: string): QueryError {
  return new QueryError(`unable to parse requirement: ${words}`);
}

function readRequirement(reader: Reader): Requirement {
  const negated = reader.peek().kind === '!';
  if (negated) reader.next();
  const key = reader.next();
  if (key.kind !== 'identifier') throw wrong(`found '${key.text}', expected: identifier`);
  const errors = qualifiedNameErrors(key.text);
  if (errors.length > 0) throw wrong(`<nil>: Invalid value: ${goQuote(key.text)}: ${errors.join('; ')}`);
  const next = reader.peek().kind;
  if (negated) return checked({ key: key.text, operator: '!', values: [] });
  if (next === 'end' || next === ',') return checked({ key: key.text, operator: 'exists', values: [] });
  const operator = readOperator(reader);
  const values = operator === 'in' || operator === 'notin' ? readValues(reader) : [readValue(reader)];
  return checked({ key: key.text, operator, values: [...new Set(values)].sort(compareGoStrings) });
}

function checked(requirement: Requirement): Requirement {
  const error = requirementError(requirement);
  if (error !== undefined) throw wrong(error);
  return requirement;
}

const OPERATORS: ReadonlyMap<TokenKind, SelectorOperator> = new Map([
  ['in', 'in'],
  ['notin', 'notin'],
  ['=', '='],
  ['==', '=='],
  ['!=', '!='],
  ['>', 'gt'],
  ['<', 'lt'],
]);

function readOperator(reader: Reader): SelectorOperator {
  const token = reader.nextOperator();
  const operator = OPERATORS.get(token.kind);
  if (!operator) throw wrong(`found '${token.text}', expected: in, notin, =, ==, !=, gt, lt`);
  return operator;
}

function readValues(reader: Reader): string[] {
  const open = reader.next();
  if (open.kind !== '(') throw wrong(`found '${open.text}' expected: '('`);
  const first = reader.peek();
  if (first.kind === ')') {
    reader.next();
    return [''];
  }
  if (first.kind !== 'identifier' && first.kind !== ',') {
    throw wrong(`found '${first.text}', expected: ',', ')' or identifier`);
  }
  const values = readList(reader);
  if (reader.next().kind !== ')') throw wrong(`found '${first.text}', expected: ')'`);
  return values;
}

function readList(reader: Reader): string[] {
  const values: string[] = [];
  for (;;) {
    const token = reader.next();
    const next = reader.peek();
    if (token.kind === 'identifier') {
      values.push(token.text);
      if (next.kind === ')') return values;
      if (next.kind !== ',') throw wrong(`found '${next.text}', expected: ',' or ')'`);
    } else if (token.kind === ',') {
      // An empty place between, before or after commas is the empty value.
      if (values.length === 0) values.push('');
      if (next.kind === ')') return [...values, ''];
      if (next.kind === ',') values.push('');
    } else {
      throw wrong(`found '${token.text}', expected: ',', or identifier`);
    }
  }
}

function readValue(reader: Reader): string {
  const next = reader.peek();
  if (next.kind === 'end' || next.kind === ',') return '';
  const token = reader.next();
  if (token.kind !== 'identifier') throw wrong(`found '${token.text}', expected: identifier`);
  return token.text;
}
