// What a word is about that somebody gave a meaning: a capability, a taint, a verb, the key of a label or an annotation.
import type { FieldPlace } from '../../schema/lookup.ts';
import { pick, type Text, verbatim } from '../../text.ts';
import type { Path } from '../../yaml/nodes.ts';
import { aboutKey, aboutValue, valuesOfKey } from '../knowledge/knowledge.ts';
import { words } from './words.ts';

/** Of a key of a map, or of the value behind it. */
export function knownKey(kind: string, path: Path, { field }: FieldPlace): Text | undefined {
  const key = path.at(-1);
  if (!field || typeof key !== 'string' || key === field.name || path.at(-2) !== field.name) return undefined;
  const about = aboutKey(kind, field.name, key);
  if (!about) return undefined;
  const values = valuesOfKey(kind, field.name, key).map((value) => `\`${value}\``);
  const usual = values.length === 0 ? undefined : verbatim(values.join(', '));
  const shown = (locale: 'en' | 'zh-cn') =>
    usual
      ? `${pick(about, locale)}\n\n- ${pick(words.usual, locale)}${pick(words.colon, locale)}${pick(usual, locale)}`
      : pick(about, locale);
  return { en: shown('en'), zh: shown('zh-cn') };
}

/** Of a value, or of an item of a list. */
export function knownValue(place: FieldPlace, word: string): Text | undefined {
  const about = aboutValue(place, word);
  return about && { en: `\`${word}\` ${about.en}`, zh: `\`${word}\` ${about.zh}` };
}
