// Time zones: which names exist, and what the wall clock shows at an instant. Uses the platform's Intl data through numbers
// only, so it reads no clock. Mirrors what the server asks of Go's time package: LoadLocation and time.Date.
import type { CivilTime } from './civilTime.ts';
import { civilFromMs, civilToMs } from './civilTime.ts';
import { TIME_ZONE_NAMES } from './timeZoneNames.ts';

export interface TimeZone {
  readonly name: string;
  /** What is added to UTC at that instant, in milliseconds. */
  offsetAt(utcMs: number): number;
}

export const UTC: TimeZone = { name: 'UTC', offsetAt: () => 0 };

const KNOWN: ReadonlySet<string> = new Set(
  Object.entries(TIME_ZONE_NAMES).flatMap(([area, places]) =>
    places.split(' ').map((place) => (area === '' ? place : `${area}/${place}`)),
  ),
);

/** Names that the platform's Intl lacks, with a zone that has the same clock. */
const SAME_CLOCK: ReadonlyMap<string, string> = new Map([
  ['Factory', 'UTC'],
  ['EST', 'Etc/GMT+5'],
  ['MST', 'Etc/GMT+7'],
  ['HST', 'Etc/GMT+10'],
  ['EST5EDT', 'America/New_York'],
  ['CST6CDT', 'America/Chicago'],
  ['MST7MDT', 'America/Denver'],
  ['PST8PDT', 'America/Los_Angeles'],
  ['WET', 'Europe/Lisbon'],
  ['CET', 'Europe/Brussels'],
  ['MET', 'Europe/Brussels'],
  ['EET', 'Europe/Athens'],
]);

const zones = new Map<string, TimeZone>();

/** `time.LoadLocation`: the zone of that exact name; empty is UTC. */
export function timeZone(name: string): TimeZone | undefined {
  if (name === '' || name === 'UTC') return UTC;
  if (!KNOWN.has(name)) return undefined;
  let zone = zones.get(name);
  if (!zone) {
    zone = { name, offsetAt: memoized(intlOffset(SAME_CLOCK.get(name) ?? name)) };
    zones.set(name, zone);
  }
  return zone;
}

/** Rules change at quarters of an hour at most. */
const STEP_MS = 900_000;

function memoized(offsetAt: (utcMs: number) => number): (utcMs: number) => number {
  const known = new Map<number, number>();
  return (utcMs) => {
    const step = Math.floor(utcMs / STEP_MS);
    let offset = known.get(step);
    if (offset === undefined) {
      if (known.size > 20_000) known.clear();
      offset = offsetAt(step * STEP_MS);
      known.set(step, offset);
    }
    return offset;
  };
}

function intlOffset(timeZoneName: string): (utcMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timeZoneName,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (utcMs) => {
    const parts = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]));
    const at = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const wall = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
    return wall - Math.floor(utcMs / 1000) * 1000;
  };
}

/** What clocks in the zone show at an instant. */
export function wallClock(zone: TimeZone, utcMs: number): CivilTime {
  return civilFromMs(utcMs + zone.offsetAt(utcMs));
}

/** `time.Date`: the instant at which clocks show this; in a gap or overlap, one of the two that Go would choose. */
export function instantOf(zone: TimeZone, time: CivilTime): number {
  const wall = civilToMs(time);
  const offset = zone.offsetAt(wall);
  return wall - (zone.offsetAt(wall - offset) === offset ? offset : zone.offsetAt(wall - offset));
}
