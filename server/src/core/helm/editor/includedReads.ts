// What a chart's templates read through named templates of other charts: these read the values of whoever includes them, so
// one word there means values of two charts. Libraries are made for that and are followed elsewhere.
import type { Statement } from '../template/nodes.ts';
import { type ChartView, folderOf } from './chartView.ts';
import { type Mark, marksOf } from './marks.ts';
import { isLibraryAt, treesOf, type ValueName } from './places.ts';

export interface ReadElsewhere {
  readonly path: string;
  readonly mark: Mark & { readonly kind: 'value' };
}

interface Define {
  readonly path: string;
  readonly marks: readonly Mark[];
}

/** A read of a value, or of something above or below it, in a named template that another chart includes. */
export function readThroughInclude(view: ChartView, { folder, path }: ValueName): ReadElsewhere | undefined {
  const defines = definesOf(view);
  const users = new Map<string, string[]>();
  for (const { path: file, tree } of treesOf(view)) {
    const names = marksOf(tree).flatMap((mark) => (mark.kind === 'include' ? [mark.name] : []));
    users.set(folderOf(file), [...(users.get(folderOf(file)) ?? []), ...names]);
  }
  for (const [user, names] of users)
    for (const define of reached(defines, names)) {
      const owner = folderOf(define.path);
      if (owner === user || isLibraryAt(view, owner) || (folder !== user && folder !== owner)) continue;
      const mark = define.marks.find((one) => reads(one, path));
      if (mark?.kind === 'value') return { path: define.path, mark };
    }
  return undefined;
}

function reads(mark: Mark, path: readonly string[]): boolean {
  if (mark.kind !== 'value' || mark.path.length === 0) return false;
  return mark.path.every((part, at) => at >= path.length || part === path[at] || part === '*' || path[at] === '*');
}

/** Those of the names, and those that they include themselves. */
function reached(defines: ReadonlyMap<string, Define>, names: readonly string[]): readonly Define[] {
  const found = new Map<string, Define>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const define = defines.get(name);
    if (!define || found.has(name)) continue;
    found.set(name, define);
    for (const mark of define.marks) if (mark.kind === 'include') waiting.push(mark.name);
  }
  return [...found.values()];
}

const known = new WeakMap<ChartView, ReadonlyMap<string, Define>>();

function definesOf(view: ChartView): ReadonlyMap<string, Define> {
  const last = known.get(view);
  if (last) return last;
  const defines = new Map<string, Define>();
  for (const { path, tree } of treesOf(view))
    for (const { name, start, end } of definesIn(tree.body))
      defines.set(name.name, { path, marks: marksOf(tree).filter((mark) => start <= mark.start && mark.end <= end) });
  known.set(view, defines);
  return defines;
}

function definesIn(body: readonly Statement[]): readonly (Statement & { readonly type: 'define' | 'block' })[] {
  return body.filter((statement) => statement.type === 'define' || statement.type === 'block');
}
