// Go's constants as templates write them: quoted strings with their escapes, numbers in every base, characters.

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
const escapeForm = /\\(?:([abfnrtv\\"'])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|[\s\S]?)/g;

/** What a quoted string means; undefined where an escape is none of Go's (strconv.Unquote). */
export function stringOf(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  let isWrong = false;
  const value = inner.replace(escapeForm, (_, letter?: string, ...codes: readonly (string | undefined)[]) => {
    const [byte, short, long, octal] = codes;
    if (letter !== undefined) return escapes[letter] ?? '';
    const digits = byte ?? short ?? long;
    const code = digits !== undefined ? Number.parseInt(digits, 16) : Number.parseInt(octal ?? '', 8);
    if (!(code <= 0x10ffff)) {
      isWrong = true;
      return '';
    }
    return String.fromCodePoint(code);
  });
  return isWrong ? undefined : value;
}

export interface Constant {
  readonly whole: bigint | undefined;
  readonly value: number;
}

/** A number or `'c'`; undefined for what Go cannot read. Complex numbers are not read. */
export function constantOf(text: string): Constant | undefined {
  if (text.startsWith("'")) return characterOf(text);
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '').toLowerCase();
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  if (/^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|[0-9]+)$/.test(octal)) {
    const whole = BigInt(octal) * BigInt(sign);
    return { whole, value: Number(whole) };
  }
  if (!/^([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/.test(digits)) return undefined;
  const value = Number(digits) * sign;
  return { whole: undefined, value };
}

function characterOf(text: string): Constant | undefined {
  const value = stringOf(text);
  const code = value === undefined ? undefined : value.codePointAt(0);
  if (code === undefined || String.fromCodePoint(code) !== value) return undefined;
  return { whole: BigInt(code), value: code };
}
