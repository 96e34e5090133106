// The lines of an item or pair as text that can stand elsewhere: without the indentation it has, comments included.
import type { Span } from '../../finding.ts';
import { columnOf } from '../../yaml/style.ts';

/** The lines from `span.start`, whose column becomes 0, to the end of the span's last line. */
export function blockText(text: string, span: Span): readonly string[] {
  const column = columnOf(text, span.start);
  const newline = text.indexOf('\n', span.end);
  const [first = '', ...rest] = text.slice(span.start, newline < 0 ? text.length : newline).split(/\r?\n/);
  const dedented = rest.map((line) => (/^ *$/.test(line.slice(0, column)) ? line.slice(column) : line.trimStart()));
  return [first.trimEnd(), ...dedented.map((line) => line.trimEnd())];
}

/** Lines with blanks before them; empty lines stay empty. */
export function indented(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(columns) + line));
}
