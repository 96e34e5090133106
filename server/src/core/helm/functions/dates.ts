// sprig's functions of time (Masterminds/sprig v3.3: date.go), in UTC: which zone the user's machine is in is not known
// here. Layouts are Go's; a part of a layout that is not known here is not guessed.
import { civilFromMs, weekdayOf } from '../../kubernetes/civilTime.ts';
import { durationText, parseDuration } from '../../kubernetes/duration.ts';
import { type GoStruct, type GoValue, isStruct, NotRendered } from '../engine/value.ts';
import { type FunctionTable, fn, type Run, text } from './function.ts';

export const dateFunctions: FunctionTable = {
  now: fn(0, (_, run) => timeOf(run.nowMs)),
  date: fn(2, ([layout, at], run) => formatTime(text(layout), msOf(at, run))),
  dateInZone: fn(3, ([layout, at, zone], run) => formatTime(text(layout), msOf(at, run), text(zone))),
  date_in_zone: fn(3, ([layout, at, zone], run) => formatTime(text(layout), msOf(at, run), text(zone))),
  htmlDate: fn(1, ([at], run) => formatTime('2006-01-02', msOf(at, run))),
  dateModify: fn(2, ([change, at], run) => timeOf(msOf(at, run) + milliseconds(text(change)))),
  date_modify: fn(2, ([change, at], run) => timeOf(msOf(at, run) + milliseconds(text(change)))),
  unixEpoch: fn(1, ([at], run) => String(Math.floor(msOf(at, run) / 1000))),
  duration: fn(1, ([seconds]) => durationText(secondsOf(seconds) * 1_000_000_000n)),
};

function timeOf(ms: number): GoStruct {
  const methods = new Map<string, (args: readonly GoValue[]) => GoValue>([
    ['Unix', () => BigInt(Math.floor(ms / 1000))],
    ['UnixNano', () => BigInt(ms) * 1_000_000n],
    ['Year', () => BigInt(civilFromMs(ms).year)],
    ['Day', () => BigInt(civilFromMs(ms).day)],
    ['Hour', () => BigInt(civilFromMs(ms).hour)],
    ['Format', ([layout]) => formatTime(text(layout), ms)],
    ['UTC', () => timeOf(ms)],
  ]);
  return {
    struct: 'time.Time',
    fields: new Map([['ms', BigInt(ms)]]),
    methods,
    words: formatTime('2006-01-02 15:04:05 +0000 UTC', ms),
  };
}

function msOf(at: GoValue, run: Run): number {
  if (isStruct(at) && at.struct === 'time.Time') return Number(at.fields.get('ms'));
  if (typeof at === 'bigint') return Number(at) * 1000;
  return run.nowMs;
}

function milliseconds(change: string): number {
  const parsed = parseDuration(change);
  return 'error' in parsed ? 0 : Number(parsed.nanoseconds / 1_000_000n);
}

function secondsOf(value: GoValue): bigint {
  if (typeof value === 'bigint') throw new NotRendered('int and int64 are not told apart here');
  return typeof value === 'string' && /^[+-]?\d+$/.test(value) ? BigInt(value.replace(/^\+/, '')) : 0n;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const two = (value: number): string => String(value).padStart(2, '0');
const parts = /2006|January|Jan|Monday|Mon|MST|Z07:00|-07:00|-0700|\.0+|\.9+|01|02|03|04|05|06|15|PM|pm|_2|[12345]/g;

function formatTime(layout: string, ms: number, zone = 'UTC'): string {
  if (!['UTC', 'GMT', '', 'Local'].includes(zone))
    throw new NotRendered(`the time zone "${zone}" is not rendered here`);
  const { year, month, day, hour, minute, second } = civilFromMs(ms);
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  const [monthName = '', dayName = ''] = [months[month - 1], days[weekdayOf(ms)]];
  const written: Readonly<Record<string, string>> = {
    2006: String(year).padStart(4, '0'),
    '06': two(year % 100),
    January: monthName,
    Jan: monthName.slice(0, 3),
    '01': two(month),
    1: String(month),
    Monday: dayName,
    Mon: dayName.slice(0, 3),
    '02': two(day),
    _2: String(day).padStart(2),
    2: String(day),
    15: two(hour),
    '03': two(twelve),
    3: String(twelve),
    '04': two(minute),
    4: String(minute),
    '05': two(second),
    5: String(second),
    PM: hour < 12 ? 'AM' : 'PM',
    pm: hour < 12 ? 'am' : 'pm',
    MST: 'UTC',
    'Z07:00': 'Z',
    '-07:00': '+00:00',
    '-0700': '+0000',
  };
  return layout.replace(parts, (part) => (/^\.0/.test(part) ? part : /^\.9/.test(part) ? '' : (written[part] ?? part)));
}
