// Lists in block style: `- item` lines of one column.
import type { Node, Pair, SequenceItem, SequenceNode } from '../nodes.ts';
import { isDash, readBelow, readNode } from './block.ts';
import { continueMapping, startsKey } from './blockMapping.ts';
import { columnAt, endOfLine, type Reader, report, skipBlanks, skipToContent } from './reader.ts';

/**
 * Reads the items whose first dash is at reader.at. `indent` is the column of the collection around; when the dashes
 * stand in that very column (a list below its key without indentation) only dashes belong to the list.
 */
export function readSequence(reader: Reader, indent: number): SequenceNode {
  const column = columnAt(reader);
  const start = reader.at;
  const items: SequenceItem[] = [];
  let here = column;
  let blamed = -1;
  while (here >= 0) {
    const itemStart = reader.at;
    reader.at++;
    const value = readItem(reader, column);
    items.push({ value, start: itemStart, end: value?.end ?? itemStart + 1 });
    here = nextItem(reader, column, indent, items);
    if (here >= 0 && here !== column && here !== blamed) {
      blamed = here;
      report(reader, 'bad-indentation', reader.at, endOfLine(reader.text, reader.at));
    }
  }
  return { type: 'sequence', flow: false, items, start, end: items[items.length - 1]?.end ?? start };
}

function readItem(reader: Reader, column: number): Node | undefined {
  const spot = { indent: column, inline: false, listAtIndent: false };
  return skipBlanks(reader) ? readBelow(reader, spot) : readNode(reader, spot);
}

/** Moves to the next dash of the list and gives its column; -1 when the list has ended. */
function nextItem(reader: Reader, column: number, indent: number, items: SequenceItem[]): number {
  for (;;) {
    const here = skipToContent(reader);
    if (here < 0) return -1;
    if (here === column && isDash(reader)) return here;
    if (here <= indent || column <= indent) return here > column && isDash(reader) ? here : -1;
    if (isDash(reader)) return here;
    takeMisplaced(reader, here, indent, items);
  }
}

/** A line in the list's columns that is no item: a key of the last item that has slipped to the left, or stray text. */
function takeMisplaced(reader: Reader, here: number, indent: number, items: SequenceItem[]): void {
  report(reader, 'bad-indentation', reader.at, endOfLine(reader.text, reader.at));
  const last = items[items.length - 1];
  if (last?.value?.type !== 'mapping' || last.value.flow || !startsKey(reader)) {
    readNode(reader, { indent: Math.max(indent, here - 1), inline: false, listAtIndent: false });
    return;
  }
  const pairs: Pair[] = [...last.value.pairs];
  continueMapping(reader, here, Math.max(indent, here - 1), pairs);
  const end = pairs[pairs.length - 1]?.end ?? last.end;
  items[items.length - 1] = { ...last, value: { ...last.value, pairs, end }, end };
}
