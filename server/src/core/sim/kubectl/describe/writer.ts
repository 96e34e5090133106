// Text with elastic tab stops, as Go's text/tabwriter makes it (no minimum width, two blanks apart), and the indented lines
// of `kubectl describe`. Knows nothing of Kubernetes.

import type { JsonObject } from '../../../apiserver/types.ts';
import type { PrintContext } from '../table.ts';

/** What a describer may look at beside the object. */
export interface DescribeContext extends PrintContext {
  readonly list: (kind: string) => readonly JsonObject[];
  /** Events are shown for one object, not for several. */
  readonly hideEvents?: boolean;
}

export interface Writer {
  /** Text after two blanks per level; no line end is added. */
  write(level: number, words: string): void;
  /** A whole line. */
  line(level: number, words: string): void;
  /** `Name:` and a value in the next column. */
  field(level: number, name: string, value: string | number): void;
  /** Columns before and after are aligned apart. */
  flush(): void;
  /** Aligned. */
  text(): string;
  /** With its tabs. */
  raw(): string;
}

export function createWriter(): Writer {
  let done = '';
  let open = '';
  let raw = '';
  const add = (words: string) => {
    open += words;
    raw += words;
  };
  const writer: Writer = {
    write: (level, words) => add('  '.repeat(level) + words),
    line: (level, words) => add(`${'  '.repeat(level)}${words}\n`),
    field: (level, name, value) => add(`${'  '.repeat(level)}${name}:\t${value}\n`),
    flush() {
      done += alignTabs(open);
      open = '';
    },
    text: () => done + alignTabs(open),
    raw: () => raw,
  };
  return writer;
}

const padding = 2;

/** Cells end at tabs; cells of one column in neighbouring lines are equally wide. */
export function alignTabs(text: string): string {
  const lines = text.split('\n').map((line) => line.split('\t'));
  const widths = lines.map((cells) => new Array<number>(Math.max(0, cells.length - 1)).fill(0));
  const columns = Math.max(0, ...widths.map((row) => row.length));
  for (let column = 0; column < columns; column++) {
    let from = 0;
    while (from < lines.length) {
      if ((widths[from]?.length ?? 0) <= column) {
        from++;
        continue;
      }
      let to = from;
      while (to < lines.length && (widths[to]?.length ?? 0) > column) to++;
      setWidth(lines.slice(from, to), widths.slice(from, to), column);
      from = to;
    }
  }
  return lines.map((cells, row) => cells.map((cell, column) => pad(cell, widths[row]?.[column])).join('')).join('\n');
}

function setWidth(lines: readonly (readonly string[])[], widths: readonly number[][], column: number): void {
  const width = Math.max(...lines.map((cells) => [...(cells[column] ?? '')].length + padding));
  for (const row of widths) row[column] = width;
}

const pad = (cell: string, width: number | undefined): string =>
  cell + ' '.repeat(Math.max(0, (width ?? 0) - [...cell].length));
