// Renaming in charts: every word that has to change with a value or a named template, by the part of the chart that it
// stands in; or why the name cannot be another without other changes of what is rendered.
import { type Text, text } from '../../text.ts';
import { keyOf, nodeAt, resolved } from '../../yaml/path.ts';
import { listOf, word } from '../chart/chart.ts';
import { isMap } from '../engine/value.ts';
import type { TemplateTree } from '../template/nodes.ts';
import { type ChartView, chartsAt, folderOf, isValuesFile, valuesTreeOf } from './chartView.ts';
import { isBelowImport, sitesInChartYaml } from './chartYamlSites.ts';
import { readThroughInclude } from './includedReads.ts';
import { type Mark, marksOf } from './marks.ts';
import type { ChartName } from './navigation.ts';
import { type ChartSite, isLibraryAt, namesOfValue, templatesNamed, treesOf, type ValueName } from './places.ts';
import { sitesInSchemas } from './schemaSites.ts';

export type RenameGroup = 'values' | 'otherValues' | 'templates' | 'helpers' | 'schema' | 'chart';

export interface ChartEdit {
  readonly site: ChartSite;
  readonly newText: string;
  readonly group: RenameGroup;
}

export interface RenameRefusal {
  readonly refused: Text;
}

/** The edits that give everything of a name another; or why there are none. */
export function renameInChart(view: ChartView, name: ChartName, newName: string): readonly ChartEdit[] | RenameRefusal {
  if (!name.form.test(newName)) return { refused: badName(newName) };
  const refused = whyNot(view, name) ?? clash(view, name, newName);
  if (refused) return { refused };
  const newText = name.name.startsWith('$') && !newName.startsWith('$') ? `$${newName}` : newName;
  const others = name.value ? namesOfValue(view, name.value) : [];
  const sites = [...name.definitions, ...name.uses, ...sitesInSchemas(view, others), ...sitesInChartYaml(view, others)];
  const packed = sites.find(({ path }) => view.texts.get(path)?.isPacked);
  if (packed) return { refused: inArchive(packed.path) };
  const seen = new Set<string>();
  return sites.flatMap((site) => {
    const key = `${site.uri}:${site.span.start}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ site, newText, group: groupOf(view, site.path) }];
  });
}

function groupOf(view: ChartView, path: string): RenameGroup {
  if (path.endsWith('values.schema.json')) return 'schema';
  if (/(^|\/)Chart\.yaml$/.test(path)) return 'chart';
  if (/(^|\/)values\.yaml$/.test(path)) return 'values';
  if (isValuesFile(view, path)) return 'otherValues';
  return path.endsWith('.tpl') || path.slice(path.lastIndexOf('/') + 1).startsWith('_') ? 'helpers' : 'templates';
}

/** Why a name cannot be changed at all; undefined where it can. */
export function whyNot(view: ChartView, name: ChartName): Text | undefined {
  if (name.definitions.length === 0) return nowhere(name.name);
  if (!name.value) return undefined;
  const names = namesOfValue(view, name.value);
  if (names.some((one) => isReserved(view, one))) return reserved(name.name);
  if (names.some((one) => isBelowImport(view, one))) return imported(name.name);
  for (const one of names) {
    const handed = treesOf(view).flatMap(({ path, tree }) => {
      const isSeen = folderOf(path) === one.folder || isLibraryAt(view, folderOf(path));
      const mark = isSeen ? marksOf(tree).find((candidate) => hides(view, tree, candidate, one)) : undefined;
      return mark ? [{ path, mark }] : [];
    })[0];
    if (handed) return handedOn(handed.path, lineOf(view, handed.path, handed.mark.start), handed.mark.path, name.name);
    const shared = readThroughInclude(view, one);
    if (shared) return includedBy(shared.path, lineOf(view, shared.path, shared.mark.start), name.name);
  }
  return undefined;
}

type PathMark = Mark & { readonly path: readonly string[] };

/** Whether the mark reads the value where its key is not seen, or writes the key itself. */
function hides(
  view: ChartView,
  { text: words }: TemplateTree,
  mark: Mark,
  { folder, path }: ValueName,
): mark is PathMark {
  if (mark.kind !== 'value' && mark.kind !== 'whole') return false;
  const isHanded = mark.kind === 'whole' || mark.isHanded;
  if (isHanded && mark.path.length === 0 && !writesAll(words, mark)) return isInStrings(view, path);
  if (isHanded && mark.path.length < path.length && fits(mark.path, path)) return true;
  // What goes through a map means this value and its neighbours.
  const star = mark.path.findIndex((part, at) => part === '*' && at < path.length && path[at] !== '*');
  if (star < 0 || mark.path.length < path.length || !fits(mark.path.slice(0, path.length), path)) return false;
  return isMappingAt(view, { folder, path: path.slice(0, star) });
}

/** All values as a whole are handed to what looks for some by names in strings, unless they are written or gone through. */
function writesAll(words: string, { start, end }: Mark): boolean {
  const close = words.indexOf('}}', end);
  const action = words.slice(words.lastIndexOf('{{', start), close < 0 ? words.length : close);
  return /(?<![$.\w-])(?:to\w+|range|print\w*|quote|sha256sum|keys|values|deepCopy|merge\w*|mustMerge\w*)\b/.test(
    action,
  );
}

const stringWords = new WeakMap<ChartView, ReadonlySet<string>>();

/** Whether the key of a value is a word of a string in a template, as in `"auth.password"`. */
function isInStrings(view: ChartView, path: readonly string[]): boolean {
  const known = stringWords.get(view) ?? new Set(treesOf(view).flatMap(({ tree }) => wordsInStrings(tree)));
  stringWords.set(view, known);
  return known.has(path[path.length - 1] ?? '');
}

function wordsInStrings(tree: TemplateTree): readonly string[] {
  return marksOf(tree).flatMap((mark) => (mark.kind === 'string' ? (mark.value.match(/[\w-]+/g) ?? []) : []));
}

const fits = (short: readonly string[], long: readonly string[]): boolean =>
  short.every((part, at) => part === long[at] || part === '*' || long[at] === '*');

function isMappingAt(view: ChartView, { folder, path }: ValueName): boolean {
  return valuesRoots(view, folder).some((root) => resolved(nodeAt(root, path))?.type === 'mapping');
}

function valuesRoots(view: ChartView, folder: string) {
  return [...view.texts]
    .filter(([file]) => folderOf(file) === folder && isValuesFile(view, file))
    .map(([, given]) => valuesTreeOf(given).root);
}

/** Keys that Helm reads itself: names of charts below, their switches, what all charts see. */
function isReserved(view: ChartView, { folder, path }: ValueName): boolean {
  const [head = ''] = path;
  if (path.length === 2 && head === 'tags') return true;
  if (path.length !== 1) return false;
  if (head === 'global' || head === 'tags') return true;
  return chartsAt(view, folder).some(
    ({ chart }) =>
      chart.charts.some(({ name }) => name === head) ||
      listOf(chart.metadata.get('dependencies')).some(
        (one) => isMap(one) && (word(one, 'alias') || word(one, 'name')) === head,
      ),
  );
}

function clash(view: ChartView, { value, name }: ChartName, newName: string): Text | undefined {
  if (newName === name) return undefined;
  if (!value) return templatesNamed(view, newName, 'define').length > 0 ? taken(newName) : undefined;
  for (const { folder, path } of namesOfValue(view, value)) {
    const isThere = valuesRoots(view, folder).some((root) => {
      const table = resolved(nodeAt(root, path.slice(0, -1)));
      return table?.type === 'mapping' && table.pairs.some((pair) => keyOf(pair) === newName);
    });
    if (isThere) return taken(newName);
  }
  return undefined;
}

function lineOf(view: ChartView, path: string, offset: number): number {
  return view.texts.get(path)?.text.slice(0, offset).split('\n').length ?? 1;
}

const badName = (name: string): Text =>
  text(
    `"${name}" cannot be written behind a dot in templates; use letters, digits and "_"`,
    `"${name}" 无法写在模板中的点之后；请使用字母、数字和 "_"`,
  );
const nowhere = (name: string): Text =>
  text(
    `"${name}" is defined nowhere in the chart, so there is nothing to rename; define it first`,
    `chart 中没有定义 "${name}"，没有可重命名的内容；请先定义`,
  );
const reserved = (name: string): Text =>
  text(
    `"${name}" is a name that Helm itself reads (a chart below, "global" or "tags"); change Chart.yaml instead`,
    `"${name}" 由 Helm 自身读取（子 chart、"global" 或 "tags"）；请改为修改 Chart.yaml`,
  );
const imported = (name: string): Text =>
  text(
    `"${name}" comes into other values through "import-values" of Chart.yaml; rename it there by hand`,
    `"${name}" 通过 Chart.yaml 的 "import-values" 进入其他值；请在那里手动重命名`,
  );
const taken = (name: string): Text =>
  text(`"${name}" stands beside it already; choose another name`, `同级已有 "${name}"；请换一个名称`);

const inArchive = (path: string): Text =>
  text(
    `"${path}" lies in a packed chart, where nothing can be changed; unpack it or rename it at its source`,
    `"${path}" 位于已打包的 chart 中，无法修改；请先解包，或在其源码处重命名`,
  );

const includedBy = (path: string, line: number, name: string): Text =>
  text(
    `${path}:${line} reads "${name}" of every chart that includes it, not of one alone; rename it there by hand`,
    `${path}:${line} 读取每个引用它的 chart 的 "${name}"，而不只是其中一个；请在那里手动重命名`,
  );

function handedOn(path: string, line: number, mark: readonly string[], name: string): Text {
  const value = `.Values${mark.map((part) => `.${part}`).join('')}`;
  return text(
    `${path}:${line} hands "${value}" on as a whole, so "${name}" is read or written where it is not seen; rename it there by hand`,
    `${path}:${line} 将 "${value}" 整体传递，"${name}" 会在看不到的地方被读取或写出；请在那里手动重命名`,
  );
}
