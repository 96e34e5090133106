// What a rendering writes, with the place in the templates that each piece comes from: the source map of a rendered file.
import { NotRendered } from './value.ts';

export interface Piece {
  /** Offset in the output. */
  readonly start: number;
  /** Offset in the template file that is rendered. */
  readonly from: number;
  /** Written as it stands: the offsets run on together. */
  readonly isText: boolean;
}

export interface Output {
  text: string;
  readonly pieces: Piece[];
}

export const newOutput = (): Output => ({ text: '', pieces: [] });

/** A file larger than this is no manifest. */
const longest = 8_000_000;

export function write(output: Output, words: string, from: number, isText: boolean): void {
  if (words === '') return;
  if (output.text.length + words.length > longest) throw new NotRendered('the output is too large');
  output.pieces.push({ start: output.text.length, from, isText });
  output.text += words;
}

const nothing = '<no value>';

/** Without Go's words for a missing value, as Helm takes them out at the end. */
export function withoutMissing(output: Output): Output {
  if (!output.text.includes(nothing)) return output;
  const cuts: number[] = [];
  for (let at = output.text.indexOf(nothing); at >= 0; at = output.text.indexOf(nothing, at + nothing.length))
    cuts.push(at);
  let passed = 0;
  const pieces = output.pieces.map((piece) => {
    while (passed < cuts.length && (cuts[passed] ?? 0) < piece.start) passed++;
    return { ...piece, start: Math.max(0, piece.start - passed * nothing.length) };
  });
  return { text: output.text.replaceAll(nothing, ''), pieces };
}

/** The offset in the template that gave an offset of the output. */
export function originOf(pieces: readonly Piece[], offset: number): number {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (!piece) return 0;
  return piece.isText ? piece.from + (offset - piece.start) : piece.from;
}
