// What runs templates: named templates that call each other, texts that are templates themselves, the moment that counts
// as now, and values that each installation draws. One is made for each file that is rendered.
import type { TemplateTree } from '../template/nodes.ts';
import { type Definition, definitionsIn, type Executor, executeBody, type RunState } from './execute.ts';
import { TemplateFault } from './value.ts';

export interface ExecutorSettings {
  readonly nowMs: number;
  readonly parse: (text: string) => TemplateTree;
}

export function executorOf(
  definitions: ReadonlyMap<string, Definition>,
  state: RunState,
  settings: ExecutorSettings,
): Executor {
  const executor: Executor = {
    definitions,
    state,
    nowMs: settings.nowMs,
    include: (name, data) => {
      const definition = definitions.get(name);
      if (!definition)
        throw new TemplateFault(
          `error calling include: template: no template "${name}" associated with template "gotpl"`,
        );
      return executeBody(executor, definition, data);
    },
    tpl: (text, data) => {
      if (!text.includes('{{')) return text.replaceAll('<no value>', '');
      const tree = settings.parse(text);
      const [problem] = tree.problems;
      if (problem) throw new TemplateFault(`error calling tpl: cannot parse template "${text}": ${problem.message}`);
      const file = state.place.file;
      const added = [...definitionsIn(tree)].map(([name, body]): [string, Definition] => [name, { body, file }]);
      const inner = added.length === 0 ? executor : executorOf(new Map([...definitions, ...added]), state, settings);
      const { place } = state;
      const output = executeBody(inner, { body: tree.body, file }, data);
      state.place = place;
      return output.replaceAll('<no value>', '');
    },
    draw: () => drawn(state),
  };
  return executor;
}

/** Always the same row for the same state: a rendering is a function of the chart. */
function drawn(state: RunState): number {
  state.draws++;
  let mixed = Math.imul(state.draws ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 1;
}
