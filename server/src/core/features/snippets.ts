// The snippets, read from their template files (snippets/*.yaml, the only source): what they are called, where they
// fit, what they insert. It does not know how an editor shows them.
import { type Text, text } from '../text.ts';

/** Where a snippet fits: a whole document, what is left of one behind apiVersion and kind, an item of a list of `typeName`, or keys inside a `typeName`. */
export type SnippetPlace =
  | { readonly at: 'document' }
  | { readonly at: 'rest' }
  | { readonly at: 'item'; readonly typeName: string; readonly field?: string }
  | { readonly at: 'key'; readonly typeName: string };

export interface Snippet {
  readonly id: string;
  readonly prefix: string;
  readonly summary: Text;
  readonly place: SnippetPlace;
  /** VS Code / TextMate snippet syntax (`${1:app}`, `${2|A,B|}`), lines joined by `\n`, indented by two spaces. */
  readonly body: string;
}

const headerLine = /^#- (\w+): (.*)$/;

/**
 * Reads one template file: `#- prefix|en|zh|at: …` lines, then the body.
 * @throws when a header line is missing: template files are part of the product, a bad one is our mistake
 */
export function parseSnippet(id: string, file: string): Snippet {
  const lines = file.replace(/\r\n/g, '\n').trimEnd().split('\n');
  const header = new Map<string, string>();
  let first = 0;
  for (const line of lines) {
    const match = headerLine.exec(line);
    if (!match) break;
    header.set(match[1] ?? '', match[2] ?? '');
    first++;
  }
  const given = (name: string): string => {
    const value = header.get(name);
    if (value === undefined)
      throw new Error(`snippet ${id} has no "#- ${name}: …" line; add one at the top of its file`);
    return value;
  };
  return {
    id,
    prefix: given('prefix'),
    summary: text(given('en'), given('zh')),
    place: parsePlace(id, given('at')),
    body: lines.slice(first).join('\n'),
  };
}

function parsePlace(id: string, words: string): SnippetPlace {
  if (words === 'document') return { at: 'document' };
  const match = /^(item|key) (\w+)(?: in (\w+))?$/.exec(words);
  const typeName = match?.[2];
  if (!match || !typeName) {
    throw new Error(`snippet ${id}: "${words}" is no place; write "document", "item TYPE [in FIELD]" or "key TYPE"`);
  }
  if (match[1] === 'key') return { at: 'key', typeName };
  return match[3] === undefined ? { at: 'item', typeName } : { at: 'item', typeName, field: match[3] };
}

/** The text one gets by accepting every placeholder as it stands: the default, the first choice, or nothing. */
export function expandWithDefaults(body: string): string {
  return body
    .replace(/\$\{\d+\|([^|]*)\|\}/g, (_, choices: string) => choices.split(',')[0] ?? '')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\}|\$\d+/g, '');
}
