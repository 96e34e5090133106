// A chart rendered as `helm template` renders it (helm v3.22 pkg/engine/engine.go): each file by itself, in Helm's order,
// with a map from the output to the template. A file that cannot be rendered says why and where; the others go on. It
// may be asked file by file, so that long charts keep nobody waiting.
import { type Chart, chartOf } from './chart/chart.ts';
import { coalescedValues } from './chart/coalesce.ts';
import { withDependencies } from './chart/dependencies.ts';
import { capabilitiesObject, chartObject, filesObject, type RenderSettings, releaseObject } from './chart/objects.ts';
import { type Definition, definitionsIn, executeFile, type RunState } from './engine/execute.ts';
import { executorOf } from './engine/executor.ts';
import type { Piece } from './engine/output.ts';
import { byBytes, DemandFault, type GoMap, type GoValue, isMap, TemplateFault, ValuesTable } from './engine/value.ts';
import type { Statement, TemplateTree } from './template/nodes.ts';
import { parseTemplate } from './template/parse.ts';

export interface RenderedFile {
  /** Below the root chart: `templates/web.yaml`, `charts/redis/templates/web.yaml`. */
  readonly path: string;
  /** As Helm calls it, `web/charts/redis/templates/web.yaml`: a chart may be there twice, by two names. */
  readonly name: string;
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Something in it is drawn anew at each installation; what stands there stands for it. */
  readonly isDrawn: boolean;
}

export interface RenderFault {
  readonly path: string;
  readonly name: string;
  /** Where the fault is, which may be another file than the one that is rendered. */
  readonly at: { readonly path: string; readonly offset: number };
  /** As Helm says it; of a limit of ours what it is. */
  readonly message: string;
  /** Helm would refuse; otherwise only this rendering does not know. */
  readonly isHelms: boolean;
  /** The chart refuses by itself, mostly for want of values. */
  readonly isDemand?: boolean;
}

export interface RenderJob {
  /** What comes next, one file at a time; undefined when all is done. */
  next(): RenderedFile | RenderFault | undefined;
}

export const isFault = (one: RenderedFile | RenderFault | RenderJob): one is RenderFault => 'message' in one;

interface Renderable {
  readonly path: string;
  /** As Helm calls it: `web/templates/web.yaml`. */
  readonly name: string;
  readonly tree: TemplateTree;
  readonly data: GoMap;
  readonly basePath: string;
}

const mostSteps = 400_000;

/** @returns the work, or why it cannot begin; throws nothing */
export function renderJob(
  files: ReadonlyMap<string, string>,
  given: GoMap,
  settings: RenderSettings,
  parse: (text: string) => TemplateTree = parseTemplate,
): RenderJob | RenderFault {
  try {
    const read = chartOf(files);
    if (!read) return faultOf(chartFile, new TemplateFault('Chart.yaml file is missing'), undefined);
    return jobOf(withDependencies(read, given), given, settings, parse);
  } catch (error) {
    return faultOf(chartFile, error, undefined);
  }
}

function jobOf(chart: Chart, given: GoMap, settings: RenderSettings, parse: (text: string) => TemplateTree): RenderJob {
  const values = new ValuesTable(coalescedValues(chart, given));
  const shared = { release: releaseObject(settings), capabilities: capabilitiesObject(settings) };
  const all: Renderable[] = [];
  collect(chart, '', values, shared, parse, all);
  all.sort((a, b) => byLength(b.name, a.name));
  const { definitions, paths } = definitionsOf(all);
  const broken = all.find(({ tree }) => tree.problems.length > 0);
  let at = 0;
  const next = (): RenderedFile | RenderFault | undefined => {
    for (let one = all[at++]; one; one = all[at++]) {
      if (isPartial(one)) continue;
      const problem = one.tree.problems[0] ?? broken?.tree.problems[0];
      if (problem) {
        const path = one.tree.problems[0] ? one.path : (broken?.path ?? one.path);
        const { path: own, name } = one;
        const at = { path, offset: problem.span.start };
        return { path: own, name, at, message: problem.message, isHelms: true };
      }
      return rendered(one, definitions, paths, settings, parse);
    }
    return undefined;
  };
  return { next };
}

