// Completion in a kubectl line of a scenario, word by word: verbs, types, names, flags and their values.
import type { FileFormat } from '../../formats/format.ts';
import { completeLine, type LineOffer } from '../../kubernetes/kubectl/completeLine.ts';
import { fieldAt } from '../../schema/lookup.ts';
import { documentOf } from '../../workspace/document.ts';
import { emptyWorkspace } from '../../workspace/workspace.ts';
import { embeddedIn, embeddedWorkspace } from '../embedded.ts';
import { scenarioNames } from '../scenarioNames.ts';
import type { CompletionInput, CompletionItem } from './completion.ts';
import type { Cursor } from './cursor.ts';
import { formatOffers } from './formatItems.ts';
import { namesInWorkspace } from './namesInWorkspace.ts';
import type { Offer } from './offer.ts';
import { render } from './render.ts';

/** Undefined where no command is written. */
export function commandItems(
  input: CompletionInput & { readonly format: FileFormat },
  cursor: Cursor,
): readonly CompletionItem[] | undefined {
  const { format, schema, text, offset, snippetSyntax } = input;
  const place = cursor.role === 'key' ? undefined : fieldAt(format.schema, format.kind, cursor.path);
  if (place?.field?.markers?.[0] !== 'command') return undefined;
  const document = documentOf(text);
  const { start, offers } = completeLine(cursor.typed, scenarioNames(document, format, schema));
  const behind = /^\S*/.exec(text.slice(offset, cursor.replace.end))?.[0].length ?? 0;
  const begun = cursor.typed.length - start;
  const word: Cursor = {
    ...cursor,
    typed: cursor.typed.slice(start),
    replace: { start: offset - begun, end: offset + behind },
  };
  const words = render(offers.map(offerOf), word, snippetSyntax).map((item, at) => ({
    ...item,
    asksAgain: offers[at]?.isOpen === true,
  }));
  // At the start of the line also the whole lines that one usually tries.
  if (start > 0) return words;
  const embedded = embeddedIn(document, format);
  const names = embedded.length === 0 ? input.names : namesInWorkspace(embeddedWorkspace(emptyWorkspace, embedded), '');
  return [...render(formatOffers({ ...input, names, cursor }), cursor, snippetSyntax), ...words];
}

function offerOf({ word, about }: LineOffer, rank: number): Offer {
  return {
    label: word,
    kind: 'value',
    rank,
    ...(about ? { detail: about } : {}),
    insert: { is: 'value', value: word, wantsString: false },
  };
}
