// A chart as it is now: its templates as trees, its values as YAML trees with places, and what the templates see of the
// values. Kept as long as no text of the chart changes.

import { type ChartSource, type ChartText, chartTextOf, chartUri } from '../../workspace/chartSource.ts';
import type { HelmSettings } from '../../workspace/settings.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { splitDocuments } from '../../yaml/documents.ts';
import type { Node, YamlDocument } from '../../yaml/nodes.ts';
import { parseAsWritten } from '../../yaml/parse.ts';
import { type Chart, chartOf } from '../chart/chart.ts';
import { coalescedValues } from '../chart/coalesce.ts';
import { withDependencies } from '../chart/dependencies.ts';
import { type GoMap, isMap } from '../engine/value.ts';
import type { TemplateTree } from '../template/nodes.ts';
import { parseTemplate } from '../template/parse.ts';
import { helmSettingsOf, layered, type ValuesFiles, valuesFilesOf } from './installation.ts';

export interface ChartView {
  readonly source: ChartSource;
  /** By path below the root chart; of values files outside it as `../values.yaml`. */
  readonly texts: ReadonlyMap<string, ChartText>;
  readonly templates: readonly TemplateFile[];
  /** Undefined while Chart.yaml or values.yaml cannot be read. */
  readonly chart: Chart | undefined;
  /** Values files that are laid over the chart's own, later ones over earlier ones. */
  readonly valuesFiles: readonly string[];
  /** Files that the settings name for this chart, and that are not there. */
  readonly missingFiles: readonly string[];
  /** What those files say together. */
  readonly given: GoMap;
  /** What the root chart's templates see. */
  readonly values: GoMap;
}

export interface TemplateFile {
  readonly path: string;
  readonly uri: string;
  readonly tree: TemplateTree;
}

const known = new WeakMap<ChartSource, ChartView>();
const asked = new WeakMap<Workspace['files'], Map<ChartSource, Asked>>();

interface Asked {
  readonly settings: HelmSettings;
  readonly view: ChartView;
}

export function chartViewOf(workspace: Workspace, source: ChartSource): ChartView {
  const ofFiles = asked.get(workspace.files) ?? new Map<ChartSource, Asked>();
  asked.set(workspace.files, ofFiles);
  const settings = helmSettingsOf(workspace, source);
  const last = ofFiles.get(source);
  if (last?.settings === settings) return last.view;
  const view = readView(workspace, source, settings);
  ofFiles.set(source, { settings, view });
  return view;
}

function readView(workspace: Workspace, source: ChartSource, settings: HelmSettings): ChartView {
  const before = known.get(source);
  const files = valuesFilesOf(workspace, source, settings);
  const texts = new Map<string, ChartText>(files.outside);
  let isSame = before !== undefined && isSameChoice(before, files);
  for (const path of source.files.keys()) {
    const text = chartTextOf(workspace, source, path);
    if (!text) continue;
    texts.set(path, text);
    isSame &&= before?.texts.get(path) === text;
  }
  for (const [path, text] of files.outside) isSame &&= before?.texts.get(path) === text;
  if (before && isSame) return before;
  const view = viewOf(source, texts, files, before);
  known.set(source, view);
  return view;
}

/** An edit of a template leaves the values as they were: reading them again would cost every keystroke. */
function viewOf(
  source: ChartSource,
  texts: ReadonlyMap<string, ChartText>,
  files: ValuesFiles,
  before: ChartView | undefined,
): ChartView {
  const templates = [...texts]
    .filter(([path]) => isTemplatePath(path))
    .map(([path, text]) => ({ path, uri: chartUri(source, path), tree: templateTreeOf(text) }));
  const isKept =
    before !== undefined &&
    isSameChoice(before, files) &&
    [...texts].every(([path, text]) => isTemplatePath(path) || before.texts.get(path) === text);
  const { chart, values, given } = isKept ? before : readValues(texts, files.paths);
  return { source, texts, templates, chart, values, given, valuesFiles: files.paths, missingFiles: files.missing };
}

const isSameChoice = (before: ChartView, { paths, missing }: ValuesFiles): boolean =>
  paths.join('\n') === before.valuesFiles.join('\n') && missing.join('\n') === before.missingFiles.join('\n');

