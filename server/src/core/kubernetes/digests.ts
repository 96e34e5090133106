// SHA-256 and SHA-1 (FIPS 180-4) and Adler-32 of texts, for checksums and names that hold them.
import { utf8Bytes } from './base64.ts';

const primes = (count: number): readonly number[] => {
  const found: number[] = [];
  for (let at = 2; found.length < count; at++) if (found.every((prime) => at % prime !== 0)) found.push(at);
  return found;
};
/** The first 32 bits behind the point. */
const fraction = (value: number): number => Math.floor((value - Math.floor(value)) * 2 ** 32) | 0;
const roundConstants = primes(64).map((prime) => fraction(Math.cbrt(prime)));
const startValues = primes(8).map((prime) => fraction(Math.sqrt(prime)));

const hex = (words: readonly number[]): string =>
  words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
const turnRight = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));
const turnLeft = (word: number, bits: number): number => turnRight(word, 32 - bits);

export function sha256(text: string): string {
  return hex(blocksOf(text).reduce(sha256Block, startValues));
}

function sha256Block(state: readonly number[], block: readonly number[]): readonly number[] {
  const words = [...block];
  for (let at = 16; at < 64; at++) {
    const [x, y] = [words[at - 15] ?? 0, words[at - 2] ?? 0];
    const small0 = turnRight(x, 7) ^ turnRight(x, 18) ^ (x >>> 3);
    const small1 = turnRight(y, 17) ^ turnRight(y, 19) ^ (y >>> 10);
    words.push(((words[at - 16] ?? 0) + small0 + (words[at - 7] ?? 0) + small1) | 0);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at++) {
    const great1 = turnRight(e, 6) ^ turnRight(e, 11) ^ turnRight(e, 25);
    const one = (h + great1 + ((e & f) ^ (~e & g)) + (roundConstants[at] ?? 0) + (words[at] ?? 0)) | 0;
    const great0 = turnRight(a, 2) ^ turnRight(a, 13) ^ turnRight(a, 22);
    const two = (great0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return [a, b, c, d, e, f, g, h].map((word, at) => (word + (state[at] ?? 0)) | 0);
}

const sha1Start = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

export function sha1(text: string): string {
  return hex(blocksOf(text).reduce(sha1Block, sha1Start));
}

function sha1Block(state: readonly number[], block: readonly number[]): readonly number[] {
  const words = [...block];
  for (let at = 16; at < 80; at++) {
    words.push(
      turnLeft((words[at - 3] ?? 0) ^ (words[at - 8] ?? 0) ^ (words[at - 14] ?? 0) ^ (words[at - 16] ?? 0), 1),
    );
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
  for (let at = 0; at < 80; at++) {
    const [mixed, constant] =
      at < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : at < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : at < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6];
    const next = (turnLeft(a, 5) + mixed + e + constant + (words[at] ?? 0)) | 0;
    [e, d, c, b, a] = [d, c, turnLeft(b, 30), a, next];
  }
  return [a, b, c, d, e].map((word, at) => (word + (state[at] ?? 0)) | 0);
}

/** The padded message in blocks of sixteen words. */
function blocksOf(text: string): readonly (readonly number[])[] {
  const bytes = utf8Bytes(text);
  const bits = bytes.length * 8;
  const padded = [...bytes, 0x80];
  while (padded.length % 64 !== 56) padded.push(0);
  for (let shift = 56; shift >= 0; shift -= 8) padded.push(Math.floor(bits / 2 ** shift) & 255);
  const blocks: number[][] = [];
  for (let at = 0; at < padded.length; at += 4) {
    const [w = 0, x = 0, y = 0, z = 0] = padded.slice(at, at + 4);
    if (at % 64 === 0) blocks.push([]);
    blocks[blocks.length - 1]?.push((w << 24) | (x << 16) | (y << 8) | z);
  }
  return blocks;
}

/** As sprig prints it: a decimal number. */
export function adler32(text: string): string {
  let [a, b] = [1, 0];
  for (const byte of utf8Bytes(text)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return String(b * 65536 + a);
}
