// What a schedule says in words, and when it fires next, in its own time zone.
import { civilFromMs, weekdayOf } from '../../kubernetes/civilTime.ts';
import { type CronSchedule, nextTime, parseCron } from '../../kubernetes/cron.ts';
import { wordAt } from '../../kubernetes/resource.ts';
import { timeZone } from '../../kubernetes/timeZone.ts';
import { type Text, text } from '../../text.ts';
import { cronWords } from './cronWords.ts';
import type { Meaning } from './meanings.ts';

const times = 5;

export const cronMeaning: Meaning = ({ node, path, place, root }, { nowMs }) => {
  if (place.field?.name !== 'schedule' || place.type.is !== 'string') return undefined;
  return scheduleText(node.source, wordAt(root, [...path.slice(0, -1), 'timeZone']), nowMs);
};

/** In words, with the times after `nowMs` where that is known; undefined for what is no schedule. */
export function scheduleText(source: string, zone: string | undefined, nowMs: number | undefined): Text | undefined {
  const parsed = parseCron(zone ? `TZ=${zone} ${source}` : source);
  if ('error' in parsed) return undefined;
  const said = cronWords(parsed.schedule);
  const reading = text(`\`${source}\` = ${said.en}`, `\`${source}\` = ${said.zh}`);
  if (nowMs === undefined) return reading;
  const next = timesAfter(parsed.schedule, nowMs);
  if (next.length === 0) return text('This schedule never fires', '此计划永远不会触发');
  const clock = timeZone(zone ?? '');
  const lines = next.map((at) => `- ${clockTime(at + (clock?.offsetAt(at) ?? 0))}`).join('\n');
  const where = zone ?? 'UTC';
  return text(
    `${reading.en}\n\nNext times (${where}):\n${lines}`,
    `${reading.zh}\n\n接下来的触发时间（${where}）：\n${lines}`,
  );
}

function timesAfter(schedule: CronSchedule, nowMs: number): readonly number[] {
  const next: number[] = [];
  for (let at: number | undefined = nowMs; next.length < times; ) {
    at = nextTime(schedule, at);
    if (at === undefined) break;
    next.push(at);
  }
  return next;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

function clockTime(ms: number): string {
  const { year, month, day, hour, minute } = civilFromMs(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${weekdays[weekdayOf(ms)] ?? ''} ${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}
