// How a document is written: its indent step, how it writes lists, line ends, quotes. Edits keep this style.
// Only what stands there counts; where nothing does, the style of kubectl's own examples is taken.
import type { Node } from './nodes.ts';

export interface Style {
  /** Columns by which a mapping inside a mapping is indented. */
  readonly indent: number;
  /** Dashes stand in the column of their key: `containers:` and below it `- name: …`. */
  readonly indentlessLists: boolean;
  readonly eol: '\n' | '\r\n';
  readonly quote: '"' | "'";
}

export const usualStyle: Style = { indent: 2, indentlessLists: false, eol: '\n', quote: '"' };

/** The style of a document; bounded work, so it may be asked at every keystroke. */
export function styleOf(text: string, root: Node | undefined): Style {
  const tally: Tally = { indents: new Map(), indentless: 0, indented: 0, single: 0, double: 0, left: 2000 };
  if (root) count(root, undefined, text, tally);
  const indent = [...tally.indents].sort((a, b) => b[1] - a[1])[0]?.[0] ?? usualStyle.indent;
  const newline = text.indexOf('\n');
  return {
    indent,
    indentlessLists: tally.indentless > tally.indented,
    eol: newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n',
    quote: tally.single > tally.double ? "'" : '"',
  };
}

interface Tally {
  readonly indents: Map<number, number>;
  indentless: number;
  indented: number;
  single: number;
  double: number;
  /** Nodes still to look at. */
  left: number;
}

function count(node: Node, parentColumn: number | undefined, text: string, tally: Tally): void {
  if (tally.left-- <= 0) return;
  if (node.type === 'scalar') {
    if (node.style === 'single') tally.single++;
    if (node.style === 'double') tally.double++;
  } else if (node.type === 'mapping') {
    const column = columnOf(text, node.start);
    const step = parentColumn === undefined ? 0 : column - parentColumn;
    if (!node.flow && step > 0) tally.indents.set(step, (tally.indents.get(step) ?? 0) + 1);
    for (const pair of node.pairs) if (pair.value) count(pair.value, node.flow ? undefined : column, text, tally);
  } else if (node.type === 'sequence') {
    if (!node.flow && parentColumn !== undefined) {
      if (columnOf(text, node.start) > parentColumn) tally.indented++;
      else tally.indentless++;
    }
    for (const item of node.items) if (item.value) count(item.value, undefined, text, tally);
  }
}

/** Columns from the line's start, in UTF-16 units. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
