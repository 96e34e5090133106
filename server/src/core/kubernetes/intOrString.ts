// Values that are a number or a percentage of a total: `maxSurge: 25%`. Mirrors k8s.io/apimachinery pkg/util/intstr (v1.36).
import { goQuote, parseGoInteger } from './goText.ts';

export type IntOrString = number | bigint | string;

export type Scaled = { readonly value: number } | { readonly error: string };

/** `GetScaledValueFromIntOrPercent`: a share of `total`, rounded up or down; plain numbers as they are. */
export function scaledValueFromIntOrPercent(value: IntOrString, total: number, round: 'up' | 'down'): Scaled {
  if (typeof value !== 'string') return { value: Number(value) };
  if (!value.endsWith('%')) return { error: 'invalid value for IntOrString: invalid type: string is not a percentage' };
  const parsed = parseGoInteger(value.slice(0, -1));
  if ('error' in parsed) {
    return { error: `invalid value for IntOrString: invalid value ${goQuote(value)}: ${parsed.error}` };
  }
  const share = (Number(parsed.value) * total) / 100;
  return { value: round === 'up' ? Math.ceil(share) : Math.floor(share) };
}

/** The percentage of `"25%"`; `undefined` for anything that the server would not take as one. */
export function percentOf(value: IntOrString): number | undefined {
  if (typeof value !== 'string' || !/^[0-9]+%$/.test(value)) return undefined;
  return Number(value.slice(0, -1));
}
