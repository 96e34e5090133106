// Fields of timestamps and durations, in UTC or a named zone. Mirrors cel-go v0.26 common/types/{timestamp,duration}.go.
import { civilFromMs, civilToMs, weekdayOf } from '../../../kubernetes/civilTime.ts';
import { timeZone } from '../../../kubernetes/timeZone.ts';
import { floorDiv } from '../../time.ts';
import { CelFailure, contentOf, Foreign, text, type Value } from '../values.ts';
import type { Handler, Handlers } from './handler.ts';

const MS = 1_000_000n;

/** Milliseconds since 1970 as a clock in the zone shows them. */
function localMs(self: Value, zone: Value | undefined): number {
  const ms = Number(floorDiv(contentOf(self, 'timestamp').nanos, MS));
  return ms + offsetMs(zone === undefined ? 'UTC' : text(zone), ms);
}

function offsetMs(zone: string, ms: number): number {
  if (zone === '' || zone === 'UTC') return 0;
  const fixed = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    return (fixed[1] === '-' ? -minutes : minutes) * 60_000;
  }
  const known = timeZone(zone);
  if (!known) throw new CelFailure(`unknown time zone ${zone}`);
  const local = known.offsetAt(ms);
  return local;
}

const field =
  (ofTime: (ms: number) => number): Handler =>
  (self = null, zone) =>
    BigInt(ofTime(localMs(self, zone)));

/** A field that durations have too: whole units of it. */
const shared =
  (ofTime: (ms: number) => number, unit: bigint): Handler =>
  (self = null, zone) =>
    self instanceof Foreign && self.content.type === 'duration'
      ? self.content.nanos / unit
      : BigInt(ofTime(localMs(self, zone)));

const yearStart = (ms: number): number =>
  civilToMs({ year: civilFromMs(ms).year, month: 1, day: 1, hour: 0, minute: 0, second: 0 });

export const TIME_FUNCTIONS: Handlers = {
  getFullYear: field((ms) => civilFromMs(ms).year),
  getMonth: field((ms) => civilFromMs(ms).month - 1),
  getDate: field((ms) => civilFromMs(ms).day),
  getDayOfMonth: field((ms) => civilFromMs(ms).day - 1),
  getDayOfWeek: field(weekdayOf),
  getDayOfYear: field((ms) => Math.floor((ms - yearStart(ms)) / 86_400_000)),
  getHours: shared((ms) => civilFromMs(ms).hour, 3_600_000_000_000n),
  getMinutes: shared((ms) => civilFromMs(ms).minute, 60_000_000_000n),
  getSeconds: shared((ms) => civilFromMs(ms).second, 1_000_000_000n),
  getMilliseconds: shared((ms) => ((ms % 1000) + 1000) % 1000, MS),
};
