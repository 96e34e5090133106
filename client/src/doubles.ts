// What another YAML extension says of the same text, so that it is not said twice. It knows no editor.

export interface Said {
  readonly code?: unknown;
  readonly source?: string | undefined;
  /** 0 is an error. */
  readonly severity: number;
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
}

/** Of YAML itself; everything else is about Kubernetes, of which the other says nothing. */
const ofYaml: ReadonlySet<unknown> = new Set(['yaml-syntax', 'duplicate-key', 'excessive-aliases']);
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
