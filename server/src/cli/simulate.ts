// `kpod simulate FILES|SCENARIO`: applies manifests to a simulated cluster, or plays a scenario, and prints what happens as
// a person reads it; `--json` the trace, `--facts FILE` its events in the form of recorded control planes.
import fs from 'node:fs';
import { recordedTrace } from '../core/sim/recorded.ts';
import { apiServerOf } from '../core/sim/server.ts';
import { simulate } from '../core/sim/simulate.ts';
import { timelineOf } from '../core/sim/timeline.ts';
import type { Trace } from '../core/sim/trace.ts';
import { verdictOf } from '../core/sim/verdict.ts';
import { type Locale, pick } from '../core/text.ts';
import { schemaOf } from '../lsp/schemas.ts';
import { lastValue, readArguments } from './arguments.ts';
import { readManifests } from './manifestFiles.ts';
import { scenarioOf, simulatedVersion } from './scenarioFiles.ts';

const options = { values: ['facts', 'seed', 'kubernetes-version', 'until', 'locale'], flags: ['json'] };

/** Exit code 1 when the server refuses something or a workload does not become ready. */
export async function simulateCommand(args: readonly string[]): Promise<number> {
  const given = readArguments(args, options);
  if ('problem' in given) return misused(given.problem);
  if (given.rest.length === 0) return misused('name manifests, a folder, or a scenario');
  const files = readManifests(given.rest);
  if ('problem' in files) return misused(files.problem);
  const scenario = scenarioOf(files.map((file) => ({ name: file.path, text: file.text })));
  if ('problem' in scenario) return misused(scenario.problem);
  const server = apiServerOf(schemaOf(lastValue(given, 'kubernetes-version') ?? simulatedVersion));
  const trace = simulate(scenario, { server, seed: Number(lastValue(given, 'seed') ?? 1) });
  const facts = lastValue(given, 'facts');
  if (facts !== undefined) fs.writeFileSync(facts, `${JSON.stringify(recordedTrace(scenario, trace))}\n`);
  if (given.flags.has('json')) await written(`${JSON.stringify(trace)}\n`);
  else if (facts === undefined) await written(timeline(trace, lastValue(given, 'locale') === 'zh-cn' ? 'zh-cn' : 'en'));
  const verdict = verdictOf(trace);
  return verdict.refused > 0 || !verdict.ready ? 1 : 0;
}

function misused(problem: string): number {
  process.stderr.write(`kpod simulate: ${problem}; kpod help shows the options\n`);
  return 2;
}

function written(words: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(words, () => resolve()));
}

/** Commands, Events and the states of pods, in order of time; the verdict last. */
function timeline(trace: Trace, locale: Locale): string {
  const lines = timelineOf(trace);
  const width = Math.min(40, Math.max(0, ...lines.map((line) => line.subject.length)));
  const rows = lines.map(
    ({ atMs, subject, words, warning }) => `${clock(atMs)}  ${subject.padEnd(width)}  ${warning ? '! ' : ''}${words}`,
  );
  const last = verdictOf(trace)
    .parts.map((part) => pick(part, locale))
    .join(' · ');
  const limits = trace.limitations.map((limit) => {
    const about = limit.ref ? `${limit.ref.kind}/${limit.ref.name}: ` : '';
    return `${about}${locale === 'zh-cn' ? limit.zh : limit.en}`;
  });
  return `${[...rows, '', last, ...limits].join('\n')}\n`;
}

const clock = (ms: number): string => `${(ms / 1000).toFixed(3).padStart(9)}s`;
