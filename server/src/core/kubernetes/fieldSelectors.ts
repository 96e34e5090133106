// Field selectors: `kubectl --field-selector status.phase!=Running`. Mirrors k8s.io/apimachinery pkg/fields (v1.36).
// Which fields a kind can be asked for is data of the asker.
import { compareGoStrings } from './goText.ts';

export interface FieldTerm {
  readonly field: string;
  readonly operator: '=' | '!=';
  readonly value: string;
}

export type ParsedFieldSelector = { readonly terms: readonly FieldTerm[] } | { readonly error: string };

/** `fields.ParseSelector`: terms sorted as written text, or the server's words. */
export function parseFieldSelector(query: string): ParsedFieldSelector {
  const terms: FieldTerm[] = [];
  for (const part of splitTerms(query).sort(compareGoStrings)) {
    if (part === '') continue;
    const split = /^(.*?)(!=|==|=)(.*)$/s.exec(part);
    if (!split) return { error: `invalid selector: '${query}'; can't understand '${part}'` };
    const value = unescapeValue(split[3] ?? '');
    if ('error' in value) return value;
    terms.push({ field: split[1] ?? '', operator: split[2] === '!=' ? '!=' : '=', value: value.text });
  }
  return { terms };
}

function splitTerms(query: string): string[] {
  const terms: string[] = [];
  let start = 0;
  for (let at = 0; at < query.length; at++) {
    if (query[at] === '\\') at++;
    else if (query[at] === ',') {
      terms.push(query.slice(start, at));
      start = at + 1;
    }
  }
  return [...terms, query.slice(start)];
}

function unescapeValue(value: string): { readonly text: string } | { readonly error: string } {
  let text = '';
  let escaped = false;
  for (const rune of value) {
    if (escaped) {
      if (!/[\\,=]/.test(rune)) return { error: `invalid field selector: invalid escape sequence: \\${rune}` };
      text += rune;
      escaped = false;
    } else if (rune === '\\') escaped = true;
    else if (rune === ',' || rune === '=') {
      return { error: `invalid field selector: unescaped character in value: ${rune.codePointAt(0)}` };
    } else text += rune;
  }
  return escaped ? { error: 'invalid field selector: invalid escape sequence: \\' } : { text };
}

export function fieldSelectorText(terms: readonly FieldTerm[]): string {
  return terms
    .map(({ field, operator, value }) => `${field}${operator}${value.replace(/[\\,=]/g, (letter) => `\\${letter}`)}`)
    .join(',');
}

/** Whether all terms hold of the values that `fieldValue` gives ('' for a field that is not set). */
export function fieldSelectorMatches(terms: readonly FieldTerm[], fieldValue: (field: string) => string): boolean {
  return terms.every(({ field, operator, value }) => (fieldValue(field) === value) === (operator === '='));
}
