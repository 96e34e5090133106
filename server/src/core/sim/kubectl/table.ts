// Columns and rows as kubectl lays them out: at least six wide, three blanks apart, nothing behind the last column.
// Source: cli-runtime/pkg/printers/tableprinter.go, tabwriter.go (v1.36).
import type { JsonObject } from '../../apiserver/types.ts';

export interface PrintContext {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

export interface Column {
  readonly name: string;
  /** Only with `-o wide`. */
  readonly wide?: true;
  readonly cell: (object: JsonObject, context: PrintContext) => string | number;
}

export type Columns = readonly Column[];

const [minWidth, padding] = [6, 3];

/** Lines of equal columns; a cell ends at its first line break. */
export function layOut(rows: readonly (readonly string[])[]): string {
  return layOutIn(widthsOf(rows, []), rows);
}

/** Columns as wide as the rows need, and no narrower than they were. */
export function widthsOf(rows: readonly (readonly string[])[], before: readonly number[]): readonly number[] {
  return (rows[0] ?? []).map((_, index) =>
    Math.max(minWidth, before[index] ?? 0, ...rows.map((row) => [...(row[index] ?? '')].length + padding)),
  );
}

export function layOutIn(widths: readonly number[], rows: readonly (readonly string[])[]): string {
  return rows
    .map((row) => row.map((cell, index) => (index === row.length - 1 ? cell : pad(cell, widths[index] ?? 0))).join(''))
    .map((line) => `${line}\n`)
    .join('');
}

const pad = (cell: string, width: number): string => cell + ' '.repeat(Math.max(0, width - [...cell].length));

/** A cell of one line. */
export function oneLine(value: string | number): string {
  const written = String(value);
  const end = written.search(/[\f\n\r]/);
  return end < 0 ? written : `${written.slice(0, end)}...`;
}
