// Values as `string(…)` writes them. Mirrors the conversions to string of cel-go v0.26 common/types.
import { addrText, prefixText } from '../../../kubernetes/ip.ts';
import { durationText, timestampText } from '../../time.ts';
import { decodeUtf8 } from '../utf8.ts';
import { Foreign, type Value } from '../values.ts';

/** Go's shortest form, with an exponent from 1e+06 on. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '-Inf' : '+Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 6) return String(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Undefined for what has no text: lists, maps, quantities. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return doubleText(value);
  if (value instanceof Uint8Array) return decodeUtf8(value);
  return value instanceof Foreign ? foreignText(value) : undefined;
}

function foreignText({ content }: Foreign): string | undefined {
  switch (content.type) {
    case 'timestamp':
      return timestampText(content.nanos);
    case 'duration':
      return durationText(content.nanos);
    case 'uint':
      return String(content.value);
    case 'ip':
      return addrText(content.address);
    case 'cidr':
      return prefixText(content.range);
    case 'type':
      return content.name;
    default:
      return undefined;
  }
}
