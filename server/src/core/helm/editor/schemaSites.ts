// Where a chart's values.schema.json speaks of a value: its key among `properties`, and its name in `required`. References
// within the file are followed, and all alternatives.
import { chartUri } from '../../workspace/chartSource.ts';
import { innerSpan } from '../../workspace/pattern.ts';
import type { Node, ScalarNode } from '../../yaml/nodes.ts';
import { keyOf, nodeAt, resolved } from '../../yaml/path.ts';
import { type ChartView, valuesTreeOf } from './chartView.ts';
import type { ChartSite, ValueName } from './places.ts';

export function sitesInSchemas(view: ChartView, names: readonly ValueName[]): readonly ChartSite[] {
  return names.flatMap(({ folder, path }) => {
    const file = folder === '' ? 'values.schema.json' : `${folder}/values.schema.json`;
    const given = view.texts.get(file);
    if (!given) return [];
    const { root, base, text } = valuesTreeOf(given);
    const found: ScalarNode[] = [];
    collect({ root, found, seen: new Set() }, root, path);
    return [...new Set(found)].map((node): ChartSite => {
      const { start, end } = innerSpan(node, text);
      return { uri: chartUri(view.source, file), path: file, span: { start: start + base, end: end + base } };
    });
  });
}

interface Search {
  readonly root: Node | undefined;
  readonly found: ScalarNode[];
  /** Places that were searched for a rest of the path already: schemas may lead back to themselves. */
  readonly seen: Set<string>;
}

const alternatives = ['allOf', 'anyOf', 'oneOf'];
const conditions = ['if', 'then', 'else', 'not'];

function collect(search: Search, schema: Node | undefined, path: readonly string[]): void {
  const node = resolved(schema);
  const [head, ...rest] = path;
  if (node?.type !== 'mapping' || head === undefined) return;
  const key = `${node.start}:${path.join('.')}`;
  if (search.seen.has(key)) return;
  search.seen.add(key);
  const reference = resolved(nodeAt(node, ['$ref']));
  if (reference?.type === 'scalar') collect(search, target(search.root, reference.source), path);
  for (const name of alternatives) {
    const list = resolved(nodeAt(node, [name]));
    if (list?.type === 'sequence') for (const { value } of list.items) collect(search, value, path);
  }
  for (const name of conditions) collect(search, nodeAt(node, [name]), path);
  if (head === '*') {
    for (const name of ['items', 'additionalProperties']) collect(search, nodeAt(node, [name]), rest);
    return;
  }
  const properties = resolved(nodeAt(node, ['properties']));
  const pair = properties?.type === 'mapping' ? properties.pairs.find((one) => keyOf(one) === head) : undefined;
  if (rest.length > 0) {
    collect(search, pair?.value ?? nodeAt(node, ['additionalProperties']), rest);
    return;
  }
  if (pair) search.found.push(pair.key);
  const required = resolved(nodeAt(node, ['required']));
  for (const { value } of required?.type === 'sequence' ? required.items : []) {
    if (value?.type === 'scalar' && value.source === head) search.found.push(value);
  }
}

/** `#/definitions/image`, `#/$defs/image`. */
function target(root: Node | undefined, reference: string): Node | undefined {
  if (!reference.startsWith('#')) return undefined;
  const parts = reference.slice(1).split('/').slice(1);
  return nodeAt(
    root,
    parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
}
