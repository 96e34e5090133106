// Seeded chance: one stream of numbers per name, so that adding an actor does not reshuffle the others.
// Deliberately no global state: a run makes its own streams.

/** Gives the next number in [0, 1) of the stream of that name. */
export type RandomStreams = (stream: string) => number;

export function randomStreams(seed: number): RandomStreams {
  const states = new Map<string, { at: number }>();
  const started = (stream: string) => {
    const fresh = { at: fnv1a(`${seed}/${stream}`) };
    states.set(stream, fresh);
    return fresh;
  };
  let last = '';
  let lastHolder = started(last);
  return (stream) => {
    // Mostly a uid is drawn: many numbers of one stream in a row.
    const holder = stream === last ? lastHolder : (states.get(stream) ?? started(stream));
    last = stream;
    lastHolder = holder;
    const state = (holder.at + 0x6d2b79f5) >>> 0;
    holder.at = state;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** FNV-1a, 32 bits, over UTF-16 units (the same as bytes for ASCII). */
export function fnv1a(text: string): number {
  return fnv1aBytes(Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));
}

export function fnv1aBytes(bytes: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash >>> 0;
}

/** Kubernetes' alphabet for names: no vowels, nothing that looks like another character. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** A random suffix of a generated name; `apimachinery/pkg/util/rand.String`. */
export function nameSuffix(random: () => number, length = 5): string {
  let out = '';
  for (let i = 0; i < length; i++) out += alphabet[Math.floor(random() * alphabet.length)];
  return out;
}

/** `rand.SafeEncodeString` of a decimal hash: pod-template-hash and revision names. */
export function safeDigits(hash: number): string {
  return [...String(hash)].map((digit) => alphabet[digit.charCodeAt(0) % alphabet.length]).join('');
}

/** A uid in the form of a version-4 UUID. */
export function uuid(random: () => number): string {
  const [a, b] = [digits(random, 8), digits(random, 4)];
  const [c, d, e, f] = [digits(random, 4), digits(random, 4), digits(random, 8), digits(random, 4)];
  const variant = '89ab'[Math.floor(random() * 4)] ?? '8';
  return `${a}-${b}-4${c.slice(1)}-${variant}${d.slice(1)}-${e}${f}`;
}

/** Hexadecimal, a number of the stream for each; at most eight. */
function digits(random: () => number, count: number): string {
  let value = 0;
  for (let i = 0; i < count; i++) value = 16 * value + Math.floor(random() * 16);
  return value.toString(16).padStart(count, '0');
}
