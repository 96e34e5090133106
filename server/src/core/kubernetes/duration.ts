// Go durations as text: `1h30m`, `500ms`. Mirrors Go's time.ParseDuration and Duration.String. Nanoseconds, as bigint.
import { goQuote } from './goText.ts';

export type ParsedDuration = { readonly nanoseconds: bigint } | { readonly error: string };

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const MOST = 1n << 63n;

/** `time.ParseDuration`: nanoseconds, or Go's words. */
export function parseDuration(text: string): ParsedDuration {
  const invalid = { error: `time: invalid duration ${goQuote(text)}` };
  const negative = text.startsWith('-');
  let rest = text.replace(/^[-+]/, '');
  if (rest === '0') return { nanoseconds: 0n };
  if (rest === '') return invalid;
  let total = 0n;
  while (rest !== '') {
    const part = /^([0-9]*)(\.?)([0-9]*)([^.0-9]*)/.exec(rest);
    if (!part) return invalid;
    const [all, whole = '', , fraction = '', unitName = ''] = part;
    if (whole === '' && fraction === '') return invalid;
    if (unitName === '') return { error: `time: missing unit in duration ${goQuote(text)}` };
    const unit = UNITS.get(unitName);
    if (unit === undefined) {
      return { error: `time: unknown unit ${goQuote(unitName)} in duration ${goQuote(text)}` };
    }
    total += BigInt(whole || '0') * unit;
    if (fraction !== '') total += (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
    if (total > MOST) return invalid;
    rest = rest.slice(all.length);
  }
  if (!negative && total === MOST) return invalid;
  return { nanoseconds: negative ? -total : total };
}

/** `Duration.String()`: `1h30m0s`, `1.5s`, `20ms`. */
export function durationText(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const amount = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (amount < 1_000n) return `${sign}${amount}ns`;
  if (amount < 1_000_000n) return `${sign}${fractional(amount, 1_000n)}µs`;
  if (amount < 1_000_000_000n) return `${sign}${fractional(amount, 1_000_000n)}ms`;
  const seconds = fractional(amount % 60_000_000_000n, 1_000_000_000n);
  const minutes = amount / 60_000_000_000n;
  if (minutes === 0n) return `${sign}${seconds}s`;
  if (minutes < 60n) return `${sign}${minutes}m${seconds}s`;
  return `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}s`;
}

function fractional(amount: bigint, unit: bigint): string {
  const rest = amount % unit;
  if (rest === 0n) return `${amount / unit}`;
  const digits = rest
    .toString()
    .padStart(unit.toString().length - 1, '0')
    .replace(/0+$/, '');
  return `${amount / unit}.${digits}`;
}
