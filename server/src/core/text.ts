// User text in the two languages of the product, side by side, so that neither can be forgotten.
// The core carries both; the edges pick one. Words of the API server are never localised: `verbatim` says so.

export type Locale = 'en' | 'zh-cn';

export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** One sentence in English and in Simplified Chinese. */
export function text(en: string, zh: string): Text {
  return { en, zh };
}

/** Kubernetes' own words, the same in every language. */
export function verbatim(words: string): Text {
  return { en: words, zh: words };
}

export function pick(value: Text, locale: Locale): string {
  return locale === 'zh-cn' ? value.zh : value.en;
}
