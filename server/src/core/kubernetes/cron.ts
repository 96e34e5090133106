// Cron schedules of CronJobs: parsing with the server's error words, and the times that follow.
// Mirrors github.com/robfig/cron/v3 (ParseStandard, SpecSchedule.Next) as Kubernetes v1.36 uses it. Milliseconds in UTC.
import type { CivilTime } from './civilTime.ts';
import { weekdayOf } from './civilTime.ts';
import { parseDuration } from './duration.ts';
import { parseGoInteger } from './goText.ts';
import type { TimeZone } from './timeZone.ts';
import { instantOf, timeZone, UTC, wallClock } from './timeZone.ts';

export type CronSchedule =
  | { readonly every: number; readonly zone: TimeZone }
  | {
      readonly minute: Field;
      readonly hour: Field;
      readonly dayOfMonth: Field;
      readonly month: Field;
      readonly dayOfWeek: Field;
      readonly zone: TimeZone;
    };

interface Field {
  readonly values: ReadonlySet<number>;
  /** Written `*` or `?`: then the other day field alone decides. */
  readonly star: boolean;
}

export type ParsedCron = { readonly schedule: CronSchedule } | { readonly error: string };

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MINUTES: Bounds = { min: 0, max: 59 };
const HOURS: Bounds = { min: 0, max: 23 };
const DAYS: Bounds = { min: 1, max: 31 };
const MONTHS: Bounds = {
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const WEEKDAYS: Bounds = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };

const DESCRIPTORS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** Thrown within this file only; never crosses `parseCron`. */
class CronError extends Error {}

/** `cron.ParseStandard`; the zone is UTC unless `TZ=` stands in front. */
export function parseCron(text: string): ParsedCron {
  try {
    return { schedule: parse(text) };
  } catch (error) {
    if (error instanceof CronError) return { error: error.message };
    throw error;
  }
}

