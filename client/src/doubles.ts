// What another YAML extension says of the same text, so that it is not said twice. It knows no editor.

export interface Said {
  readonly code?: unknown;
  readonly source?: string | undefined;
  /** 0 is an error. */
  readonly severity: number;
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
}

/** The codes of findings of YAML itself, as core/yaml has them; everything else is about Kubernetes, of which the other says nothing. */
export const ofYaml: ReadonlySet<unknown> = new Set([
  'asterisk-alias',
  'bad-anchor',
  'bad-block-header',
  'bad-escape',
  'bad-indentation',
  'bad-tag',
  'circular-alias',
  'colon-in-value',
  'complex-key',
  'conflict-marker',
  'control-character',
  'copied-spaces',
  'duplicate-key',
  'full-width-colon',
  'full-width-comma',
  'full-width-quotes',
  'merge-value',
  'misplaced-dash',
  'missing-colon',
  'missing-comma',
  'missing-space',
  'null-key',
  'reserved-character',
  'tab-indentation',
  'too-deep',
  'unclosed-flow',
  'unclosed-quote',
  'unexpected-text',
  'unknown-alias',
  'yaml-syntax',
  'excessive-aliases',
]);
const theirSource = 'YAML';

/** Ours without those that stand where the other extension says that the YAML is wrong. */
export function withoutDoubles<Ours extends Said>(ours: readonly Ours[], all: readonly Said[]): readonly Ours[] {
  const theirs = all.filter(({ source, severity }) => source === theirSource && severity === 0);
  if (theirs.length === 0) return ours;
  return ours.filter((one) => !ofYaml.has(codeOf(one)) || !theirs.some((other) => touches(one, other)));
}

/** A code with an address is an object. */
function codeOf({ code }: Said): unknown {
  return typeof code === 'object' && code !== null && 'value' in code ? code.value : code;
}

function touches({ range: one }: Said, { range: other }: Said): boolean {
  return one.start.line <= other.end.line && other.start.line <= one.end.line;
}
