// Seconds that are easier to read as minutes, hours and days.
import { text } from '../../text.ts';
import type { Meaning } from './meanings.ts';
import { spokenSeconds } from './numbers.ts';

export const secondsMeaning: Meaning = ({ node, place }) => {
  const seconds = node.value;
  if (place.type.is !== 'integer' || !place.field?.name.endsWith('Seconds')) return undefined;
  if (typeof seconds !== 'number' || seconds < 60) return undefined;
  return text(
    `\`${node.source}\` = ${spokenSeconds(seconds, 'en')}`,
    `\`${node.source}\` = ${spokenSeconds(seconds, 'zh')}`,
  );
};
