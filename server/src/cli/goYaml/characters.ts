// A text under goyaml's eyes: where it stands, what kind of character comes next, and the first thing wrong.
// Mirrors go.yaml.in/yaml/v2 v2.4 (yamlprivateh.go); lines and columns count from 0 here.

export interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  column: number;
  /** What is wrong, with its line where it has one; the first stays. */
  fault?: string;
}

const BREAK = /[\r\n\u0085\u2028\u2029]/;

/** The character `ahead` of the cursor; empty at the end. */
export const next = (cursor: Cursor, ahead = 0): string => cursor.text[cursor.at + ahead] ?? '';
export const isEnd = (character: string): boolean => character === '' || character === '\0';
export const isBlank = (character: string): boolean => character === ' ' || character === '\t';
export const isBreak = (character: string): boolean => BREAK.test(character);
export const isBreakOrEnd = (character: string): boolean => isEnd(character) || isBreak(character);
export const isBlankOrEnd = (character: string): boolean => isBlank(character) || isBreakOrEnd(character);

export function skip(cursor: Cursor, count = 1): void {
  cursor.at += count;
  cursor.column += count;
}

export function skipLine(cursor: Cursor): void {
  cursor.at += cursor.text.startsWith('\r\n', cursor.at) ? 2 : 1;
  cursor.line++;
  cursor.column = 0;
}

export function skipBlanks(cursor: Cursor): void {
  while (isBlank(next(cursor))) skip(cursor);
}

export function skipComment(cursor: Cursor): void {
  if (next(cursor) === '#') while (!isBreakOrEnd(next(cursor))) skip(cursor);
}

/** `---` or `...` at the beginning of a line. */
export function atDocumentMark(cursor: Cursor, marks: readonly string[] = ['---', '...']): boolean {
  if (cursor.column !== 0 || !isBlankOrEnd(next(cursor, 3))) return false;
  return marks.some((mark) => cursor.text.startsWith(mark, cursor.at));
}

/** A fault that the scanner finds: its line is told from 1, and not at all on the first line. */
export function scannerFault(cursor: Cursor, words: string): void {
  cursor.fault ??= cursor.line === 0 ? words : `line ${cursor.line + 1}: ${words}`;
}

/** A fault that the grammar finds in a token: its line is told as it is counted, from 0. */
export function grammarFault(cursor: Cursor, words: string, line: number): void {
  cursor.fault ??= line === 0 ? words : `line ${line}: ${words}`;
}
