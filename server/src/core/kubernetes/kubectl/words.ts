// A command line taken apart as a shell does: words with their places, quotes removed, no variables. Knows no commands.

export interface Word {
  /** Without quotes. */
  readonly text: string;
  /** In the line, with quotes. */
  readonly start: number;
  readonly end: number;
}

/** The words of a line, in order; a quote that nobody closes reaches to the end of the line. */
export function wordsOf(line: string): readonly Word[] {
  return [...line.matchAll(/(?:'[^']*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)|\{(?:oldest|newest) [^}]*\}|[^\s'"])+/g)].map(
    ({ 0: raw, index }) => ({ text: withoutQuotes(raw), start: index, end: index + raw.length }),
  );
}

function withoutQuotes(raw: string): string {
  return raw.replace(
    /'([^']*)(?:'|$)|"((?:[^"\\]|\\.)*)(?:"|$)/g,
    (_all, plain?: string, quoted?: string) => plain ?? (quoted ?? '').replace(/\\(.)/g, '$1'),
  );
}
