// What fails when the server makes a program of a checked expression: conversions and patterns that are constant and wrong,
// formats with too few or too many arguments. Mirrors cel-go v0.26 interpreter/decorators.go and ext/formatting.go.
import type { Compiled } from './compile.ts';
import { type Call, descendants, type Expression, type Problem } from './expression.ts';
import { goPattern } from './patterns.ts';
import { evaluate } from './run/evaluate.ts';
import { formatted } from './run/functions/format.ts';
import { CelFailure } from './run/values.ts';

const CONVERSIONS: ReadonlySet<string> = new Set('bool bytes double duration int string timestamp uint'.split(' '));

/** `program instantiation failed: …` without these words, or undefined. */
export function instantiationError(compiled: Compiled): string | undefined {
  for (const node of descendants(compiled.expression)) {
    if (node.kind !== 'call') continue;
    const error = constantError(compiled, node);
    if (error !== undefined) return error;
  }
  return undefined;
}

function constantError(compiled: Compiled, node: Call): string | undefined {
  const name = compiled.checked.names.get(node) ?? '';
  const args = node.target && name === node.name ? [node.target, ...node.args] : node.args;
  if (CONVERSIONS.has(name) && args[0]?.kind === 'literal') {
    const outcome = evaluate({ ...compiled, expression: node }, () => undefined);
    return 'error' in outcome ? outcome.error : undefined;
  }
  if (name !== 'matches' && name !== 'find' && name !== 'findAll') return undefined;
  const pattern = literalText(args[1]);
  if (pattern === undefined || goPattern(pattern)) return undefined;
  const outcome = evaluate({ ...compiled, expression: { ...node, name: 'matches', args: args.slice(1) } }, () => '');
  return 'error' in outcome ? outcome.error.replace('Illegal regex: ', '') : undefined;
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

function problemsOf(pattern: string, at: number, args: readonly Expression[]): Problem[] {
  const clauses = [...pattern.matchAll(/%(?:%|(?:\.\d+)?[\s\S]?)/gu)].map(([clause]) => clause);
  const asked = clauses.filter((clause) => clause !== '%%');
  const unknown = asked.find((clause) => !/[sdfebxXo]$/.test(clause));
  if (unknown !== undefined) {
    const letter = JSON.stringify([...unknown].at(-1) ?? '');
    return [{ at, message: `could not parse formatting clause: unrecognized formatting clause ${letter}` }];
  }
  if (args.length < asked.length) return [{ at, message: `index ${args.length} out of range` }];
  const words = `too many arguments supplied to string.format (expected ${asked.length}, got ${args.length})`;
  if (args.length > asked.length) return [{ at, message: words }];
  return asked.flatMap((clause, index) => argumentProblem(clause, args[index]));
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
