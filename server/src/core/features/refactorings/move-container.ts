// A container to the init containers and back, with its lines as they are: as one that has to end before the others start,
// without what only those have that keep running, or as a sidecar.
import type { Fix, TextEdit } from '../../finding.ts';
import { wordAt } from '../../kubernetes/resource.ts';
import { type Text, text } from '../../text.ts';
import { type Editable, removeAt, setAt } from '../../yaml/edits.ts';
import type { Path, SequenceNode } from '../../yaml/nodes.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { nodeAt, placeAt, resolved } from '../../yaml/path.ts';
import { columnOf, styleOf } from '../../yaml/style.ts';
import { blockText, indented } from './blockText.ts';
import type { Refactoring, RefactoringPlace } from './refactoring.ts';
import { afterSteps, differenceOf, type Step } from './steps.ts';

interface Target {
  readonly to: 'containers' | 'initContainers';
  readonly title: (name: string) => Text;
  /** Fields that a container has no use for there; the API server refuses most of them. */
  readonly without: readonly string[];
  readonly isSidecar: boolean;
}

/** Kubernetes v1.36 pkg/apis/core/validation/validation.go, validateInitContainers. */
const ofRunning = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe', 'restartPolicy'];

const targets: Readonly<Record<'containers' | 'initContainers', readonly Target[]>> = {
  containers: [
    {
      to: 'initContainers',
      title: (name) => text(`Make ${name} an init container`, `将 ${name} 改为 Init 容器`),
      without: ofRunning,
      isSidecar: false,
    },
    {
      to: 'initContainers',
      title: (name) => text(`Make ${name} a sidecar`, `将 ${name} 改为边车容器`),
      without: ['restartPolicy'],
      isSidecar: true,
    },
  ],
  initContainers: [
    {
      to: 'containers',
      title: (name) => text(`Make ${name} an ordinary container`, `将 ${name} 改为普通容器`),
      without: ['restartPolicy'],
      isSidecar: false,
    },
  ],
};

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
      : targets[from].flatMap((target) => moved(place, [...path.slice(0, at), from, index], name, target));
  },
};

/** @param path of the container */
function moved(
  place: RefactoringPlace,
  path: Path,
  name: string,
  { to, title, without, isSidecar }: Target,
): readonly Fix[] {
  const spec = path.slice(0, -2);
  const from = String(path.at(-2));
  const item = placeAt(place.root, path)?.node;
  if (item?.type !== 'mapping' || item.flow || !placeAt(place.root, [...spec, from])?.pair) return [];
  const fit: readonly Step[] = [
    ...without.map(
      (field): Step =>
        (document) =>
          nodeAt(document.root, [...path, field]) ? removeAt(document, [...path, field]) : [],
    ),
    ...(isSidecar ? [(document: Editable) => setAt(document, [...path, 'restartPolicy'], 'Always')] : []),
  ];
  const fitted = afterSteps(place.text, fit);
  const container = placeAt(parseDocument(fitted).root, path)?.node;
  if (container?.type !== 'mapping') return [];
  const lines = blockText(fitted, container);
  const insert: Step = (document) =>
    insertion(document, spec, from, to, (at, isNew) => written(lines, at, place, to, isNew));
  const after = afterSteps(fitted, [insert, (document) => removeAt(document, path)]);
  const edits = differenceOf(place.text, after);
  return edits.length === 0 || after === fitted ? [] : [{ title: title(name), edits }];
}

function insertion(
  document: Editable,
  spec: Path,
  from: string,
  to: string,
  textAt: (at: Spot, isNew: boolean) => string,
): readonly TextEdit[] {
  const target = placeAt(document.root, [...spec, to]);
  const sequence = resolved(target?.node);
  if (target && (sequence?.type !== 'sequence' || sequence.flow)) return [];
  const at =
    sequence?.type === 'sequence'
      ? endOfItems(document.text, sequence)
      : lineStart(document.text, holderStart(document, spec, from));
  return [{ span: { start: at.offset, end: at.offset }, newText: textAt(at, sequence === undefined) }];
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
