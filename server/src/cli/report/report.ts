// What `kpod check` found, as a value: the reporters beside this file turn it into text and know nothing else.
import type { Severity } from '../../core/finding.ts';
import type { Locale } from '../../core/text.ts';

/** Lines and columns from 1, as people and CI systems count; columns in UTF-16 units; the end is exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface ReportedFinding {
  /** As the user would write it: relative to the working directory where it lies below it. */
  readonly path: string;
  readonly region: Region;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly field?: string;
  readonly related: readonly { readonly path: string; readonly region: Region; readonly message: string }[];
  /** The source line that the finding starts in, for people. */
  readonly source: string;
  /** The template that the document was rendered from, where its renderer says so. */
  readonly origin?: string;
}

export interface RuleDescription {
  readonly id: string;
  readonly summary: string;
  /** What the rule's findings usually are; codes that come of no rule have no such things. */
  readonly level?: Severity;
  readonly why?: string;
  readonly remedy?: string;
}

export interface Report {
  readonly version: string;
  readonly filesChecked: number;
  readonly documentsChecked: number;
  readonly findings: readonly ReportedFinding[];
  readonly rules: readonly RuleDescription[];
  /** Of what people read; what programs read is the same in every language. English when left out. */
  readonly locale?: Locale;
  /** For people: no summary. */
  readonly isQuiet?: boolean;
}

export type Reporter = (report: Report) => string;
