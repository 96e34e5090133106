// What the product says about a place in a document, and what it offers to do about it.
// Spans are UTF-16 offsets relative to the start of the document (one `---` part), never of the file:
// so the findings of an unchanged document stay valid when another document of the file grows.
import type { Text } from './text.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** `uri` is absent for the document that the finding or fix belongs to. With `uri`, offsets are of that file. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
  readonly uri?: string;
}

export interface Fix {
  readonly title: Text;
  readonly edits: readonly TextEdit[];
  /** The one an editor may apply without asking which. */
  readonly preferred?: boolean;
  /** A file to create, in place of `edits` or with them. */
  readonly createFile?: { readonly uri: string; readonly content: string };
}

export interface RelatedPlace {
  readonly span: Span;
  readonly message: Text;
  /** Another file; then `span` is of that file. */
  readonly uri?: string;
}

export interface Finding {
  /** The rule's id, kebab-case: `unknown-field`, `api-server`, `missing-configmap-key`. */
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: Text;
  /** Path in the object, `spec.containers[0].image`, where there is one. */
  readonly field?: string;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedPlace[];
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}
