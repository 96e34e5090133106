// sprig's functions of numbers and types (Masterminds/sprig v3.3: numeric.go, reflect.go).
import { type GoValue, isNothing, isStruct, kindOf, NotRendered, TemplateFault, typeName } from '../engine/value.ts';
import { type FunctionTable, fn, shown, text, toFloat, toWhole, variadic, whole } from './function.ts';

const int64 = (value: bigint): bigint => BigInt.asIntN(64, value);
const max = variadic(1, (args) => args.map(toWhole).reduce((a, b) => (b > a ? b : a)));

export const numberFunctions: FunctionTable = {
  int: fn(1, ([value]) => toWhole(value)),
  int64: fn(1, ([value]) => toWhole(value)),
  float64: fn(1, ([value]) => toFloat(value)),
  toDecimal: fn(1, ([value]) => (/^[0-7]+$/.test(shown(value)) ? BigInt(`0o${shown(value)}`) : 0n)),
  add1: fn(1, ([value]) => int64(toWhole(value) + 1n)),
  add: variadic(0, (args) => int64(args.map(toWhole).reduce((a, b) => a + b, 0n))),
  sub: fn(2, ([a, b]) => int64(toWhole(a) - toWhole(b))),
  mul: variadic(1, (args) => int64(args.map(toWhole).reduce((a, b) => a * b, 1n))),
  div: fn(2, ([a, b]) => toWhole(a) / divisor(toWhole(b))),
  mod: fn(2, ([a, b]) => toWhole(a) % divisor(toWhole(b))),
  max,
  biggest: max,
  min: variadic(1, (args) => args.map(toWhole).reduce((a, b) => (b < a ? b : a))),
  maxf: variadic(1, (args) => Math.max(...args.map(toFloat))),
  minf: variadic(1, (args) => Math.min(...args.map(toFloat))),
  add1f: fn(1, ([value]) => decimal([value, 1], '+')),
  addf: variadic(0, (args) => decimal([0, ...args], '+')),
  subf: variadic(1, (args) => decimal(args, '-')),
  mulf: variadic(1, (args) => decimal(args, '*')),
  divf: variadic(1, (args) => args.map(toFloat).reduce((a, b) => a / b)),
  floor: fn(1, ([value]) => Math.floor(toFloat(value))),
  ceil: fn(1, ([value]) => Math.ceil(toFloat(value))),
  round: variadic(2, ([value, places, on]) =>
    rounded(toFloat(value), whole(places), on === undefined ? 0.5 : toFloat(on)),
  ),
  until: fn(1, ([count]) => steps(0, whole(count), whole(count) < 0 ? -1 : 1)),
  untilStep: fn(3, ([start, stop, step]) => steps(whole(start), whole(stop), whole(step))),
  seq: variadic(0, (args) => sequence(args.map(whole)).join(' ')),
  typeOf: fn(1, ([value]) => typeName(sure(value))),
  typeIs: fn(2, ([wanted, value]) => isOfType(text(wanted), value, typeName(value))),
  typeIsLike: fn(2, ([wanted, value]) =>
    isOfType(text(wanted).replace(/^\*/, ''), value, typeName(value).replace(/^\*/, '')),
  ),
  kindOf: fn(1, ([value]) => kindOf(sure(value))),
  kindIs: fn(2, ([wanted, value]) => isOfType(text(wanted), value, kindOf(value))),
};

function divisor(value: bigint): bigint {
  if (value === 0n) throw new TemplateFault('runtime error: integer divide by zero');
  return value;
}

/** Exact for the decimals that charts write: both are made whole first. */
function decimal(args: readonly GoValue[], operation: '+' | '-' | '*'): number {
  return args.map(toFloat).reduce((a, b) => {
    const places = (value: number) => (/^-?\d+(?:\.(\d+))?$/.exec(String(value))?.[1] ?? '').length;
    const scale = Math.max(places(a), places(b));
    const [x, y] = [a, b].map((value) => Math.round(value * 10 ** scale));
    if (x === undefined || y === undefined || scale > 12 || !Number.isSafeInteger(x) || !Number.isSafeInteger(y)) {
      return operation === '+' ? a + b : operation === '-' ? a - b : a * b;
    }
    if (operation === '*') return (x * y) / 10 ** (2 * scale);
    return (operation === '+' ? x + y : x - y) / 10 ** scale;
  });
}

function rounded(value: number, places: number, on: number): number {
  const power = 10 ** places;
  const digit = power * value;
  return (digit - Math.trunc(digit) >= on ? Math.ceil(digit) : Math.floor(digit)) / power;
}

const most = 100_000;

function steps(start: number, stop: number, step: number): GoValue[] {
  if (step === 0 || stop < start === step > 0) return [];
  if (Math.abs((stop - start) / step) > most) throw new NotRendered('a list of this length is not rendered');
  const found: GoValue[] = [];
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) found.push(BigInt(at));
  return found;
}

function sequence(args: readonly number[]): readonly GoValue[] {
  const [a = 0, b = 0, c] = args;
  if (args.length === 0 || args.length > 3) return [];
  const [start, step, end] =
    args.length === 1 ? [1, a < 1 ? -1 : 1, a] : c === undefined ? [a, b < a ? -1 : 1, b] : [a, b, c];
  if (end < start && step > 0) return [];
  return steps(start, end + (end < start ? -1 : 1), step);
}

/** Whether a whole number was made by a literal or by arithmetic (int or int64) is not kept. */
function sure(value: GoValue): GoValue {
  if (typeof value === 'bigint') throw new NotRendered('int and int64 are not told apart here');
  return value;
}

function isOfType(wanted: string, value: GoValue, name: string): boolean {
  if (typeof value === 'bigint' && (wanted === 'int' || wanted === 'int64')) sure(value);
  if (isNothing(value)) return wanted === name;
  return isStruct(value) && wanted === 'struct' ? true : wanted === name;
}
