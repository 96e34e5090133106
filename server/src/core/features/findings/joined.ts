// One fault, one finding: what the schema and the API server both say is told once, in the server's words and with the
// schema's fixes; what follows from another fault is left out.
import type { Finding } from '../../finding.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { type Text, verbatim } from '../../text.ts';
import type { Path } from '../../yaml/nodes.ts';
import { formatField } from '../../yaml/path.ts';
import type { StructureFinding } from './structureFindings.ts';
import type { CauseFinding } from './verdictFindings.ts';

export interface Joined {
  readonly finding: Finding;
  readonly path: Path;
  readonly isMissing: boolean;
}

/** `isJudged`: the server's rules for the kind are known, so what it does not refuse is allowed. */
export function join(
  structure: readonly StructureFinding[],
  causes: readonly CauseFinding[],
  isJudged: boolean,
): readonly Joined[] {
  const faults = structure.filter(({ problem }) => !isIgnored(problem) && !isMisspelled(problem, structure));
  const hints = structure.filter(({ problem }) => isIgnored(problem));
  const told = faults.map((fault) => {
    const same = causes.find((cause) => saysTheSame(fault, cause));
    return {
      path: fault.problem.path,
      isMissing: fault.problem.fault === 'missing-required',
      finding: retold(fault, same, causes, isJudged),
    };
  });
  const added = causes.filter((cause) => !isToldBy(cause, faults, causes) && !isMisspelledCause(cause, structure));
  return [
    ...told,
    ...hints.map(({ problem, finding }) => ({ finding, path: problem.path, isMissing: false })),
    ...added.map(({ cause, finding, path }) => ({ finding, path, isMissing: cause.reason === 'FieldValueRequired' })),
  ];
}

/** Told, though the server takes it and does nothing with it. */
function isIgnored({ fault }: StructureFinding['problem']): boolean {
  return fault === 'read-only' || fault === 'gated-field';
}

function saysTheSame({ problem }: StructureFinding, { cause, path }: CauseFinding): boolean {
  if (problem.fault === 'missing-required' && cause.reason !== 'FieldValueRequired') return false;
  if (problem.fault === 'bad-enum' && cause.reason !== 'FieldValueNotSupported') return false;
  return formatField(problem.path) === formatField(path);
}

/** Said by a fault at the same place or at one that holds it, or a consequence of another cause. */
function isToldBy(
  { cause, path }: CauseFinding,
  faults: readonly StructureFinding[],
  causes: readonly CauseFinding[],
): boolean {
  if (
    cause.reason === 'Decode' &&
    faults.some(({ problem }) => problem.fault === 'wrong-type' || problem.fault === 'bad-format')
  )
    return true;
  if (
    faults.some(
      ({ problem }) => problem.fault !== 'misread-key' && problem.path.length > 0 && startsWith(path, problem.path),
    )
  )
    return true;
  return cause.message.includes('`selector` does not match template `labels`') && causes.some(isMissingSelector);
}

/** pkg/apis/apps/validation (v1.36) compares a selector with the template's labels even when there is none. */
function isMissingSelector({ cause }: CauseFinding): boolean {
  return cause.reason === 'FieldValueRequired' && cause.field === 'spec.selector';
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((segment, index) => path[index] === segment);
}

/** `contaners` is told as unknown, or `containers` at the wrong level, so that `containers` is missing goes without saying. */
function isMisspelled(problem: StructureFinding['problem'], all: readonly StructureFinding[]): boolean {
  return problem.fault === 'missing-required' && misspellingOf(problem.path, all);
}

/** The server misses the field, or judges the nothing that it finds there, in it or below it. */
function isMisspelledCause({ cause, path }: CauseFinding, all: readonly StructureFinding[]): boolean {
  const isAboutNothing =
    cause.reason === 'FieldValueRequired' || /^[A-Z][a-z ]+: (?:""|null|0)(?::|$)/.test(cause.message);
  return isAboutNothing && path.some((_, index) => misspellingOf(path.slice(0, index + 1), all));
}

function misspellingOf(path: Path, all: readonly StructureFinding[]): boolean {
  const name = String(path.at(-1));
  const parent = formatField(path.slice(0, -1));
  return all.some(
    ({ problem }) =>
      problem.fault === 'unknown-field' &&
      (problem.pair.key.source === name
        ? startsWith(path, problem.path.slice(0, -1))
        : formatField(problem.path.slice(0, -1)) === parent && didYouMean(problem.pair.key.source, [name]).length > 0),
  );
}

/**
 * In the server's words where it has some. What the schema requires and the server, asked, does not miss, is only worth
 * a note: OpenAPI's "required" is not what the server checks.
 */
function retold(
  { problem, finding }: StructureFinding,
  same: CauseFinding | undefined,
  causes: readonly CauseFinding[],
  isJudged: boolean,
): Finding {
  if (same) return withWords(finding, verbatim(`${same.cause.field}: ${same.cause.message}`), finding.severity);
  const isCheckable = problem.fault === 'missing-required' || problem.fault === 'bad-enum';
  if (!isJudged || !isCheckable || causes.some(({ path }) => startsWith(path, problem.path))) return finding;
  return withWords(finding, finding.message, 'info');
}

function withWords(finding: Finding, message: Text, severity: Finding['severity']): Finding {
  return {
    code: finding.code,
    span: finding.span,
    ...(finding.field === undefined ? {} : { field: finding.field }),
    severity,
    message,
    get fixes() {
      return finding.fixes ?? [];
    },
  };
}
