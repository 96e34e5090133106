// Base64 as Go's encoding/json decodes []byte fields (standard alphabet, padded, line breaks ignored). Bytes as numbers;
// does not know what they mean.

export type Decoded = { readonly bytes: readonly number[] } | { readonly error: string };

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, value) => [letter, value]));

/** `base64.StdEncoding.Decode`: the bytes, or `illegal base64 data at input byte N`. */
export function decodeBase64(text: string): Decoded {
  const bytes: number[] = [];
  let group: number[] = [];
  let at = 0;
  for (; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (letter === '\n' || letter === '\r') continue;
    if (letter === '=') return finish(text, at, group, bytes);
    const value = VALUES.get(letter);
    if (value === undefined) return illegal(at);
    group.push(value);
    if (group.length === 4) {
      bytes.push(...packed(group, 3));
      group = [];
    }
  }
  // Without its padding the last group is cut short: Go names where that group began.
  return group.length === 0 ? { bytes } : illegal(at - group.length);
}

function finish(text: string, paddingAt: number, group: readonly number[], bytes: number[]): Decoded {
  if (group.length < 2) return illegal(paddingAt);
  let at = paddingAt + 1;
  if (group.length === 2) {
    while (text[at] === '\n' || text[at] === '\r') at++;
    if (at >= text.length) return illegal(text.length);
    if (text[at] !== '=') return illegal(at);
    at++;
  }
  while (text[at] === '\n' || text[at] === '\r') at++;
  if (at < text.length) return illegal(at);
  bytes.push(...packed([...group, 0, 0].slice(0, 4), group.length - 1));
  return { bytes };
}

function packed(group: readonly number[], count: number): number[] {
  const [a = 0, b = 0, c = 0, d = 0] = group;
  const bits = (a << 18) | (b << 12) | (c << 6) | d;
  return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255].slice(0, count);
}

function illegal(at: number): Decoded {
  return { error: `illegal base64 data at input byte ${at}` };
}

/** The bytes as padded base64, as the server writes them back. */
export function encodeBase64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 63] ?? '');
    if (b === undefined) letters[2] = '=';
    if (c === undefined) letters[3] = '=';
    text += letters.join('');
  }
  return text;
}

/** The UTF-8 bytes of a text. */
export function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const rune of text) {
    const code = rune.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}

/** The text that the bytes hold; `undefined` when they are not UTF-8. */
export function utf8Text(bytes: readonly number[]): string | undefined {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}
