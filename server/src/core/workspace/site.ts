// A place in the workspace: a span of one document of one file. What it looks like in lines is for the edges to say.
import type { Span } from '../finding.ts';

export interface Site {
  readonly uri: string;
  /** Which document of the file. */
  readonly index: number;
  /** Relative to the document. */
  readonly span: Span;
}
