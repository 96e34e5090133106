// Schedules for CronJobs: those that people want most, and the one that is being typed; each in words, with its next times.
import { parseCron } from '../../../kubernetes/cron.ts';
import { wordAt } from '../../../kubernetes/resource.ts';
import { type Text, text } from '../../../text.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

const cronExpressions: readonly { readonly value: string; readonly meaning: Text }[] = [
  { value: '*/5 * * * *', meaning: text('every 5 minutes', '每 5 分钟') },
  { value: '*/1 * * * *', meaning: text('every minute', '每分钟') },
  { value: '*/15 * * * *', meaning: text('every 15 minutes', '每 15 分钟') },
  { value: '*/30 * * * *', meaning: text('every 30 minutes', '每 30 分钟') },
  { value: '0 * * * *', meaning: text('every hour, on the hour', '每小时整点') },
  { value: '0 */6 * * *', meaning: text('every 6 hours', '每 6 小时') },
  { value: '0 0 * * *', meaning: text('every day at 00:00', '每天 00:00') },
  { value: '0 2 * * *', meaning: text('every day at 02:00', '每天 02:00') },
  { value: '0 9 * * 1-5', meaning: text('Monday to Friday at 09:00', '周一至周五 09:00') },
  { value: '0 0 * * 0', meaning: text('every Sunday at 00:00', '每周日 00:00') },
  { value: '0 0 1 * *', meaning: text('on the first of each month at 00:00', '每月 1 日 00:00') },
  { value: '0 0 1 1 *', meaning: text('once a year, on 1 January at 00:00', '每年 1 月 1 日 00:00') },
  { value: '@hourly', meaning: text('every hour, on the hour', '每小时整点') },
  { value: '@daily', meaning: text('every day at 00:00', '每天 00:00') },
  { value: '@weekly', meaning: text('every Sunday at 00:00', '每周日 00:00') },
  { value: '@monthly', meaning: text('on the first of each month at 00:00', '每月 1 日 00:00') },
];

const typedHere = text('as typed', '当前输入');

/** The usual schedules, behind the typed one where that is whole. */
export function scheduleOffers({ cursor, subject }: Place): readonly Offer[] {
  const zone = wordAt(subject.root, [...subject.path.slice(0, -1), 'timeZone']);
  const typed = cursor.typed.trim();
  const isNew = typed !== '' && !cronExpressions.some(({ value }) => value === typed);
  const own = isNew && !('error' in parseCron(typed)) ? [{ value: typed, meaning: typedHere }] : [];
  return [...own, ...cronExpressions].map(({ value, meaning }, index) => ({
    label: value,
    kind: 'value',
    rank: index < own.length ? 4 : 5,
    detail: meaning,
    describes: { is: 'schedule', source: value, ...(zone ? { zone } : {}) },
    insert: { is: 'value', value, wantsString: true },
  }));
}