function parse(text: string): CronSchedule {
  if (text === '') throw new CronError('empty spec string');
  let spec = text;
  let zone = UTC;
  if (/^(CRON_)?TZ=/.test(text)) {
    const space = text.indexOf(' ');
    // The library slices up to the missing space and panics; Kubernetes reports the panic.
    if (space < 0) throw new CronError('invalid schedule format: runtime error: slice bounds out of range [:-1]');
    zone = zoneOf(text.slice(text.indexOf('=') + 1, space));
    spec = text.slice(space).trim();
  }
  if (spec.startsWith('@')) return parseDescriptor(spec, zone);
  const fields = spec.split(/[\s\u0085]+/u).filter((field) => field !== '');
  if (fields.length !== 5) {
    throw new CronError(`expected exactly 5 fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  return {
    minute: parseField(minute, MINUTES),
    hour: parseField(hour, HOURS),
    dayOfMonth: parseField(dayOfMonth, DAYS),
    month: parseField(month, MONTHS),
    dayOfWeek: parseField(dayOfWeek, WEEKDAYS),
    zone,
  };
}

function zoneOf(name: string): TimeZone {
  const zone = name === 'Local' ? UTC : timeZone(name);
  if (!zone) throw new CronError(`provided bad location ${name}: unknown time zone ${name}`);
  return zone;
}

function parseDescriptor(spec: string, zone: TimeZone): CronSchedule {
  const expanded = DESCRIPTORS.get(spec);
  if (expanded !== undefined) return { ...parse(expanded), zone };
  if (!spec.startsWith('@every ')) throw new CronError(`unrecognized descriptor: ${spec}`);
  const duration = parseDuration(spec.slice('@every '.length));
  if ('error' in duration) throw new CronError(`failed to parse duration ${spec}: ${duration.error}`);
  const seconds = duration.nanoseconds / 1_000_000_000n;
  return { every: seconds < 1n ? 1000 : Number(seconds) * 1000, zone };
}

function parseField(text: string, bounds: Bounds): Field {
  const values = new Set<number>();
  let star = false;
  for (const range of text.split(',')) {
    if (range === '') continue;
    star = addRange(range, bounds, values) || star;
  }
  return { values, star };
}

/** Adds the values of one range; true when it was a bare star. */
function addRange(range: string, bounds: Bounds, values: Set<number>): boolean {
  const [ends = '', stepText, ...moreSteps] = range.split('/');
  const [low = '', high, ...moreEnds] = ends.split('-');
  const isStar = low === '*' || low === '?';
  const start = isStar ? bounds.min : numberOrName(low, bounds);
  let end = isStar ? bounds.max : start;
  if (!isStar) {
    if (moreEnds.length > 0) throw new CronError(`too many hyphens: ${range}`);
    if (high !== undefined) end = numberOrName(high, bounds);
  }
  if (moreSteps.length > 0) throw new CronError(`too many slashes: ${range}`);
  const step = stepText === undefined ? 1 : wholeNumber(stepText);
  // `5/15` means from 5 to the end.
  if (stepText !== undefined && high === undefined) end = bounds.max;
  checkRange(range, start, end, step, bounds);
  for (let value = start; value <= end; value += step) values.add(value);
  return isStar && step === 1;
}

function checkRange(range: string, start: number, end: number, step: number, bounds: Bounds): void {
  if (start < bounds.min) {
    throw new CronError(`beginning of range (${start}) below minimum (${bounds.min}): ${range}`);
  }
  if (end > bounds.max) throw new CronError(`end of range (${end}) above maximum (${bounds.max}): ${range}`);
  if (start > end) throw new CronError(`beginning of range (${start}) beyond end of range (${end}): ${range}`);
  if (step === 0) throw new CronError(`step of range should be a positive number: ${range}`);
}

function numberOrName(text: string, bounds: Bounds): number {
  const named = bounds.names?.indexOf(text.toLowerCase()) ?? -1;
  return named >= 0 ? named + bounds.min : wholeNumber(text);
}

function wholeNumber(text: string): number {
  const parsed = parseGoInteger(text);
  if ('error' in parsed) throw new CronError(`failed to parse int from ${text}: ${parsed.error}`);
  if (parsed.value < 0n) throw new CronError(`negative number (${parsed.value}) not allowed: ${text}`);
  return Number(parsed.value);
}

/** What `spec.timeZone` of a CronJob may hold: the server's messages, none when good. batch/validation (v1.36). */
export function timeZoneErrors(name: string): string[] {
  if (name === '') return ['timeZone must be nil or non-empty string'];
  const unknown = [`unknown time zone ${name}`];
  const parts = name.split('/');
  if (parts.some((part) => part === '.' || part === '..' || part.startsWith('-') || !ZONE_PART.test(part))) {
    return unknown;
  }
  if (name.includes('..') || name.startsWith('/')) return ['time: invalid location name'];
  const isLocal = name.toLowerCase() === 'local';
  const known = name === 'Local' || timeZone(name) !== undefined;
  const local = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  return [...(isLocal ? [local] : []), ...(known ? [] : unknown)];
}

const ZONE_PART = /^[A-Za-z.\-_0-9+]{1,14}$/;

/** The server's messages about `spec.schedule` of a new CronJob. */
export function scheduleErrors(schedule: string): string[] {
  const parsed = parseCron(schedule);
  const errors = 'error' in parsed ? [parsed.error] : [];
  if (schedule.includes('TZ')) errors.push('cannot use TZ or CRON_TZ in schedule, use timeZone field instead');
  return errors;
}

/** The first time after `fromMs`, at most five years on; `undefined` when there is none. */
export function nextTime(schedule: CronSchedule, fromMs: number): number | undefined {
  const from = Math.floor(fromMs / 1000) * 1000;
  if ('every' in schedule) return from + schedule.every;
  return nextMatch(schedule, from + 1000);
}

type Spec = Exclude<CronSchedule, { readonly every: number }>;

function nextMatch(spec: Spec, startMs: number): number | undefined {
  const yearLimit = wallClock(spec.zone, startMs).year + 5;
  let state: Settled = { at: startMs, moved: false, wrapped: false };
  while (wallClock(spec.zone, state.at).year <= yearLimit) {
    state = settleAll(spec, state);
    if (!state.wrapped) return state.at;
  }
  return undefined;
}

/** Settles month, day, hour, minute, second in turn; one that wraps around sends all back to the month. */
function settleAll(spec: Spec, { at, moved }: Settled): Settled {
  for (const settle of SETTLERS) {
    const settled = settle(spec, at, moved);
    if (settled.wrapped) return settled;
    ({ at, moved } = settled);
  }
  return { at, moved, wrapped: false };
}

interface Settled {
  readonly at: number;
  readonly moved: boolean;
  readonly wrapped: boolean;
}

function settleMonth(spec: Spec, at: number, moved: boolean): Settled {
  let time = wallClock(spec.zone, at);
  while (!spec.month.values.has(time.month)) {
    const base = moved ? time : { ...time, day: 1, hour: 0, minute: 0, second: 0 };
    at = instantOf(spec.zone, { ...base, month: base.month + 1 });
    moved = true;
    time = wallClock(spec.zone, at);
    if (time.month === 1) return { at, moved, wrapped: true };
  }
  return { at, moved, wrapped: false };
}

function settleDay(spec: Spec, at: number, moved: boolean): Settled {
  let time = wallClock(spec.zone, at);
  while (!dayMatches(spec, time)) {
    const base = moved ? time : { ...time, hour: 0, minute: 0, second: 0 };
    at = instantOf(spec.zone, { ...base, day: base.day + 1 });
    moved = true;
    time = wallClock(spec.zone, at);
    // Midnight may not exist on the day that summer time begins.
    if (time.hour !== 0) {
      at += (time.hour > 12 ? 24 - time.hour : -time.hour) * 3_600_000;
      time = wallClock(spec.zone, at);
    }
    if (time.day === 1) return { at, moved, wrapped: true };
  }
  return { at, moved, wrapped: false };
}

function dayMatches(spec: Spec, time: CivilTime): boolean {
  const byDate = spec.dayOfMonth.values.has(time.day);
  const midnight = Date.UTC(time.year, time.month - 1, time.day);
  const byWeekday = spec.dayOfWeek.values.has(weekdayOf(midnight));
  return spec.dayOfMonth.star || spec.dayOfWeek.star ? byDate && byWeekday : byDate || byWeekday;
}

const CLOCK_STEP_MS = { hour: 3_600_000, minute: 60_000 } as const;

function settleClock(spec: Spec, at: number, moved: boolean, field: 'hour' | 'minute'): Settled {
  let time = wallClock(spec.zone, at);
  while (!spec[field].values.has(time[field])) {
    if (!moved) at = startOf(spec, at, time, field);
    moved = true;
    at += CLOCK_STEP_MS[field];
    time = wallClock(spec.zone, at);
    if (time[field] === 0) return { at, moved, wrapped: true };
  }
  return { at, moved, wrapped: false };
}

function startOf(spec: Spec, at: number, time: CivilTime, field: 'hour' | 'minute'): number {
  if (field === 'minute') return Math.floor(at / 60_000) * 60_000;
  return instantOf(spec.zone, { ...time, minute: 0, second: 0 });
}

function settleSecond(spec: Spec, at: number, moved: boolean): Settled {
  const { second } = wallClock(spec.zone, at);
  if (second === 0) return { at, moved, wrapped: false };
  return { at: at + (60 - second) * 1000, moved: true, wrapped: true };
}

const SETTLERS = [
  settleMonth,
  settleDay,
  (spec: Spec, at: number, moved: boolean) => settleClock(spec, at, moved, 'hour'),
  (spec: Spec, at: number, moved: boolean) => settleClock(spec, at, moved, 'minute'),
  settleSecond,
] as const;
