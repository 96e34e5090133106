// A schedule read aloud: `30 4 * * 1-5` is "at 04:30, Monday to Friday". From the parsed fields, so that every way to
// write one schedule reads the same.
import type { CronSchedule } from '../../kubernetes/cron.ts';
import { type Text, text } from '../../text.ts';
import { spokenSeconds } from './numbers.ts';

type Fields = Exclude<CronSchedule, { readonly every: number }>;

/** The schedule in words; its time zone is for others to say. */
export function cronWords(schedule: CronSchedule): Text {
  if ('every' in schedule) {
    const seconds = schedule.every / 1000;
    return text(`every ${spokenSeconds(seconds, 'en')}`, `每隔 ${spokenSeconds(seconds, 'zh')}`);
  }
  const time = timeWords(schedule);
  const parts = [dayWords(schedule), monthWords(schedule)].filter((part) => part !== undefined);
  const daily = parts.length === 0 && /^at \d\d:/.test(time.en) ? [text('every day', '每天')] : parts;
  return {
    en: [time, ...daily].map(({ en }) => en).join(', '),
    zh: [...daily.reverse(), time].map(({ zh }) => zh).join('，'),
  };
}

/** More clock times than these are said as hours and minutes. */
const mostTimes = 6;

function timeWords({ minute, hour }: Fields): Text {
  const [minutes, hours] = [sorted(minute.values), sorted(hour.values)];
  const allHours = hours.length === 24;
  const step = stepOf(minutes, 60);
  if (!allHours && minutes.length * hours.length <= mostTimes) {
    const times = hours.flatMap((h) => minutes.map((m) => clock(h, m)));
    return text(`at ${listed(times, 'and')}`, times.join('、'));
  }
  const within = minuteWords(minutes, step);
  if (allHours) return within;
  const [hourStep, first = 0] = [stepOf(hours, 24), hours[0] ?? 0];
  if (hourStep !== undefined && minutes.length === 1) {
    const at = clock(first, minutes[0] ?? 0);
    return text(`every ${hourStep} hours from ${at} on`, `从 ${at} 起每 ${hourStep} 小时`);
  }
  const spans = runsOf(hours).map(([from, to]) => [clock(from, 0), clock(to, minutes.at(-1) ?? 0)] as const);
  return text(
    `${within.en}, from ${listed(
      spans.map(([from, to]) => `${from} to ${to}`),
      'and',
    )}`,
    `${spans.map(([from, to]) => `${from} 至 ${to}`).join('、')}，${within.zh}`,
  );
}

function minuteWords(minutes: readonly number[], step: number | undefined): Text {
  const [first = 0] = minutes;
  if (minutes.length === 60) return text('every minute', '每分钟');
  if (step !== undefined && first === 0) return text(`every ${step} minutes`, `每 ${step} 分钟`);
  if (step !== undefined) {
    return text(`every ${step} minutes from minute ${first} on`, `从第 ${first} 分起每 ${step} 分钟`);
  }
  if (minutes.length === 1 && minutes[0] === 0) return text('every hour, on the hour', '每小时整点');
  const said = runsOf(minutes).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const en = `${minutes.length === 1 ? 'minute' : 'minutes'} ${listed(said, 'and')}`;
  const zh = runsOf(minutes).map(([from, to]) => (from === to ? `${from}` : `${from} 至 ${to}`));
  return { en: `at ${en} of every hour`, zh: `每小时第 ${zh.join('、')} 分` };
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const weekdaysZh = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** Where both say something, one of them is enough (robfig/cron v3, SpecSchedule.Next). */
function dayWords({ dayOfMonth, dayOfWeek }: Fields): Text | undefined {
  const ofMonth = dayOfMonth.values.size === 31 ? undefined : monthDays(sorted(dayOfMonth.values));
  const ofWeek = dayOfWeek.values.size === 7 ? undefined : weekDays(sorted(dayOfWeek.values));
  if (!ofMonth || !ofWeek) return ofMonth ?? ofWeek;
  return dayOfMonth.star || dayOfWeek.star
    ? text(`${ofMonth.en} if ${ofWeek.en}`, `${ofMonth.zh}且为${ofWeek.zh}`)
    : text(`${ofMonth.en} and ${ofWeek.en}`, `${ofMonth.zh}以及${ofWeek.zh}`);
}

function monthDays(days: readonly number[]): Text {
  const runs = runsOf(days);
  const en = runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const zh = runs.map(([from, to]) => (from === to ? `${from}` : `${from} 至 ${to}`));
  return text(`on day ${listed(en, 'and')} of the month`, `每月 ${zh.join('、')} 日`);
}

function weekDays(days: readonly number[]): Text {
  const [en, zh] = [named(days, weekdays, ' to '), named(days, weekdaysZh, '至')];
  const on = days.length <= 2 ? 'on ' : '';
  return text(on + listed(en, 'and'), zh.join('、'));
}

const months = 'January February March April May June July August September October November December'.split(' ');

function monthWords({ month }: Fields): Text | undefined {
  if (month.values.size === 12) return undefined;
  const numbers = sorted(month.values).map((value) => value - 1);
  const zh = months.map((_, index) => `${index + 1}月`);
  return text(`in ${listed(named(numbers, months, ' to '), 'and')}`, named(numbers, zh, '至').join('、'));
}

function named(values: readonly number[], names: readonly string[], to: string): string[] {
  return runsOf(values).flatMap(([first, last]) => {
    const [from = '', until = ''] = [names[first], names[last]];
    return last === first ? [from] : last === first + 1 ? [from, until] : [`${from}${to}${until}`];
  });
}

function sorted(values: ReadonlySet<number>): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/** The even distance of the values all around the circle; undefined where there is none. */
function stepOf(values: readonly number[], around: number): number | undefined {
  const [first = 0, second] = values;
  if (second === undefined) return undefined;
  const step = second - first;
  const isEven = step > 1 && around % step === 0 && values.length === around / step;
  return isEven && values.every((value, index) => value === first + index * step) ? step : undefined;
}

/** First and last of each run of neighbours. */
function runsOf(values: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last && last[1] === value - 1) last[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function listed(words: readonly string[], and: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;
}
