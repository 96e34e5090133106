// Durations and timestamps as CEL reads and writes them, in nanoseconds. Mirrors cel-go v0.26 common/types/{duration,
// timestamp}.go and Go's time.RFC3339. Reads no clock.
import { civilFromMs, civilToMs, rfc3339Text } from '../kubernetes/civilTime.ts';
import { parseDuration } from '../kubernetes/duration.ts';

const NANOS_PER_MS = 1_000_000n;
const FIRST_MS = civilToMs({ year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0 }) - yearOneShift();
const LAST_MS = civilToMs({ year: 9999, month: 12, day: 31, hour: 23, minute: 59, second: 59 });

/** `Date.UTC` takes years below 100 for years of the twentieth century. */
function yearOneShift(): number {
  return civilToMs({ year: 1901, month: 1, day: 1, hour: 0, minute: 0, second: 0 }) + 62_135_596_800_000;
}

/** Nanoseconds of `1h30m`, or undefined. */
export function durationNanos(text: string): bigint | undefined {
  const parsed = parseDuration(text);
  return 'nanoseconds' in parsed ? parsed.nanoseconds : undefined;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Nanoseconds since 1970 of an RFC 3339 time between the years 1 and 9999, or undefined. */
export function timestampNanos(text: string): bigint | undefined {
  const found = RFC3339.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const zone = found[8] ?? 'Z';
  const shifted = year < 100 ? year + 400 : year;
  const ms = civilToMs({ year: shifted, month, day, hour, minute, second });
  const read = civilFromMs(ms);
  if (read.month !== month || read.day !== day || hour > 23 || minute > 59 || second > 59) return undefined;
  const back = shifted === year ? 0 : 146_097 * 86_400_000;
  const utc = ms - back - offsetMs(zone);
  if (utc < FIRST_MS || utc > LAST_MS) return undefined;
  return BigInt(utc) * NANOS_PER_MS + fractionNanos(found[7] ?? '');
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

const fractionNanos = (text: string): bigint => BigInt(text.slice(1, 10).padEnd(9, '0') || '0');

/** Whether a moment lies where timestamps may: from year 1 to year 9999. */
export const isTimestamp = (nanos: bigint): boolean =>
  nanos >= BigInt(FIRST_MS) * NANOS_PER_MS && nanos < BigInt(LAST_MS + 1000) * NANOS_PER_MS;

/** `2026-03-01T00:05:00.5Z`. */
export function timestampText(nanos: bigint): string {
  const seconds = floorDiv(nanos, 1_000_000_000n);
  const fraction = nanos - seconds * 1_000_000_000n;
  const text = rfc3339Text(Number(seconds) * 1000);
  if (fraction === 0n) return text;
  return text.replace('Z', `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}Z`);
}

/** `5400s`, `0.5s`. */
export function durationText(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = String(size % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${size / 1_000_000_000n}${fraction === '' ? '' : `.${fraction}`}s`;
}

/** Division that rounds towards minus infinity. */
export function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