const isPartial = ({ path }: Renderable): boolean => path.slice(path.lastIndexOf('/') + 1).startsWith('_');

interface Shared {
  readonly release: GoMap;
  readonly capabilities: GoValue;
}

function collect(
  chart: Chart,
  parentName: string,
  values: GoMap,
  shared: Shared,
  parse: (text: string) => TemplateTree,
  all: Renderable[],
): GoMap {
  const name = parentName === '' ? chart.name : `${parentName}/charts/${chart.name}`;
  const below: GoMap = new Map();
  const data: GoMap = new Map<string, GoValue>([
    ['Chart', chartObject(chart)],
    ['Files', filesObject(chart.files)],
    ['Release', shared.release],
    ['Capabilities', shared.capabilities],
    ['Values', values],
    ['Subcharts', below],
  ]);
  for (const inner of chart.charts) {
    const own = values.get(inner.name);
    // One table, seen from above and from within: what a template sets in it both see.
    const table = new ValuesTable(isMap(own) ? own : []);
    values.set(inner.name, table);
    below.set(inner.name, collect(inner, name, table, shared, parse, all));
  }
  for (const [path, text] of chart.templates) {
    if (chart.isLibrary && !path.slice(path.lastIndexOf('/') + 1).startsWith('_')) continue;
    const full = chart.folder === '' ? path : `${chart.folder}/${path}`;
    all.push({ path: full, name: `${name}/${path}`, tree: parse(text), data, basePath: `${name}/templates` });
  }
  return data;
}

/** More folders come later; in Helm's order, which is turned round, they come first. */
function byLength(a: string, b: string): number {
  const difference = a.split('/').length - b.split('/').length;
  return difference === 0 ? byBytes(a, b) : difference;
}

/** Of two definitions with one name the one that is read last counts, unless it is empty (text/template's associate). */
function definitionsOf(all: readonly Renderable[]): {
  readonly definitions: Map<string, Definition>;
  readonly paths: ReadonlyMap<string, string>;
} {
  const definitions = new Map<string, Definition>();
  for (const { name, tree } of all) {
    for (const [key, body] of definitionsIn(tree)) addDefinition(definitions, key, { body, file: name });
    addDefinition(definitions, name, { body: tree.body, file: name });
  }
  return { definitions, paths: new Map(all.map(({ name, path }) => [name, path])) };
}

function addDefinition(definitions: Map<string, Definition>, name: string, definition: Definition): void {
  if (definitions.has(name) && isEmptyBody(definition.body)) return;
  definitions.set(name, definition);
}

const isEmptyBody = (body: readonly Statement[]): boolean =>
  body.every(
    ({ type, ...rest }) => type === 'comment' || type === 'define' || ('text' in rest && rest.text.trim() === ''),
  );

function rendered(
  one: Renderable,
  definitions: ReadonlyMap<string, Definition>,
  paths: ReadonlyMap<string, string>,
  { nowMs }: RenderSettings,
  parse: (text: string) => TemplateTree,
): RenderedFile | RenderFault {
  const state: RunState = { steps: mostSteps, depth: 0, draws: 0, place: { file: one.name, offset: 0 } };
  const executor = executorOf(definitions, state, { nowMs, parse });
  one.data.set(
    'Template',
    new Map([
      ['Name', one.name],
      ['BasePath', one.basePath],
    ]),
  );
  try {
    const { text, pieces } = executeFile(executor, { body: one.tree.body, file: one.name }, one.data);
    return { path: one.path, name: one.name, text, pieces, isDrawn: state.draws > 0 };
  } catch (error) {
    return faultOf(one, error, { path: paths.get(state.place.file) ?? one.path, offset: state.place.offset });
  }
}

const chartFile = { path: 'Chart.yaml', name: 'Chart.yaml' };

function faultOf(
  { path, name }: Pick<RenderFault, 'path' | 'name'>,
  error: unknown,
  at: RenderFault['at'] | undefined,
): RenderFault {
  const message = error instanceof Error ? error.message : String(error);
  // A stack that is full is a template that calls itself.
  return {
    path,
    name,
    at: at ?? { path, offset: 0 },
    message,
    isHelms: error instanceof TemplateFault,
    isDemand: error instanceof DemandFault,
  };
}
