// How Go prints values: fmt's verbs as templates use them (Go 1.26 fmt/print.go, format.go). A verb that is not known
// here is not guessed.
import { utf8Bytes } from '../../kubernetes/base64.ts';
import { goFloat, goQuote } from '../../kubernetes/goText.ts';
import {
  type GoValue,
  isBytes,
  isList,
  isMap,
  isNothing,
  isStruct,
  NotRendered,
  sortedEntries,
  typeName,
} from './value.ts';

/** `%v`. */
export function goString(value: GoValue): string {
  return plain(value, false);
}

/** fmt.Sprint of several: a blank between two that are no strings. */
export function sprint(values: readonly GoValue[]): string {
  let out = '';
  values.forEach((value, at) => {
    const before = values[at - 1];
    if (at > 0 && typeof value !== 'string' && typeof before !== 'string') out += ' ';
    out += goString(value);
  });
  return out;
}

function plain(value: GoValue, quotes: boolean): string {
  if (isNothing(value)) return '<nil>';
  if (typeof value === 'string') return quotes ? goQuote(value) : value;
  if (typeof value === 'number') return goFloat(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (isList(value)) return `[${value.map((item) => plain(item, quotes)).join(' ')}]`;
  if (isMap(value)) {
    const entries = sortedEntries(value).map(([key, item]) => `${quotes ? goQuote(key) : key}:${plain(item, quotes)}`);
    return `map[${entries.join(' ')}]`;
  }
  if (isBytes(value)) throw new NotRendered('bytes are not printed as numbers here');
  if (value.words !== undefined) return value.words;
  throw new NotRendered(`a ${value.struct} is not printed here`);
}

const verb = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:\[(\d+)\])?([\s\S]|$)/g;

/** fmt.Sprintf. */
export function sprintf(format: string, args: readonly GoValue[]): string {
  let next = 0;
  const text = format.replace(
    verb,
    (whole, flags: string, width?: string, precision?: string, index?: string, letter = '') => {
      if (letter === '%') return '%';
      if (letter === '') return '%!(NOVERB)';
      if (index !== undefined) next = Number(index) - 1;
      const sizes = [width, precision].map((size) =>
        size === '*' ? Number(args[next++]) : size === undefined ? undefined : Number(size),
      );
      if (next >= args.length) return `%!${letter}(MISSING)`;
      const hasPoint = /\.\D*$/.test(whole.slice(0, -1).replace(/\d+$/, ''));
      const spec = { flags, width: sizes[0], precision: sizes[1] ?? (hasPoint ? 0 : undefined) };
      return formatted(letter, args[next++], spec);
    },
  );
  if (next >= args.length || /%\[\d+\]/.test(format)) return text;
  const extra = args.slice(next).map((value) => (isNothing(value) ? '<nil>' : `${typeName(value)}=${goString(value)}`));
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

interface Spec {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

function formatted(letter: string, value: GoValue, spec: Spec): string {
  const words = worded(letter, value, spec);
  if (words === undefined) return wrongVerb(letter, value);
  const { flags, width = 0 } = spec;
  const missing = width - [...words].length;
  if (missing <= 0) return words;
  if (flags.includes('-')) return words + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + words;
  const sign = /^[+-]/.test(words) && typeof value !== 'string' ? 1 : 0;
  return words.slice(0, sign) + '0'.repeat(missing) + words.slice(sign);
}

function wrongVerb(letter: string, value: GoValue): string {
  return isNothing(value) ? `%!${letter}(<nil>)` : `%!${letter}(${typeName(value)}=${goString(value)})`;
}

function worded(letter: string, value: GoValue, spec: Spec): string | undefined {
  if (letter === 'T') return typeName(value);
  if (letter === 'v') {
    if (spec.flags.includes('#')) throw new NotRendered('the verb %#v is not rendered here');
    return typeof value === 'bigint' || typeof value === 'number' ? signed(goString(value), spec) : goString(value);
  }
  if (isNothing(value)) return undefined;
  if (isBytes(value)) return worded(letter, value.bytes, spec);
  if (isList(value))
    return `[${value.map((item) => formatted(letter, item, { ...spec, width: undefined })).join(' ')}]`;
  if (isMap(value)) {
    const entries = sortedEntries(value).map(
      ([key, item]) => `${formatted(letter, key, spec)}:${formatted(letter, item, spec)}`,
    );
    return `map[${entries.join(' ')}]`;
  }
  if (isStruct(value)) return value.words === undefined ? undefined : worded(letter, value.words, spec);
  if (typeof value === 'string') return wordedString(letter, value, spec);
  if (typeof value === 'boolean') return letter === 't' ? String(value) : undefined;
  return typeof value === 'bigint' ? wordedWhole(letter, value, spec) : wordedFloat(letter, value, spec);
}

function wordedString(letter: string, value: string, { precision, flags }: Spec): string | undefined {
  const cut = precision === undefined ? value : [...value].slice(0, precision).join('');
  if (letter === 's') return cut;
  if (letter === 'q') return flags.includes('#') && !cut.includes('`') ? `\`${cut}\`` : goQuote(cut);
  if (letter !== 'x' && letter !== 'X') return undefined;
  const hex = utf8Bytes(cut)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  return letter === 'x' ? hex : hex.toUpperCase();
}

function wordedWhole(letter: string, value: bigint, spec: Spec): string | undefined {
  switch (letter) {
    case 'd':
      return signed(String(value), spec);
    case 'b':
      return value.toString(2);
    case 'o':
      return value.toString(8);
    case 'x':
      return value.toString(16);
    case 'X':
      return value.toString(16).toUpperCase();
    case 'c':
      return String.fromCodePoint(Number(value));
    case 'q':
      return `'${String.fromCodePoint(Number(value))}'`;
    case 'U':
      return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
    default:
      return undefined;
  }
}

function wordedFloat(letter: string, value: number, spec: Spec): string | undefined {
  const { precision } = spec;
  switch (letter) {
    case 'f':
    case 'F':
      return signed(fixed(value, precision ?? 6), spec);
    case 'g':
      return signed(precision === undefined ? goFloat(value) : general(value, precision), spec);
    case 'e': {
      const [mantissa = '', exponent = '+0'] = value.toExponential(precision ?? 6).split('e');
      return signed(`${mantissa}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`, spec);
    }
    default:
      return undefined;
  }
}

const signed = (words: string, { flags }: Spec): string =>
  words.startsWith('-') ? words : flags.includes('+') ? `+${words}` : flags.includes(' ') ? ` ${words}` : words;

/** Go rounds a tie to the even digit, toFixed away from zero. */
function fixed(value: number, precision: number): string {
  if (Math.abs(value) >= 1e21 || precision > 100) throw new NotRendered('a number of this size is not printed here');
  const exact = value.toFixed(Math.min(100, precision + 60));
  const rounded = value.toFixed(precision);
  const point = exact.indexOf('.');
  const cut = exact.slice(0, precision === 0 ? point : point + 1 + precision);
  const isTie = /^50*$/.test(exact.slice(point + 1 + precision));
  return isTie && /[02468]$/.test(cut) ? cut : rounded;
}

function general(value: number, precision: number): string {
  const digits = Math.max(1, precision);
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  if (exponent < -4 || exponent >= digits) throw new NotRendered('the verb %g with an exponent is not rendered here');
  return String(Number(value.toPrecision(digits)));
}
