// PEM as Go reads it: the first block of a text, skipping what is no block. Mirrors encoding/pem.Decode of Go 1.26.
// Does not know what is inside a block.
import { decodeBase64 } from './base64.ts';

export interface PemBlock {
  /** `CERTIFICATE REQUEST`. */
  readonly type: string;
  readonly headers: number;
  readonly bytes: readonly number[];
  /** The text behind the block. */
  readonly rest: string;
}

const BEGIN = '-----BEGIN ';
const END = '\n-----END ';
const DASHES = '-----';

/** The first block; undefined where there is none. @param text one character a byte */
export function decodePem(text: string): PemBlock | undefined {
  let from = 0;
  for (;;) {
    const end = text.indexOf(END, from);
    if (end < 0) return undefined;
    const begin = text.slice(0, end).lastIndexOf(BEGIN);
    if (begin >= from && (begin === 0 || begin === from || text[begin - 1] === '\n')) {
      const block = blockBetween(text, begin + BEGIN.length, end);
      if (block) return block;
    }
    from = end + END.length;
  }
}

function blockBetween(text: string, typeAt: number, end: number): PemBlock | undefined {
  const typeLine = lineAt(text, typeAt);
  if (!typeLine.text.endsWith(DASHES)) return undefined;
  const type = typeLine.text.slice(0, -DASHES.length);
  const closing = text.slice(end + END.length);
  const trailer = type.length + DASHES.length;
  if (!closing.startsWith(type) || closing.slice(trailer - DASHES.length, trailer) !== DASHES) return undefined;
  if (lineAt(closing, trailer).text !== '') return undefined;
  let at = typeLine.next;
  let headers = 0;
  for (let line = lineAt(text, at); line.text.includes(':'); line = lineAt(text, at)) {
    headers++;
    at = line.next;
  }
  if (headers > 0 && at > end) return undefined;
  const decoded = decodeBase64(text.slice(at, Math.max(at, end)).replace(/[ \t]/g, ''));
  if ('error' in decoded) return undefined;
  return { type, headers, bytes: decoded.bytes, rest: text.slice(lineAt(text, end + 1).next) };
}

/** A line without the blanks at its end, and where the next begins. */
function lineAt(text: string, at: number): { text: string; next: number } {
  const end = text.indexOf('\n', at);
  const line = end < 0 ? text.slice(at) : text.slice(at, end);
  return { text: line.replace(/[ \t\r\n]+$/, ''), next: end < 0 ? text.length : end + 1 };
}
