// Go's duration texts (`1m30s`, `500ms`) in milliseconds, and milliseconds as Go prints them.
import type { JsonValue } from '../apiserver/types.ts';

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Milliseconds, or undefined when it is no duration. */
export function durationMs(value: JsonValue | undefined): number | undefined {
  if (typeof value !== 'string' || !/^([\d.]+(ns|us|µs|ms|s|m|h))+$|^0$/.test(value)) return undefined;
  let total = 0;
  for (const [, digits, unit] of value.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g))
    total += Number(digits) * (units[unit ?? ''] ?? 0);
  return total;
}

/** As Go's `time.Duration.String`: `10s`, `1m20s`, `200ms`, `1.5s`. */
export function goDuration(ms: number): string {
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const seconds = `${(ms % 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
