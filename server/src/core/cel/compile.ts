// One expression, from text to a checked tree or to the message that cel-go prints: every error with its line and a mark
// below it (cel-go v0.26, common/error.go). Who asks, and what the result must be, is the caller's.
import { type Checked, check, type Declarations } from './check.ts';
import type { Expression, Problem } from './expression.ts';
import { formatProblems } from './instantiation.ts';
import { literalProblems } from './literalChecks.ts';
import { parse } from './parse.ts';
import { NOWHERE } from './recovery.ts';

export interface Compiled {
  readonly source: string;
  readonly expression: Expression;
  readonly checked: Checked;
}

export type Compilation =
  | { readonly ok: true; readonly compiled: Compiled }
  /** `message`: what follows `compilation failed: `. */
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly message: string };

/** Parses and checks. Never throws. */
export function compile(source: string, declarations: Declarations): Compilation {
  const parsed = parse(source, declarations.bindings);
  if (parsed.problems.length > 0) return refused(source, parsed.problems);
  const checked = check(parsed.expression, declarations);
  if (checked.problems.length > 0) return refused(source, checked.problems);
  const compiled = { source, expression: parsed.expression, checked };
  const problems = [...literalProblems(compiled), ...formatProblems(compiled)];
  return problems.length > 0 ? refused(source, problems) : { ok: true, compiled };
}

function refused(source: string, problems: readonly Problem[]): Compilation {
  const sorted = problems.toSorted((a, b) => a.at - b.at);
  return { ok: false, problems: sorted, message: sorted.map((problem) => displayed(source, problem)).join('\n') };
}

const byteLength = (character: string): number => ((character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2);

/** Longer lines are not printed. */
const LONGEST_LINE = 16_384;

/** `ERROR: <input>:1:3: …`, the line, and a mark below the place; columns count code points. */
function displayed(source: string, { at, message }: Problem): string {
  if (at === NOWHERE) return `ERROR: <input>:-1:0: ${message}`;
  const before = source.slice(0, at).split('\n');
  const column = [...(before[before.length - 1] ?? '')].length;
  const line = [...(source.split('\n')[before.length - 1] ?? '').replaceAll('\t', ' ')];
  if (source === '') return `ERROR: <input>:1:0: ${message}`;
  const dots = line.slice(0, column).map((character) => (byteLength(character) > 1 ? '\uff0e' : '.'));
  const mark = byteLength(line[column] ?? '.') > 1 ? '\uff3e' : '^';
  if (line.length > LONGEST_LINE) return `ERROR: <input>:${before.length}:${column + 1}: ${message}`;
  const place = `<input>:${before.length}:${column + 1}`;
  return `ERROR: ${place}: ${message}\n | ${line.join('')}\n | ${dots.join('')}${mark}`;
}
