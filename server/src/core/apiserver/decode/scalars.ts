// The types that decode themselves: Quantity, IntOrString, Time, MicroTime. Each gives Go's error text, or the value.
// Mirrors their UnmarshalJSON in k8s.io/apimachinery (v1.36).
import { goQuote } from '../../kubernetes/goText.ts';
import { parseQuantity, quantityText } from '../../kubernetes/quantity.ts';
import { type Json, jsonOf } from '../draft.ts';
import type { JsonValue } from '../types.ts';

export type Decoded = { readonly value: Json } | { readonly error: string } | { readonly typeError: string };

/** What JSON calls the kind of a value in a type error. */
export function jsonKind(value: JsonValue): string {
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'number';
    default:
      return 'object';
  }
}

/** The scalar that a definition is written as, by its name. */
export function decodeScalar(definition: string, value: JsonValue): Decoded {
  if (definition.endsWith('.Quantity')) return decodeQuantity(value);
  if (definition.endsWith('.IntOrString')) return decodeIntOrString(value);
  if (definition.endsWith('.MicroTime')) return decodeTime(value, '2006-01-02T15:04:05.000000Z07:00');
  if (definition.endsWith('.Time')) return decodeTime(value, '2006-01-02T15:04:05Z07:00');
  return { value: jsonOf(value) };
}

/** Keeps the canonical form, as the server stores it. */
function decodeQuantity(value: JsonValue): Decoded {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const parsed = parseQuantity(text);
  return 'error' in parsed ? { error: parsed.error } : { value: quantityText(parsed.quantity) };
}

function decodeIntOrString(value: JsonValue): Decoded {
  if (typeof value === 'string') return { value };
  if (typeof value !== 'number' && typeof value !== 'bigint') return { typeError: `${jsonKind(value)}|int32` };
  const whole = Number.isInteger(Number(value)) && Number(value) >= -2147483648 && Number(value) <= 2147483647;
  return whole ? { value: Number(value) } : { typeError: `number ${String(value)}|int32` };
}

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function decodeTime(value: JsonValue, layout: string): Decoded {
  if (typeof value !== 'string') return { typeError: `${jsonKind(value)}|string` };
  const match = rfc3339.exec(value);
  if (!match)
    return { error: `parsing time ${goQuote(value)} as ${goQuote(layout)}: ${whereTimeFails(value, layout)}` };
  return { value: inUtc(value, layout.includes('.000000')) };
}

function inUtc(value: string, micro: boolean): string {
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  const seconds = new Date(at).toISOString().slice(0, 19);
  const fraction = /\.(\d+)/.exec(value)?.[1] ?? '';
  return micro ? `${seconds}.${fraction.padEnd(6, '0').slice(0, 6)}Z` : `${seconds}Z`;
}

const layoutParts: readonly [string, RegExp][] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d{2}/],
  ['-', /^-/],
  ['02', /^\d{2}/],
  ['T', /^T/],
  ['15', /^\d{2}/],
  [':', /^:/],
  ['04', /^\d{2}/],
  [':', /^:/],
  ['05', /^\d{2}(\.\d+)?/],
  ['Z07:00', /^(Z|[+-]\d{2}:\d{2})/],
];

/** `time.Parse` names the first part of the layout that the rest of the value does not match. */
function whereTimeFails(value: string, _layout: string): string {
  let rest = value;
  for (const [part, shape] of layoutParts) {
    const match = shape.exec(rest);
    if (!match) return `cannot parse ${goQuote(rest)} as ${goQuote(part)}`;
    rest = rest.slice(match[0].length);
  }
  return `extra text: ${goQuote(rest)}`;
}
