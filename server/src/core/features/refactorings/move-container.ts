// A container to the init containers and back, with its lines as they are.
import type { Fix } from '../../finding.ts';
import { wordAt } from '../../kubernetes/resource.ts';
import { text } from '../../text.ts';
import { type Editable, removeAt } from '../../yaml/edits.ts';
import type { Path, SequenceNode } from '../../yaml/nodes.ts';
import { nodeAt, placeAt, resolved } from '../../yaml/path.ts';
import { columnOf, styleOf } from '../../yaml/style.ts';
import { blockText, indented } from './blockText.ts';
import type { Refactoring, RefactoringPlace } from './refactoring.ts';
import { inSteps, type Step } from './steps.ts';

const lists = {
  containers: {
    to: 'initContainers',
    title: (name: string) => text(`Make ${name} an init container`, `将 ${name} 改为 Init 容器`),
  },
  initContainers: {
    to: 'containers',
    title: (name: string) => text(`Make ${name} an ordinary container`, `将 ${name} 改为普通容器`),
  },
} as const;

export const moveContainer: Refactoring = {
  id: 'move-container',
  menu: 'move',
  offer: (place) => {
    const { path, root } = place;
    const at = path.findLastIndex((segment) => segment === 'containers' || segment === 'initContainers');
    const from = path[at];
    const index = path[at + 1];
    if ((from !== 'containers' && from !== 'initContainers') || typeof index !== 'number') return [];
    if (path.length > at + 3 || path[at - 1] !== 'spec') return [];
    const name = wordAt(root, [...path.slice(0, at + 2), 'name']);
    const list = resolved(nodeAt(root, path.slice(0, at + 1)));
    const isLast = list?.type === 'sequence' && list.items.length === 1;
    return name === undefined || (from === 'containers' && isLast)
      ? []
      : moved(place, path.slice(0, at), from, index, name);
  },
};

function moved(
  place: RefactoringPlace,
  spec: Path,
  from: keyof typeof lists,
  index: number,
  name: string,
): readonly Fix[] {
  const { to, title } = lists[from];
  const item = placeAt(place.root, [...spec, from, index])?.node;
  const holder = placeAt(place.root, [...spec, from])?.pair;
  if (item?.type !== 'mapping' || item.flow || !holder) return [];
  const lines = blockText(place.text, item);
  const insert: Step = (document) => {
    const target = placeAt(document.root, [...spec, to]);
    const sequence = resolved(target?.node);
    if (target && (sequence?.type !== 'sequence' || sequence.flow)) return [];
    const at =
      sequence?.type === 'sequence'
        ? endOfItems(document.text, sequence)
        : lineStart(document.text, holderStart(document, spec, from));
    return at === undefined
      ? []
      : [
          {
            span: { start: at.offset, end: at.offset },
            newText: written(lines, at, place, to, sequence === undefined),
          },
        ];
  };
  const edits = inSteps(place.text, [insert, (document) => removeAt(document, [...spec, from, index])]);
  return edits.length === 0 ? [] : [{ title: title(name), edits }];
}

interface Spot {
  readonly offset: number;
  readonly column: number;
}

function holderStart({ root }: Editable, spec: Path, key: string): number {
  return placeAt(root, [...spec, key])?.pair?.start ?? 0;
}

function endOfItems(text: string, list: SequenceNode): Spot {
  const end = list.items.at(-1)?.end ?? list.end;
  const newline = text.indexOf('\n', end);
  return { offset: newline < 0 ? text.length : newline + 1, column: columnOf(text, list.start) };
}

function lineStart(text: string, offset: number): Spot {
  const column = columnOf(text, offset);
  return { offset: offset - column, column };
}

/** The item's lines below the dash, and the key above it where the list is new. */
function written(
  lines: readonly string[],
  at: Spot,
  { text: own, root }: RefactoringPlace,
  key: string,
  isNew: boolean,
): string {
  const style = styleOf(own, root);
  const step = isNew && !style.indentlessLists ? style.indent : 0;
  const item = [`- ${lines[0] ?? ''}`, ...indented(lines.slice(1), 2)];
  const block = isNew ? [`${key}:`, ...indented(item, step)] : item;
  return indented(block, at.column).join(style.eol) + style.eol;
}