function readValues(
  texts: ReadonlyMap<string, ChartText>,
  paths: readonly string[],
): Pick<ChartView, 'chart' | 'values' | 'given'> {
  try {
    const given = layered(paths.map((path) => texts.get(path)?.text ?? ''));
    const read = chartOf(filesOfChart(texts));
    const chart = read && withDependencies(read, given);
    return { chart, given, values: chart ? coalescedValues(chart, given) : new Map() };
  } catch {
    return { chart: undefined, given: new Map(), values: new Map() };
  }
}

/** Without the values files that lie elsewhere. */
export function filesOfChart(texts: ReadonlyMap<string, ChartText>): ReadonlyMap<string, string> {
  return new Map([...texts].flatMap(([path, { text }]) => (path.startsWith('../') ? [] : [[path, text] as const])));
}

/** `templates/…` of the chart or of one below it. */
export function isTemplatePath(path: string): boolean {
  return /^(?:charts\/[^/]+\/)*templates\//.test(path) && /\.(ya?ml|tpl|txt|json|toml|conf|xml|properties)$/.test(path);
}

/** `values.yaml`, what people lay beside it for environments and trials, and what the settings name. */
export function isValuesFile({ valuesFiles }: Pick<ChartView, 'valuesFiles'>, path: string): boolean {
  return valuesName.test(path) || valuesFiles.includes(path);
}

const valuesName =
  /^(?:charts\/[^/]+\/)*(?:(?:ci|values|env|envs|environments)\/(?:[\w.-]+\/)*)?(?:values[\w.-]*|[\w.-]+[-.]values)\.ya?ml$/;

/** The folder of the chart that a path belongs to: empty, or `charts/redis`. */
export function folderOf(path: string): string {
  return /^(?:charts\/[^/]+\/)*/.exec(path)?.[0].replace(/\/$/, '') ?? '';
}

const trees = new WeakMap<ChartText, TemplateTree>();

export function templateTreeOf(text: ChartText): TemplateTree {
  const tree = trees.get(text) ?? parseTemplate(text.text);
  trees.set(text, tree);
  return tree;
}

const treesInValues = new WeakMap<ChartText, TemplateTree>();

/** The templates in a values file, for `tpl`: quotes that YAML escapes are quotes to them. */
export function treeInValues(given: ChartText): TemplateTree {
  const known = treesInValues.get(given);
  if (known) return known;
  const plain = given.text.replace(/\{\{.*?\}\}/g, (action) => {
    let isOpen = false;
    return action.replace(/\\"/g, () => {
      isOpen = !isOpen;
      return isOpen ? ' "' : '" ';
    });
  });
  const tree = parseTemplate(plain);
  treesInValues.set(given, tree);
  return tree;
}

export interface ValuesTree {
  readonly root: Node | undefined;
  readonly document: YamlDocument;
  /** The document's text, and its offset in the file. */
  readonly text: string;
  readonly base: number;
}

const valuesTrees = new WeakMap<ChartText, ValuesTree>();

export function valuesTreeOf(given: ChartText): ValuesTree {
  const before = valuesTrees.get(given);
  if (before) return before;
  const [first] = splitDocuments(given.text);
  const text = first ? given.text.slice(first.start, first.end) : '';
  const document = parseAsWritten(text);
  const tree = { root: document.root, document, text, base: first?.start ?? 0 };
  valuesTrees.set(given, tree);
  return tree;
}

/** The charts in a folder below `charts/`: the same folder may be there under several names. */
export function chartsAt(
  { chart }: ChartView,
  folder: string,
): readonly { readonly chart: Chart; readonly names: readonly string[] }[] {
  const found: { chart: Chart; names: readonly string[] }[] = [];
  const walk = (one: Chart, names: readonly string[]): void => {
    if (one.folder === folder) found.push({ chart: one, names });
    for (const below of one.charts) walk(below, [...names, below.name]);
  };
  if (chart) walk(chart, []);
  return found;
}

/** What templates of the chart in a folder see as `.Values`. */
export function valuesIn(view: ChartView, folder: string): GoMap {
  const [first] = chartsAt(view, folder);
  let table: GoMap = view.values;
  for (const name of first?.names ?? []) {
    const inner = table.get(name);
    table = isMap(inner) ? inner : new Map();
  }
  return table;
}
