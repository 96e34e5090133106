// Offers as items: sorted, and written out in the file's own style with placeholders where the editor takes them.
// The text is complete with its indentation: an editor must insert it as it is, without indenting its lines again.
import { isPlainSafe, quote } from '../../yaml/write.ts';
import type { CompletionItem } from './completion.ts';
import type { Cursor } from './cursor.ts';
import type { Offer } from './offer.ts';
import { newWriter, writeItem, writeKey, writeTemplate } from './writeSkeleton.ts';

/** The items of one cursor, best first. Of two offers with one label the better stays. */
export function render(offers: readonly Offer[], cursor: Cursor, snippetSyntax: boolean): readonly CompletionItem[] {
  const seen = new Set<string>();
  const sorted = offers
    .map((offer, index) => ({ offer, index }))
    .sort((a, b) => a.offer.rank - b.offer.rank || a.index - b.index);
  const items: CompletionItem[] = [];
  for (const { offer } of sorted) {
    const identity = `${offer.insert.is === 'value' ? 'value' : offer.insert.is}|${offer.label}`;
    if (seen.has(identity)) continue;
    seen.add(identity);
    items.push(itemOf(offer, cursor, snippetSyntax, items.length));
  }
  return items;
}

function itemOf(offer: Offer, cursor: Cursor, snippetSyntax: boolean, order: number): CompletionItem {
  const writing = write(offer, cursor, snippetSyntax);
  const wholeToken = writing.wholeToken && cursor.quote !== '';
  const span = wholeToken
    ? { start: cursor.replace.start - 1, end: cursor.replace.end + (cursor.closed ? 1 : 0) }
    : cursor.replace;
  const filter = offer.insert.is === 'value' ? offer.insert.value : offer.label;
  return {
    label: offer.label,
    kind: offer.kind,
    ...(offer.detail ? { detail: offer.detail } : {}),
    ...(offer.documentation ? { documentation: offer.documentation } : {}),
    ...(offer.describes ? { describes: offer.describes } : {}),
    sortText: String(order).padStart(4, '0'),
    filterText: (wholeToken ? cursor.quote : '') + (offer.insert.is === 'item' ? cursor.typed : filter),
    edit: { span, newText: writing.text },
    isSnippet: snippetSyntax && writing.hasPlaceholders,
    asksAgain: writing.asksAgain,
    deprecated: offer.deprecated === true,
  };
}

interface Writing {
  readonly text: string;
  readonly hasPlaceholders: boolean;
  readonly asksAgain: boolean;
  /** Quotes around the word are overwritten too. */
  readonly wholeToken: boolean;
}

function write(offer: Offer, cursor: Cursor, snippetSyntax: boolean): Writing {
  const writer = newWriter(snippetSyntax);
  const { insert } = offer;
  switch (insert.is) {
    case 'key': {
      if (cursor.hasBody && !cursor.hasColon) return bare(`${cursor.lead}${keyAlone(offer.label, cursor)}:`);
      const text = cursor.hasColon ? keyAlone(offer.label, cursor) : writeKey(offer.label, insert, cursor, writer);
      const asksAgain = !cursor.hasColon && /(: |- |[[{]|\n *)(\$[01])?$/.test(text);
      return { text: cursor.lead + text, hasPlaceholders: writer.used, asksAgain, wholeToken: !cursor.hasColon };
    }
    case 'item':
      return {
        text: writeItem(insert.skeleton, cursor, writer),
        hasPlaceholders: writer.used,
        asksAgain: true,
        wholeToken: false,
      };
    case 'template':
      return {
        text: writeTemplate(insert.body, insert.asItem, cursor, writer),
        hasPlaceholders: writer.used,
        asksAgain: false,
        wholeToken: true,
      };
    case 'value':
      return {
        text: valueText(insert.value, insert.wantsString, cursor),
        hasPlaceholders: false,
        asksAgain: false,
        wholeToken: false,
      };
  }
}

/** Text with nothing to fill in. */
function bare(text: string): Writing {
  return { text, hasPlaceholders: false, asksAgain: false, wholeToken: true };
}

function keyAlone(key: string, cursor: Cursor): string {
  return cursor.quote === '' && !isPlainSafe(key) ? quote(key, cursor.style) : key;
}

/** The value, quoted where it must be: within quotes that are there, as JSON, or for a string that looks like a number. */
function valueText(value: string, wantsString: boolean, cursor: Cursor): string {
  const { style, quote: open, lead } = cursor;
  if (open === "'") return value.replaceAll("'", "''");
  if (open === '"') return JSON.stringify(value).slice(1, -1);
  if (cursor.json && wantsString) return lead + JSON.stringify(value);
  return lead + (wantsString && !isPlainSafe(value) ? quote(value, style) : value);
}
