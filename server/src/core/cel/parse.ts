// From the text of an expression to its tree, with the syntax errors and limits of cel-go v0.26 (parser/parser.go).
// Types and names are not known here.
import { childrenOf, type Expression, missing, type Problem } from './expression.ts';
import { ALL, NONE } from './firstSets.ts';
import { expr } from './grammar.ts';
import { DEEPEST, GaveUp, giveUp, match, NOWHERE, type Parser, rule, TOO_DEEP } from './recovery.ts';
import { END, tokenize } from './tokens.ts';

/** The tree and what is wrong with it; with problems the tree has holes. `bindings`: `cel.bind` is a macro. Never throws. */
export function parse(source: string, bindings = false): { expression: Expression; problems: readonly Problem[] } {
  const { tokens, unreadable } = tokenize(source);
  const problems = unreadable.map(({ start, text }) => ({
    at: start,
    message: `Syntax error: token recognition error at: '${text}'`,
  }));
  const state = { next: 0, recovering: false, lastError: -1, attempts: 0, depth: 0 };
  const parser: Parser = { source, tokens, unreadable, problems, bindings, follows: [], ...state };
  const start = (): Expression => {
    const expression = expr(parser, ALL);
    match(parser, END, NONE);
    return expression;
  };
  try {
    const expression = rule(parser, NONE, start, missing);
    if (depthOf(expression) > DEEPEST) giveUp(parser, 'max recursion depth exceeded');
    return { expression, problems };
  } catch (end) {
    if (!(end instanceof GaveUp) && !(end instanceof RangeError)) throw end;
    // Lists and maps take more of the stack than parentheses do: it may end before the limit is reached.
    if (end instanceof RangeError) problems.push({ at: NOWHERE, message: TOO_DEEP });
    return { expression: missing(0), problems };
  }
}

const FLAT: ReadonlySet<string> = new Set(['_&&_', '_||_', '!_', '-_']);

/** Operators, selections and calls within each other. */
function depthOf(expression: Expression): number {
  let deepest = 0;
  const waiting = [{ node: expression, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node } = next;
    const counts = node.kind === 'select' || (node.kind === 'call' && !FLAT.has(node.name));
    const depth = next.depth + (counts ? 1 : 0);
    deepest = Math.max(deepest, depth);
    waiting.push(...childrenOf(node).map((child) => ({ node: child, depth })));
  }
  return deepest;
}
