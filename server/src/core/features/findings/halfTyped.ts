// Whether a document ends in a line that is still being written, and which findings are only about that.
// It judges by the text alone: where the cursor is, nobody says.
import type { Finding, Span } from '../../finding.ts';
import { pathAt } from '../../yaml/cursor.ts';
import type { Editable } from '../../yaml/edits.ts';
import type { Path } from '../../yaml/nodes.ts';
import { resolved } from '../../yaml/path.ts';

export interface OpenEnd {
  /** The line, without its indentation. */
  readonly span: Span;
  /** Of what the line begins. */
  readonly path: Path;
  /** A word alone, which may be a key to be or a value as it should be. */
  readonly isWord: boolean;
}

/** A word without a colon, a key without a value, a dash alone: in the last line they are a beginning. */
const begun = /^(?:- *)*(?:[\w./-]*|"[^"]*"|'[^']*'):?\s*$/;

/** The unfinished last line of a document, if it has one. */
export function openEndOf(document: Editable): OpenEnd | undefined {
  const { text, root } = document;
  const end = lastContent(text);
  const lineStart = text.lastIndexOf('\n', end - 1) + 1;
  const line = text.slice(lineStart, end);
  const start = lineStart + line.length - line.trimStart().length;
  if (!root || line.trim() === '' || /^(---|\.\.\.)/.test(line) || !begun.test(line.trim())) return undefined;
  const place = pathAt(root, Math.min(end, root.end));
  const node = resolved(place?.node);
  const isText = node?.type === 'scalar' && node.style !== 'plain';
  if (isText || (node?.type === 'scalar' && place?.on === 'value' && startsOnItsKeysLine(text, place, start)))
    return undefined;
  return { span: { start, end }, path: place?.path ?? [], isWord: node?.type === 'scalar' && place?.on === 'value' };
}

/** `image: nginx` goes on over lines; `spec:` and below it `conta` is a key to be. */
function startsOnItsKeysLine(text: string, place: NonNullable<ReturnType<typeof pathAt>>, lineStart: number): boolean {
  const from = place.pair?.key.start;
  const node = place.node;
  if (from === undefined || !node) return false;
  return !text.slice(from, node.start).includes('\n') && node.start < lineStart;
}

function lastContent(text: string): number {
  let end = text.trimEnd().length;
  for (;;) {
    const lineStart = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(lineStart, end);
    if (lineStart === 0 || !(line.trim() === '' || line.trimStart().startsWith('#'))) return end;
    end = lineStart - 1;
  }
}

/** Whether a YAML problem or a finding of the structure only says that the line is not finished. */
export function isOnOpenEnd({ span }: OpenEnd, finding: Finding): boolean {
  return finding.span.start < span.end && span.start < finding.span.end;
}

/** Whether a field that is missing may be about to be written: beside what the line begins, or in it. */
export function mayFollow(end: OpenEnd, path: Path): boolean {
  const around = end.path.slice(0, -1);
  const isBeside = path.length === end.path.length && startsWith(path, around);
  return isBeside || startsWith(path, end.path);
}

function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((segment, index) => path[index] === segment);
}

/** Whether a word is the very end of the text and begins one of the words that may stand there: `kind: Deplo`. */
export function isBeginning(text: string, span: Span, words: Iterable<string>): boolean {
  if (span.end < text.length) return false;
  const typed = text.slice(span.start, span.end);
  for (const word of words) if (word.startsWith(typed)) return true;
  return false;
}
