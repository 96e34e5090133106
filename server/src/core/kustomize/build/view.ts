// A build as text, in the way kustomize prints it, with the place that each line comes from: the patch that set it, else
// the manifest that it is written in, else the kustomization. What builds change by themselves leads to the object.
import { goYaml } from '../../kubernetes/goYaml.ts';
import { lineStartsOf } from '../../workspace/lines.ts';
import type { Site } from '../../workspace/site.ts';
import { pathAt } from '../../yaml/cursor.ts';
import type { Node, Path, SequenceNode } from '../../yaml/nodes.ts';
import { parseAsWritten } from '../../yaml/parse.ts';
import { keyOf, nodeAt, placeAt, resolved } from '../../yaml/path.ts';
import type { Build } from './build.ts';
import type { BuiltObject, Origin } from './object.ts';
import { exactTree } from './read.ts';

export interface BuiltView {
  readonly text: string;
  /** For each line of the text. */
  readonly origins: readonly Site[];
}

export function viewOfBuild({ objects }: Build): BuiltView {
  const origins: Site[] = [];
  const texts = objects.map((built, index) => {
    const yaml = goYaml(built.object);
    if (index > 0) origins.push(siteOf(built.origins[0], undefined));
    origins.push(...originsOfLines(built, yaml));
    return yaml;
  });
  return { text: texts.join('---\n'), origins };
}

function originsOfLines({ origins }: BuiltObject, yaml: string): readonly Site[] {
  const { root } = parseAsWritten(yaml);
  const starts = lineStartsOf(yaml).slice(0, -1);
  return starts.map((start, line) => {
    const end = starts[line + 1] ?? yaml.length;
    const blank = Math.max(0, yaml.slice(start, end).search(/[^\s-]/));
    const path = pathAt(root, start + blank)?.path ?? [];
    return placeOf(origins, root, path);
  });
}

/** Where a field of a built object, or the nearest thing above it, is written. */
export function placeInBuilt({ object, origins }: BuiltObject, path: Path): Site {
  return placeOf(origins, parseAsWritten(goYaml(object)).root, path);
}

/** The same of what stands at an offset of the object's YAML, whose tree this is. */
export function placeOfOffset({ origins }: BuiltObject, root: Node | undefined, offset: number): Site {
  return placeOf(origins, root, pathAt(root, offset)?.path ?? []);
}

/** The last that says something at the path, or at the nearest one above it. */
function placeOf(origins: readonly Origin[], built: Node | undefined, path: Path): Site {
  for (const origin of [...origins].reverse()) {
    const { root } = exactTree(origin.document);
    const place = origin.path ? undefined : (likePlace(root, built, path) ?? operationAt(root, path));
    if (place) return siteOf(origin, place);
  }
  const [written] = origins;
  if (written?.path) return siteOf(written, nodeAt(exactTree(written.document).root, written.path));
  for (let length = path.length - 1; length > 0 && written; length--) {
    const place = likePlace(exactTree(written.document).root, built, path.slice(0, length));
    if (place) return siteOf(written, place);
  }
  return siteOf(written, undefined);
}

/** Of a JSON patch the operation that writes the field, something above it, or one thing in it. */
function operationAt(root: Node | undefined, path: Path): Node | undefined {
  const list = resolved(root);
  if (list?.type !== 'sequence') return undefined;
  const isMeant = (pointer: string): boolean => {
    const parts = pointer.split('/').slice(1);
    if (parts.length === 0 || parts.length > path.length + 1) return false;
    return parts
      .slice(0, path.length)
      .every((part, at) => part === '-' || part.replaceAll('~1', '/').replaceAll('~0', '~') === String(path[at]));
  };
  return list.items.findLast(({ value }) => {
    const pointer = resolved(nodeAt(value, ['path']));
    return pointer?.type === 'scalar' && isMeant(pointer.source);
  })?.value;
}

/** Items of lists are told by their name, for a patch has them at other places. */
function likePlace(root: Node | undefined, built: Node | undefined, path: Path): Node | undefined {
  let [here, there]: (Node | undefined)[] = [root, built];
  let found: Node | undefined = root;
  for (const segment of path) {
    there = nodeAt(there, [segment]);
    const at: Path = typeof segment === 'number' ? [itemLike(here, there, segment)] : [segment];
    const place = placeAt(here, at);
    if (!place) return undefined;
    found = place.pair?.key ?? place.node;
    here = place.node;
  }
  return found;
}

function itemLike(list: Node | undefined, item: Node | undefined, otherwise: number): number {
  const name = nameOf(item);
  const items = resolved(list);
  if (name === undefined || items?.type !== 'sequence') return otherwise;
  const alike = [...items.items.keys()].filter((at) => nameOf(items.items[at]?.value) === name);
  const [first = -1] = alike;
  return alike.reduce((best, at) => (likeness(items, at, item) > likeness(items, best, item) ? at : best), first);
}

/** How many words of two mappings are the same. */
function likeness({ items }: SequenceNode, at: number, item: Node | undefined): number {
  const [one, other] = [resolved(items[at]?.value), resolved(item)];
  if (one?.type !== 'mapping' || other?.type !== 'mapping') return 0;
  return one.pairs.filter((pair) => {
    const [word, same] = [resolved(pair.value), resolved(nodeAt(other, [keyOf(pair)]))];
    return word?.type === 'scalar' && same?.type === 'scalar' && word.source === same.source;
  }).length;
}

function nameOf(node: Node | undefined): string | undefined {
  const mapping = resolved(node);
  if (mapping?.type !== 'mapping') return undefined;
  const pair = mapping.pairs.find((one) => keyOf(one) === 'name');
  const value = resolved(pair?.value);
  return value?.type === 'scalar' ? value.source : undefined;
}

function siteOf(origin: Origin | undefined, node: Node | undefined): Site {
  const start = node?.start ?? (origin && exactTree(origin.document).root?.start) ?? 0;
  return { uri: origin?.uri ?? '', index: origin?.index ?? 0, span: { start, end: start } };
}
