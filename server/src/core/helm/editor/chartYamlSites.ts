// Where Chart.yaml speaks of values: paths in the conditions of dependencies, and what is imported from them.
import { chartUri } from '../../workspace/chartSource.ts';
import { innerSpan } from '../../workspace/pattern.ts';
import type { Node } from '../../yaml/nodes.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import { type ChartView, valuesTreeOf } from './chartView.ts';
import type { ChartSite, ValueName } from './places.ts';

/** The words that are the last part of one of the names. */
export function sitesInChartYaml(view: ChartView, names: readonly ValueName[]): readonly ChartSite[] {
  return names.flatMap(({ folder, path }) => {
    const file = folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`;
    const given = view.texts.get(file);
    if (!given) return [];
    const { root, base, text } = valuesTreeOf(given);
    const list = resolved(nodeAt(root, ['dependencies']));
    const items = list?.type === 'sequence' ? list.items : [];
    return items
      .flatMap(({ value }) => pathsIn(value, text))
      .flatMap(({ parts, start }): readonly ChartSite[] => {
        if (parts.length < path.length || path.some((part, at) => part !== parts[at])) return [];
        const from = base + start + parts.slice(0, path.length - 1).reduce((sum, part) => sum + part.length + 1, 0);
        const span = { start: from, end: from + (path[path.length - 1] ?? '').length };
        return [{ uri: chartUri(view.source, file), path: file, span }];
      });
  });
}

/** Whether a value is part of what a chart imports from one below: then it has a name there that does not change with it. */
export function isBelowImport(view: ChartView, { folder, path }: ValueName): boolean {
  const given = view.texts.get(folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`);
  if (!given) return false;
  const { root, text } = valuesTreeOf(given);
  const list = resolved(nodeAt(root, ['dependencies']));
  return (list?.type === 'sequence' ? list.items : [])
    .flatMap(({ value }) => importsIn(value, text))
    .some(({ parts }) => parts.length < path.length && parts.every((part, at) => part === path[at]));
}

interface WrittenPath {
  readonly parts: readonly string[];
  readonly start: number;
}

/** Of one dependency: each of its conditions; the values that it imports, as the chart itself and as the one below has them. */
function pathsIn(dependency: Node | undefined, text: string): readonly WrittenPath[] {
  const condition = written(nodeAt(dependency, ['condition']), text);
  const conditions = condition ? splitPaths(condition) : [];
  return [...conditions, ...importsIn(dependency, text)];
}

function importsIn(dependency: Node | undefined, text: string): readonly WrittenPath[] {
  const name = wordAt(dependency, 'alias') || wordAt(dependency, 'name');
  const imports = resolved(nodeAt(dependency, ['import-values']));
  return (imports?.type === 'sequence' ? imports.items : []).flatMap(({ value }) => {
    const all = written(value, text);
    if (all) return [{ parts: [name, 'exports', all.words], start: all.start }];
    const parent = written(nodeAt(value, ['parent']), text);
    const child = written(nodeAt(value, ['child']), text);
    return [
      ...(parent ? splitPaths(parent) : []),
      ...(child
        ? splitPaths(child).map(({ parts, start }) => ({ parts: [name, ...parts], start: start - name.length - 1 }))
        : []),
    ];
  });
}

interface Written {
  readonly words: string;
  readonly start: number;
}

function written(node: Node | undefined, text: string): Written | undefined {
  const scalar = resolved(node);
  if (scalar?.type !== 'scalar') return undefined;
  const { start, end } = innerSpan(scalar, text);
  return { words: text.slice(start, end), start };
}

function splitPaths({ words, start }: Written): readonly WrittenPath[] {
  return [...words.matchAll(/[^,\s]+/g)].map(({ 0: path, index }) => ({
    parts: path.split('.'),
    start: start + index,
  }));
}

function wordAt(node: Node | undefined, key: string): string {
  const scalar = resolved(nodeAt(node, [key]));
  return scalar?.type === 'scalar' ? scalar.source : '';
}
