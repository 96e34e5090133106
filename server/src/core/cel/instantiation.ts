// What fails when the server makes a program of a checked expression: conversions and patterns that are constant and wrong,
// formats with too few or too many arguments. Mirrors cel-go v0.26 interpreter/decorators.go and ext/formatting.go.
import type { Compiled } from './compile.ts';
import { type Call, descendants, type Expression, type Problem } from './expression.ts';
import { goPattern } from './patterns.ts';
import { evaluate } from './run/evaluate.ts';
import { formatted } from './run/functions/format.ts';
import { patternError } from './run/functions/texts.ts';
import { CelFailure } from './run/values.ts';

const CONVERSIONS: ReadonlySet<string> = new Set('bool bytes double duration int string timestamp uint'.split(' '));

/** `program instantiation failed: …` without these words, or undefined. */
export function instantiationError(compiled: Compiled): string | undefined {
  for (const node of descendants(compiled.expression)) {
    if (node.kind === 'identifier' && isTypeOnly(compiled, node)) return `reference to undefined type: ${node.name}`;
    if (node.kind !== 'call') continue;
    const error = constantError(compiled, node);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** Names that the type check knows and no program does. */
const isTypeOnly = ({ checked }: Compiled, node: Expression & { kind: 'identifier' }): boolean =>
  (node.name === 'timestamp' || node.name === 'duration') && checked.types.get(node)?.kind === 'type';

function constantError(compiled: Compiled, node: Call): string | undefined {
  const name = compiled.checked.names.get(node) ?? '';
  const args = node.target && name === node.name ? [node.target, ...node.args] : node.args;
  if (CONVERSIONS.has(name) && args[0]?.kind === 'literal') {
    const outcome = evaluate({ ...compiled, expression: node }, () => undefined);
    return 'error' in outcome ? outcome.error : undefined;
  }
  if (name !== 'matches' && name !== 'find' && name !== 'findAll') return undefined;
  const pattern = literalText(args[1]);
  return pattern === undefined || goPattern(pattern) ? undefined : patternError(pattern);
}

function literalText(node: Expression | undefined): string | undefined {
  return node?.kind === 'literal' && node.literal.type === 'string' ? node.literal.value : undefined;
}

/** Problems of `format` calls whose text and arguments are written out. */
export function formatProblems({ expression, checked }: Compiled): Problem[] {
  return descendants(expression).flatMap((node) => {
    if (node.kind !== 'call' || checked.names.get(node) !== 'format') return [];
    const pattern = literalText(node.target);
    const [args] = node.args;
    if (pattern === undefined || args?.kind !== 'list') return [];
    return problemsOf(pattern, node.at, args.elements);
  });
}

/** Clause by clause, as the server reads the text; the first that is wrong ends it. */
function problemsOf(pattern: string, at: number, args: readonly Expression[]): Problem[] {
  let next = 0;
  for (const [clause] of pattern.matchAll(/%(?:%|(?:\.\d+)?[\s\S]?)/gu)) {
    if (clause === '%%') continue;
    if (clause === '%') return [{ at, message: 'unexpected end of string' }];
    const letter = [...clause].at(-1) ?? '';
    if (!'sdfebxXo'.includes(letter)) {
      const words = `could not parse formatting clause: unrecognized formatting clause ${JSON.stringify(letter)}`;
      return [{ at, message: words }];
    }
    if (next >= args.length) return [{ at, message: `index ${next} out of range` }];
    const wrong = argumentProblem(clause, args[next++]);
    if (wrong.length > 0) return wrong;
  }
  const words = `too many arguments supplied to string.format (expected ${next}, got ${args.length})`;
  return args.length > next ? [{ at, message: words }] : [];
}

function argumentProblem(clause: string, argument: Expression | undefined): Problem[] {
  if (argument?.kind !== 'literal' || argument.literal.type === 'uint') return [];
  try {
    formatted(clause, [argument.literal.value]);
    return [];
  } catch (failure) {
    if (failure instanceof CelFailure) return [{ at: argument.at, message: failure.message }];
    throw failure;
  }
}
