// What the parser of templates goes through: tokens with a place among them, the problems found so far, and the
// variables that are in force. Blanks are tokens, for in a template `.a .b` is not `.a.b`.
import type { Span } from '../../finding.ts';
import type { TemplateProblem } from './nodes.ts';
import type { Token } from './tokens.ts';

export interface Reader {
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
  readonly problems: TemplateProblem[];
  /** Names with their dollar, the innermost last; cut back where a block ends. */
  variables: string[];
  /** How many `range` stand around. */
  loops: number;
}

export function readerOf(text: string, tokens: readonly Token[]): Reader {
  return { text, tokens, at: 0, problems: [], variables: ['$'], loops: 0 };
}

export function peek(reader: Reader): Token | undefined {
  return reader.tokens[reader.at];
}

export function skipSpace(reader: Reader): Token | undefined {
  while (peek(reader)?.type === 'space') reader.at++;
  return peek(reader);
}

export function report(reader: Reader, span: Span, message: string): void {
  reader.problems.push({ span: { start: span.start, end: span.end }, message });
}

/** Behind the end of the action that is being read, whatever else stands in it. @returns where it ends */
export function leaveAction(reader: Reader): number {
  let end = reader.tokens[reader.at - 1]?.end ?? 0;
  for (let token = peek(reader); token && token.type !== 'open' && token.type !== 'text'; token = peek(reader)) {
    reader.at++;
    end = token.end;
    if (token.type === 'close') break;
    if (token.type === 'error') report(reader, token, token.text);
  }
  return end;
}

/** Expects nothing more in the action. @returns where it ends */
export function closeAction(reader: Reader, context: string): number {
  const token = skipSpace(reader);
  if (token?.type === 'close') {
    reader.at++;
    return token.end;
  }
  if (token && token.type !== 'error') report(reader, token, `unexpected ${shown(token)} in ${context}`);
  return leaveAction(reader);
}

/** As Go writes a token in its messages. */
export function shown(token: Token | undefined): string {
  if (!token) return 'EOF';
  return token.type === 'word' || token.type === 'close' || token.type === 'mark'
    ? JSON.stringify(token.text)
    : `<${token.text.slice(0, 30)}>`;
}
