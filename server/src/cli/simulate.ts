// `kpod simulate FILES|SCENARIO`: applies manifests to a simulated cluster, rolls one version over another, or plays a
// scenario, and prints what happens in the form asked for; promises make it a test.
import fs from 'node:fs';
import type { ApiServer } from '../core/sim/answers.ts';
import { durationMs } from '../core/sim/durations.ts';
import { judgePromise, type Promised, readPromise } from '../core/sim/promises.ts';
import { type Recording, recordedTrace } from '../core/sim/recorded.ts';
import type { Scenario } from '../core/sim/scenario.ts';
import { apiServerOf } from '../core/sim/server.ts';
import { simulate } from '../core/sim/simulate.ts';
import { appliedOnce, timeFindings } from '../core/sim/timeFindings.ts';
import type { Trace } from '../core/sim/trace.ts';
import { verdictOf } from '../core/sim/verdict.ts';
import { allWhys } from '../core/sim/why.ts';
import type { Locale } from '../core/text.ts';
import { schemaOf } from '../lsp/schemas.ts';
import { type Arguments, lastValue, readArguments } from './arguments.ts';
import { readApplied } from './charts.ts';
import { type LineFinder, lineFinderIn } from './lineFinder.ts';
import { localeFrom } from './locale.ts';
import type { GivenFile } from './manifestFiles.ts';
import { nameOf, objectsOf, type Problem, scenarioOf, simulatedVersion, updateScenario } from './scenarioFiles.ts';
import { htmlReport } from './simulation/page.ts';
import { jsonReport, markdownReport, type RunReport, textReport } from './simulation/report.ts';

const options = {
  values: ['facts', 'seed', 'kubernetes-version', 'until', 'locale', 'from', 'to', 'expect', 'format'],
  flags: ['json'],
};
const formats = ['text', 'json', 'markdown', 'html'] as const;
type Format = (typeof formats)[number];

/** Exit code 1: the server refuses something, a workload does not become ready, or, with promises, one is broken. */
export async function simulateCommand(args: readonly string[]): Promise<number> {
  const given = readArguments(args, options);
  if ('problem' in given) return misused(given.problem);
  const format = formatOf(given);
  const promised = promisesOf(given);
  if (typeof format === 'object') return misused(format.problem);
  if ('problem' in promised) return misused(promised.problem);
  const version = lastValue(given, 'kubernetes-version') ?? simulatedVersion;
  const server = apiServerOf(schemaOf(version));
  const scenario = await scenarioFor(given, server, version);
  if ('problem' in scenario) return misused(scenario.problem);
  const seed = Number(lastValue(given, 'seed') ?? 1);
  const trace = simulate(scenario, { server, seed });
  const facts = lastValue(given, 'facts');
  if (facts !== undefined) fs.writeFileSync(facts, `${JSON.stringify(factsOf(scenario, trace, server, seed))}\n`);
  if (given.flags.has('json')) await written(`${JSON.stringify(trace)}\n`);
  const report = reportOf(
    scenario,
    trace,
    promised,
    server,
    lineFinderIn([...(given.values.get('to') ?? []), ...given.rest]),
  );
  const asked = lastValue(given, 'format') !== undefined;
  const locale = localeFrom(lastValue(given, 'locale'), process.env);
  if (asked || (facts === undefined && !given.flags.has('json'))) await written(shown(report, format, version, locale));
  return codeOf(report);
}

/** Recordings end at the scenario's time, but wait a little for commands that are still under way. */
const patienceMs = 4000;

function factsOf(scenario: Scenario, trace: Trace, server: ApiServer, seed: number): Recording {
  if (!trace.commands.some(({ unfinished }) => unfinished)) return recordedTrace(scenario, trace);
  const longer = { ...scenario, untilMs: scenario.untilMs + patienceMs };
  return recordedTrace(scenario, simulate(longer, { server, seed }));
}

function codeOf({ verdict, promises }: RunReport): number {
  if (promises.length > 0) return promises.every(({ kept }) => kept) ? 0 : 1;
  return verdict.refused > 0 || !verdict.ready ? 1 : 0;
}

function reportOf(
  scenario: Scenario,
  trace: Trace,
  promised: readonly Promised[],
  server: ApiServer,
  lineOf: LineFinder,
): RunReport {
  const verdict = verdictOf(trace);
  const broken = verdict.workloads
    .filter(({ readyMs }) => readyMs === undefined)
    .map(({ ref }) => `${ref.kind}/${ref.name}`);
  const whys = allWhys(trace, trace.endMs).filter(({ ref }) => broken.includes(`${ref.kind}/${ref.name}`));
  const objects = appliedOnce(scenario);
  const findings = objects.length > 0 ? timeFindings(objects, { server }) : [];
  return { trace, verdict, promises: promised.map((one) => judgePromise(trace, one)), whys, findings, lineOf };
}

function shown(report: RunReport, format: Format, version: string, locale: Locale): string {
  switch (format) {
    case 'text':
      return textReport(report, locale);
    case 'json':
      return jsonReport(report);
    case 'markdown':
      return markdownReport(report, locale);
    case 'html':
      return htmlReport(report.trace, version, locale);
  }
}

/** Files applied at once, a scenario, or `--to` over `--from` once that is at rest. */
async function scenarioFor(given: Arguments, server: ApiServer, version: string): Promise<Scenario | Problem> {
  const [from, to] = [given.values.get('from') ?? [], given.values.get('to') ?? []];
  if (from.length === 0 && to.length === 0) {
    if (given.rest.length === 0) return { problem: 'name manifests, a folder, or a scenario' };
    const files = await readApplied(given.rest, version);
    if ('problem' in files) return files;
    return until(scenarioOf(files.map(named)), given);
  }
  if (from.length === 0 || to.length === 0) return { problem: '--from and --to go together' };
  const before = await readApplied([...from, ...given.rest], version);
  const after = await readApplied([...to, ...given.rest], version);
  if ('problem' in before) return before;
  if ('problem' in after) return after;
  const [old, changed] = [objectsOf(before.map(named)), objectsOf(after.map(named))];
  if ('problem' in old) return old;
  if ('problem' in changed) return changed;
  return until(updateScenario(nameOf(after.map(named)), old, changed, server), given);
}

const named = ({ path, text }: GivenFile) => ({ name: path, text });

function until(scenario: Scenario | Problem, given: Arguments): Scenario | Problem {
  const words = lastValue(given, 'until');
  if ('problem' in scenario || words === undefined) return scenario;
  const untilMs = durationMs(words);
  return untilMs === undefined
    ? { problem: `--until wants a time such as 10m, not "${words}"` }
    : { ...scenario, untilMs };
}

function formatOf(given: Arguments): Format | Problem {
  const words = lastValue(given, 'format') ?? 'text';
  return formats.find((known) => known === words) ?? { problem: `--format is ${formats.join(', ')}, not "${words}"` };
}

function promisesOf(given: Arguments): readonly Promised[] | Problem {
  const promised: Promised[] = [];
  for (const words of given.values.get('expect') ?? []) {
    const read = readPromise(words);
    if ('problem' in read) return read;
    promised.push(read);
  }
  return promised;
}

function misused(problem: string): number {
  process.stderr.write(`kpod simulate: ${problem}; kpod help simulate shows the options\n`);
  return 2;
}

function written(words: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(words, () => resolve()));
}
