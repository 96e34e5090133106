// Where in an expression an error points: the server prints the line and a mark below it, and the line is looked for in the
// document as it is written. It does not know the language of expressions, only how their errors look.
import type { Span } from '../../finding.ts';
import type { Node } from '../../yaml/nodes.ts';

const PRINTED = /compilation failed: ERROR: <input>:\d+:(\d+): [^\n]*(?:\n(?! \| )[^\n]*)*\n \| ([^\n]*)\n \| /;

/** The word that the first error of an expression points at; undefined where the line is written in another way. */
export function expressionPlace(text: string, node: Node, message: string): Span | undefined {
  const printed = PRINTED.exec(message);
  const line = printed?.[2];
  if (node.type !== 'scalar' || line === undefined || line.trim() === '') return undefined;
  const written = text.slice(node.start, node.end);
  const at = written.indexOf(line);
  if (at < 0 || written.indexOf(line, at + 1) >= 0) return undefined;
  const before = [...line].slice(0, Number(printed?.[1]) - 1).join('').length;
  const start = node.start + at + before;
  const word = /^(?:[A-Za-z0-9_]+|[^\s])/u.exec(line.slice(before))?.[0] ?? '';
  if (word !== '') return { start, end: start + word.length };
  return before > 0 ? { start: start - 1, end: start } : undefined;
}
