// What a schedule says in words, and when it fires next, in its own time zone.
import { civilFromMs, weekdayOf } from '../../kubernetes/civilTime.ts';
import { nextTime, parseCron } from '../../kubernetes/cron.ts';
import { wordAt } from '../../kubernetes/resource.ts';
import { timeZone } from '../../kubernetes/timeZone.ts';
import { text } from '../../text.ts';
import { cronWords } from './cronWords.ts';
import type { Meaning } from './meanings.ts';

const times = 5;

export const cronMeaning: Meaning = ({ node, path, place, root }, { nowMs }) => {
  if (place.field?.name !== 'schedule' || place.type.is !== 'string') return undefined;
  const zone = wordAt(root, [...path.slice(0, -1), 'timeZone']);
  const parsed = parseCron(zone ? `TZ=${zone} ${node.source}` : node.source);
  if ('error' in parsed) return undefined;
  const next: number[] = [];
  for (let at: number | undefined = nowMs; next.length < times; ) {
    at = nextTime(parsed.schedule, at);
    if (at === undefined) break;
    next.push(at);
  }
  if (next.length === 0) return text('This schedule never fires', '此计划永远不会触发');
  const clock = timeZone(zone ?? '');
  const lines = next.map((at) => `- ${clockTime(at + (clock?.offsetAt(at) ?? 0))}`).join('\n');
  const where = zone ?? 'UTC';
  const said = cronWords(parsed.schedule);
  return text(
    `\`${node.source}\` = ${said.en}\n\nNext times (${where}):\n${lines}`,
    `\`${node.source}\` = ${said.zh}\n\n接下来的触发时间（${where}）：\n${lines}`,
  );
};

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function clockTime(ms: number): string {
  const { year, month, day, hour, minute } = civilFromMs(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${weekdays[weekdayOf(ms)] ?? ''} ${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}
