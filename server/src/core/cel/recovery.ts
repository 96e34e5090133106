// How a parser that ANTLR generates meets a token that does not fit: the words of its errors, what it skips, what it makes
// up, and where it goes on. Mirrors antlr4-go v4.13 error_strategy.go. Knows no grammar: rules hand in what they expect.
import type { Problem } from './expression.ts';
import { END, TOKEN_ORDER, type Token, type TokenKind, type Unreadable } from './tokens.ts';

/** Marks in a set that the rule may end here. */
export const RULE_END = '';

export type Kinds = ReadonlySet<TokenKind>;

export interface Parser {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly unreadable: readonly Unreadable[];
  next: number;
  readonly problems: Problem[];
  /** What may follow each rule under way, innermost last. */
  readonly follows: Kinds[];
  /** Between an error and the next token that fits, no further error is told. */
  recovering: boolean;
  lastError: number;
  /** How often it has recovered. */
  attempts: number;
  /** Expressions within each other at this place. */
  depth: number;
  /** Whether `cel.bind` is a macro. */
  readonly bindings: boolean;
}

export const kinds = (...names: readonly TokenKind[]): Kinds => new Set(names);

export function tokenAt(parser: Parser, ahead: number): Token {
  const token = parser.tokens[Math.min(parser.next + ahead, parser.tokens.length - 1)];
  return token ?? { kind: END, text: END, start: 0, end: 0 };
}

export const kindAt = (parser: Parser, ahead = 0): TokenKind => tokenAt(parser, ahead).kind;

/** The failure that ends a rule: the rule's frame tells of it and recovers. */
class Failure {
  constructor(
    readonly token: Token,
    readonly message: string,
  ) {}
}

/** The end of all parsing: what is told by then is all that is told. */
export class GaveUp {}

/** Most expressions within each other. */
export const DEEPEST = 250;
export const TOO_DEEP = `expression recursion limit exceeded: ${DEEPEST}`;

const MOST_ATTEMPTS = 30;
const MOST_SKIPPED = 256;

/** Problems of the whole expression have no place. */
export const NOWHERE = -1;

/** Tells of a limit and ends the parse. */
export function giveUp(parser: Parser, message: string): never {
  parser.problems.push({ at: NOWHERE, message });
  throw new GaveUp();
}

function countAttempt(parser: Parser): void {
  if (parser.attempts++ < MOST_ATTEMPTS) return;
  const message = `Syntax error: error recovery attempt limit exceeded: ${MOST_ATTEMPTS}`;
  parser.problems.push({ at: tokenAt(parser, 0).start, message });
  throw new GaveUp();
}

/** Runs a rule; where it fails, tells why, skips to something that can follow, and gives `otherwise`. */
export function rule<T>(parser: Parser, follow: Kinds, body: () => T, otherwise: (at: number) => T): T {
  const start = tokenAt(parser, 0).start;
  parser.follows.push(follow);
  try {
    return body();
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    report(parser, failure.token, failure.message);
    recover(parser);
    return otherwise(start);
  } finally {
    parser.follows.pop();
  }
}

/** Takes a token of that kind. `next`: what may stand behind it, RULE_END where the rule ends. */
export function match(parser: Parser, kind: TokenKind, next: Kinds): Token {
  if (kindAt(parser) === kind) {
    parser.recovering = false;
    return consume(parser);
  }
  countAttempt(parser);
  if (kindAt(parser, 1) === kind) {
    deleteToken(parser, kinds(kind));
    return consume(parser);
  }
  const token = tokenAt(parser, 0);
  if (mayFollow(parser, next).has(token.kind)) {
    report(parser, token, `missing ${kind} at ${display(token)}`);
    return { kind, text: `<missing ${kind}>`, start: token.start, end: token.start };
  }
  throw new Failure(token, mismatch(token, kinds(kind)));
}

