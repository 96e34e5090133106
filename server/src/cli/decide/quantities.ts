// Answers of the topic `quantities`: what the server stores of a memory limit, sums, percentages. Borders: untyped cases in.
import { scaledValueFromIntOrPercent } from '../../core/kubernetes/intOrString.ts';
import type { Quantity } from '../../core/kubernetes/quantity.ts';
import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  quantityDecimalText,
  quantityFromJson,
  quantityMilliValue,
  quantitySign,
  quantityText,
  quantityValue,
  roundQuantityUp,
  subtractQuantities,
} from '../../core/kubernetes/quantity.ts';
import type { Question } from '../decide.ts';

export function quantities(question: Question): unknown {
  switch (question.ask) {
    case 'quantity':
      return memoryLimit(question['value']);
    case 'arithmetic':
      return arithmetic(String(question['value']), String(question['other']));
    case 'percent':
      return percent(question['intOrPercent'], Number(question['total']));
    default:
      throw new Error(`unknown question "${question.ask}"`);
  }
}

/** A pod whose container has this limit: the server rounds to milli, defaults the request, and refuses what is negative. */
function memoryLimit(value: unknown): unknown {
  const parsed = quantityFromJson(value);
  const facts = describe(String(value));
  if ('error' in parsed) {
    return {
      accepted: false,
      code: 400,
      message: `Pod in version "v1" cannot be handled as a Pod: ${parsed.error}`,
      parsed: facts,
    };
  }
  const stored = roundQuantityUp(parsed.quantity, 3);
  const text = quantityText(stored);
  const places = ['spec.containers[0].resources.limits[memory]', 'spec.containers[0].resources.requests[memory]'];
  if (quantitySign(stored) < 0) {
    const causes = places.map((place) => `${place}: Invalid value: "${text}": must be greater than or equal to 0`);
    return {
      accepted: false,
      code: 422,
      message: `Pod "p" is invalid: [${causes.join(', ')}]`,
      parsed: facts,
    };
  }
  const fractional = quantityMilliValue(stored) % 1000n !== 0n;
  const warnings = places.map((place) => `${place}: fractional byte value "${text}" is invalid, must be an integer`);
  return { accepted: true, stored: text, ...(fractional && { warnings }), parsed: facts };
}

function describe(text: string): unknown {
  const parsed = parseQuantity(text);
  if ('error' in parsed) return parsed;
  const quantity: Quantity = parsed.quantity;
  return {
    canonical: quantityText(quantity),
    value: String(quantityValue(quantity)),
    milli: String(quantityMilliValue(quantity)),
    sign: quantitySign(quantity),
    format: quantity.format,
    asDecimal: quantityDecimalText(quantity),
  };
}

function arithmetic(left: string, right: string): unknown {
  const a = parseQuantity(left);
  if ('error' in a) return a;
  const b = parseQuantity(right);
  if ('error' in b) return b;
  return {
    compare: compareQuantities(a.quantity, b.quantity),
    sum: quantityText(addQuantities(a.quantity, b.quantity)),
    difference: quantityText(subtractQuantities(a.quantity, b.quantity)),
  };
}

function percent(value: unknown, total: number): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error('neither a number nor a percentage');
  const up = scaledValueFromIntOrPercent(value, total, 'up');
  const down = scaledValueFromIntOrPercent(value, total, 'down');
  if ('error' in up) return up;
  return 'error' in down ? down : { up: up.value, down: down.value };
}
