// `kpod why KIND/NAME FILES|SCENARIO`: plays the run and prints why the object is as it is, cause by cause, down to the
// field of a manifest. Without a name: everything that has something to explain.
import fs from 'node:fs';
import { durationMs } from '../core/sim/durations.ts';
import { resourceNamed } from '../core/sim/kubectl/resources.ts';
import { apiServerOf } from '../core/sim/server.ts';
import { simulate } from '../core/sim/simulate.ts';
import type { Trace } from '../core/sim/trace.ts';
import { allWhys, type Wanted, type Why, whyLines, whysOf } from '../core/sim/why.ts';
import { pick, text } from '../core/text.ts';
import { schemaOf } from '../lsp/schemas.ts';
import { type Arguments, lastValue, readArguments } from './arguments.ts';
import { readApplied } from './charts.ts';
import { type LineFinder, lineFinderIn } from './lineFinder.ts';
import { localeFrom } from './locale.ts';
import { scenarioOf, simulatedVersion } from './scenarioFiles.ts';

const options = {
  values: ['at', 'namespace', 'seed', 'kubernetes-version', 'locale', 'format'],
  flags: ['json'],
};

/** Exit code 1 when something is wrong with what was asked for. */
export async function why(args: readonly string[]): Promise<number> {
  const given = readArguments(args, options);
  if ('problem' in given) return misused(given.problem);
  const wanted = wantedOf(given);
  if (wanted && 'problem' in wanted) return misused(wanted.problem);
  const words = wanted ? given.rest.slice(1) : given.rest;
  const files = await readApplied(words, lastValue(given, 'kubernetes-version') ?? simulatedVersion);
  if ('problem' in files) return misused(files.problem);
  const scenario = scenarioOf(files.map((file) => ({ name: file.path, text: file.text })));
  if ('problem' in scenario) return misused(scenario.problem);
  const server = apiServerOf(schemaOf(lastValue(given, 'kubernetes-version') ?? simulatedVersion));
  const trace = simulate(scenario, { server, seed: Number(lastValue(given, 'seed') ?? 1) });
  const at = lastValue(given, 'at');
  const atMs = at === undefined ? trace.endMs : durationMs(at);
  if (atMs === undefined) return misused(`--at wants a time such as 30s, not "${at}"`);
  return answer(given, wanted, whys(trace, wanted, atMs), lineFinderIn(words));
}

function whys(trace: Trace, wanted: Wanted | undefined, atMs: number): readonly Why[] {
  return wanted ? whysOf(trace, wanted, atMs) : allWhys(trace, atMs);
}

function answer(given: Arguments, wanted: Wanted | undefined, found: readonly Why[], lineOf: LineFinder): number {
  const locale = localeFrom(lastValue(given, 'locale'), process.env);
  const wrong = found.filter(({ symptom }) => symptom !== undefined);
  if (given.flags.has('json') || lastValue(given, 'format') === 'json') {
    process.stdout.write(`${JSON.stringify(found)}\n`);
    return wrong.length > 0 ? 1 : 0;
  }
  if (wanted && found.length === 0) return misused(`the run has no ${wanted.kind} "${wanted.name}"`);
  const shown = wrong.length > 0 ? wrong : found;
  const lines = withoutTwins(shown).flatMap(({ why, others }) => {
    const [head = '', ...body] = whyLines(why, locale, lineOf);
    return [others === 0 ? head : `${head} ${pick(alike(others), locale)}`, ...body, ''];
  });
  if (wrong.length === 0) lines.push(pick(nothingWrong, locale));
  process.stdout.write(`${lines.join('\n').trimEnd()}\n`);
  return wrong.length > 0 ? 1 : 0;
}

interface Told {
  readonly why: Why;
  /** How many more of its kind say the same: pods of one template. */
  readonly others: number;
}

function withoutTwins(whys: readonly Why[]): readonly Told[] {
  const groups = new Map<string, Told>();
  for (const why of whys) {
    const key = `${why.ref.kind} ${why.state} ${JSON.stringify(why.steps)}`;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, others: known.others + 1 } : { why, others: 0 });
  }
  return [...groups.values()];
}

const alike = (others: number) => text(`(and ${others} more)`, `（另有 ${others} 个相同）`);

const nothingWrong = text('nothing to explain: everything has what it asks for', '无需解释：一切都满足其要求');

/** `pod/web-1` as the first word; undefined when the first word is a file. */
function wantedOf(given: Arguments): Wanted | { readonly problem: string } | undefined {
  const [first = ''] = given.rest;
  if (given.rest.length === 0) return { problem: 'name an object and manifests, such as pod/web-1 web.yaml' };
  const [, type = '', name = ''] = /^([\w.]+)\/([\w.*-]+)$/.exec(first) ?? [];
  const resource = resourceNamed(type);
  if (!resource && type !== '' && given.rest.length > 1 && !fs.existsSync(first))
    return { problem: `there is no kind "${type}"` };
  if (!resource || name === '' || given.rest.length === 1) return undefined;
  return { ...resource, name, namespace: lastValue(given, 'namespace') ?? 'default' };
}

function misused(problem: string): number {
  process.stderr.write(`kpod why: ${problem}; kpod help why shows the options\n`);
  return 2;
}