/** Before a choice: skips one wrong token if what follows it fits, else fails. */
export function expectChoice(parser: Parser, expected: Kinds): void {
  if (parser.recovering || expected.has(kindAt(parser))) return;
  if (expected.has(kindAt(parser, 1))) deleteToken(parser, expected);
  else throw new Failure(tokenAt(parser, 0), mismatch(tokenAt(parser, 0), expected));
}

/** Before a further round of a loop: skips everything that neither goes on nor follows. */
export function expectRound(parser: Parser, expected: Kinds): void {
  if (parser.recovering || expected.has(kindAt(parser))) return;
  const token = tokenAt(parser, 0);
  report(parser, token, `extraneous input ${display(token)} expecting ${list(expected)}`);
  skipTo(parser, new Set([...expected, ...recoverySet(parser)]));
}

/** Fails because no way leads on from the token at hand over the one `ahead` of it. */
export function noWay(parser: Parser, ahead: number): never {
  const first = tokenAt(parser, 0);
  const offending = tokenAt(parser, ahead);
  const text = first.kind === END ? END : readableText(parser, first.start, offending.end);
  throw new Failure(offending, `no viable alternative at input ${quote(text)}`);
}

/** Without the characters that are no tokens. */
function readableText({ source, unreadable }: Parser, start: number, end: number): string {
  const within = unreadable.filter((one) => one.start >= start && one.start < end);
  const starts = [start, ...within.map((one) => one.start + one.text.length)];
  return starts.map((from, index) => source.slice(from, within[index]?.start ?? end)).join('');
}

function consume(parser: Parser): Token {
  const token = tokenAt(parser, 0);
  if (token.kind !== END) parser.next++;
  return token;
}

function deleteToken(parser: Parser, expected: Kinds): void {
  const token = tokenAt(parser, 0);
  report(parser, token, `extraneous input ${display(token)} expecting ${list(expected)}`);
  consume(parser);
  parser.recovering = false;
}

/** Reserved words behind a dot get words of their own (cel-go parser.go, SyntaxError). */
const RESERVED = /no viable alternative at input '.(true|false|null)'/;

function report(parser: Parser, token: Token, message: string): void {
  if (parser.recovering) return;
  parser.recovering = true;
  const words = message.replace(RESERVED, "mismatched input '$1' expecting IDENTIFIER");
  parser.problems.push({ at: token.start, message: `Syntax error: ${words}` });
}

function recover(parser: Parser): void {
  countAttempt(parser);
  if (parser.lastError === parser.next) consume(parser);
  parser.lastError = parser.next;
  const most = parser.next + MOST_SKIPPED;
  skipTo(parser, recoverySet(parser), () => {
    if (parser.next >= most) giveUp(parser, `error recovery token lookahead limit exceeded: ${MOST_SKIPPED}`);
  });
}

function skipTo(parser: Parser, stop: Kinds, before: () => void = () => {}): void {
  while (kindAt(parser) !== END && !stop.has(kindAt(parser))) {
    before();
    consume(parser);
  }
}

function recoverySet(parser: Parser): Kinds {
  return new Set(parser.follows.flatMap((follow) => [...follow]).filter((kind) => kind !== RULE_END));
}

function mayFollow(parser: Parser, next: Kinds): Kinds {
  const all = new Set(next);
  for (let depth = parser.follows.length - 1; depth >= 0 && all.has(RULE_END); depth--) {
    all.delete(RULE_END);
    for (const kind of parser.follows[depth] ?? []) all.add(kind);
  }
  return all;
}

const mismatch = (token: Token, expected: Kinds): string =>
  `mismatched input ${display(token)} expecting ${list(expected)}`;

const display = (token: Token): string => quote(token.text);

const quote = (text: string): string =>
  `'${text.replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

function list(expected: Kinds): string {
  const names = TOKEN_ORDER.filter((kind) => expected.has(kind));
  return names.length === 1 ? (names[0] ?? '') : `{${names.join(', ')}}`;
}
