// What can be written at the cursor: asks each source, puts the answers in the order in which people want them.
// It knows no LSP: items are plain data with offsets of the document, which lsp/ converts.
import type { Span } from '../../finding.ts';
import type { FileFormat } from '../../formats/format.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Text } from '../../text.ts';
import type { Snippet } from '../snippets.ts';
import { commandItems } from './commandItems.ts';
import { type Cursor, findCursor } from './cursor.ts';
import { embeddedItems } from './embeddedItems.ts';
import { formatOffers } from './formatItems.ts';
import { keyOffers } from './keys.ts';
import type { Place } from './place.ts';
import { rankedByUse } from './ranking.ts';
import { render } from './render.ts';
import { snippetOffers } from './sources/snippetItems.ts';
import { keysElsewhere, valuesElsewhere, writtenAt } from './sources/usedElsewhere.ts';
import { findSubject } from './subject.ts';
import { toolOffers } from './toolOffers.ts';
import { valueOffers } from './values.ts';
import { windowAt } from './window.ts';
import type { WorkspaceNames } from './workspaceNames.ts';

export interface CompletionInput {
  /** One document (a `---` part), and the cursor's offset in it. */
  readonly text: string;
  readonly offset: number;
  readonly schema: Schema;
  readonly names: WorkspaceNames;
  readonly snippets: readonly Snippet[];
  /** Whether the editor understands `$1` and `${1:x}` in inserted text. */
  readonly snippetSyntax: boolean;
  /** Of files that are no manifests: their own keys are offered. */
  readonly format?: FileFormat;
}

export type CompletionKind = 'field' | 'value' | 'constant' | 'reference' | 'unit' | 'snippet' | 'item';

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** A few words beside the label: the type, or where the name is from. */
  readonly detail?: Text;
  /** Markdown. */
  readonly documentation?: Text;
  /** Where the description is to be found, when the item is shown. */
  readonly describes?: Described;
  readonly sortText: string;
  readonly filterText: string;
  readonly edit: { readonly span: Span; readonly newText: string };
  /** `newText` holds placeholders in snippet syntax. */
  readonly isSnippet: boolean;
  /** Something can be chosen right behind it: ask again. */
  readonly asksAgain: boolean;
  readonly deprecated: boolean;
}

/** A field of a definition, one of its values, a kind, or a schedule with its next times. */
export type Described =
  | { readonly is: 'field'; readonly definition: string; readonly field: string; readonly value?: string }
  | { readonly is: 'definition'; readonly definition: string }
  | { readonly is: 'schedule'; readonly source: string; readonly zone?: string };

/** The items at the cursor, best first. Empty in comments, in text blocks, and in files that are not Kubernetes'. */
export function complete(input: CompletionInput): readonly CompletionItem[] {
  return embeddedItems(input, complete) ?? itemsIn(input);
}

function itemsIn(input: CompletionInput): readonly CompletionItem[] {
  const { text, offset, shift } = windowAt(input.text, input.offset);
  const cursor = findCursor(text, offset);
  if (!cursor) return [];
  const seen = { ...input, text, offset };
  const item = cursor.asItem ? itemsAt(cursor.asItem, seen) : [];
  const items = [...item, ...itemsAt(cursor, seen)];
  return items.map((entry, index) => ({
    ...entry,
    sortText: String(index).padStart(4, '0'),
    edit: { ...entry.edit, span: { start: entry.edit.span.start + shift, end: entry.edit.span.end + shift } },
  }));
}

function itemsAt(cursor: Cursor, input: CompletionInput): readonly CompletionItem[] {
  const { format } = input;
  if (format)
    return (
      commandItems({ ...input, format }, cursor) ??
      render(formatOffers({ ...input, cursor, format }), cursor, input.snippetSyntax)
    );
  const subject = findSubject(cursor, input.schema, input.text);
  if (!subject) return [];
  const { schema, names } = input;
  const place: Place = { cursor, subject, schema, names };
  const own = subject.isTool ? toolOffers(place) : [...keyOffers(place), ...valueOffers(place)];
  const written = writtenAt(place);
  const all = [...own, ...keysElsewhere(place, written, own), ...valuesElsewhere(place, written, own)];
  const offers = [...rankedByUse(place, written, all), ...(subject.isTool ? [] : snippetOffers(place, input.snippets))];
  return render(offers, cursor, input.snippetSyntax);
}
