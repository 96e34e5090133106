// Snippets where they fit: whole objects in an empty document, items in their lists, keys in their types.

import { verbatim } from '../../../text.ts';
import { expandWithDefaults, type Snippet } from '../../snippets.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

const rankOfSnippets = 200;

export function snippetOffers(place: Place, snippets: readonly Snippet[]): readonly Offer[] {
  const { cursor } = place;
  if (cursor.flow || cursor.quote !== '' || cursor.hasColon || cursor.role === 'value') return [];
  return snippets.flatMap((snippet) => {
    const fit = fitOf(place, snippet);
    return fit === undefined ? [] : [offerOf(snippet, fit === 'with dash')];
  });
}

function offerOf(snippet: Snippet, asItem: boolean): Offer {
  return {
    label: snippet.prefix,
    kind: 'snippet',
    rank: rankOfSnippets,
    detail: snippet.summary,
    documentation: verbatim(`\`\`\`yaml\n${expandWithDefaults(snippet.body)}\n\`\`\``),
    insert: { is: 'template', body: snippet.body, asItem },
  };
}

/** Whether the snippet may stand at the cursor, and whether its dash is still to be written. */
function fitOf(
  { cursor, subject, schema }: Place,
  { place: wanted, body }: Snippet,
): 'as is' | 'with dash' | undefined {
  const here = subject.place;
  if (wanted.at === 'document') {
    return subject.path.length === 0 && subject.prefix.length === 0 && cursor.siblings.length === 0
      ? 'as is'
      : undefined;
  }
  if (wanted.at === 'rest') {
    const isLeft = cursor.siblings.length === 2 && ['apiVersion', 'kind'].every((key) => cursor.siblings.includes(key));
    return isLeft && subject.path.length === 0 && subject.prefix.length === 0 ? 'as is' : undefined;
  }
  if (!here || (cursor.lead === '- ' && wanted.at === 'key')) return undefined;
  if (wanted.at === 'key') {
    const first = /^\s*([\w.-]+):/.exec(body)?.[1];
    const isFree = first === undefined || !cursor.siblings.includes(first);
    return isFree && here.definition?.typeName === wanted.typeName ? 'as is' : undefined;
  }
  const fitsField = wanted.field === undefined || here.field?.name === wanted.field;
  if (!fitsField) return undefined;
  const isItem = here.definition?.typeName === wanted.typeName && cursor.container?.type === 'sequence';
  if (isItem && cursor.siblings.length === 0) return cursor.lead === '- ' ? 'with dash' : 'as is';
  const of =
    here.type.is === 'list' && here.type.of.is === 'definition' ? schema.definition(here.type.of.name) : undefined;
  return cursor.role === 'either' && of?.typeName === wanted.typeName ? 'with dash' : undefined;
}
