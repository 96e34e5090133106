// The simulator in a thread of its own: objects in, a trace out. It loads the schema and the simulator when it starts,
// so that neither is ever on the typing path.
import { parentPort } from 'node:worker_threads';
import type { JsonObject } from '../core/apiserver/types.ts';
import type { ApiServer } from '../core/sim/answers.ts';
import type { TimeFinding } from '../core/sim/reveal/finding.ts';
import { manifestScenario, type Scenario } from '../core/sim/scenario.ts';
import { apiServerOf } from '../core/sim/server.ts';
import { simulate } from '../core/sim/simulate.ts';
import { appliedOnce, timeFindings } from '../core/sim/timeFindings.ts';
import type { Trace } from '../core/sim/trace.ts';
import { schemaOf } from './schemas.ts';

export interface SimulationOrder {
  readonly name: string;
  readonly objects: readonly JsonObject[];
  /** Played in place of the objects, where the file is one. */
  readonly scenario?: Scenario;
  /** Command lines that somebody typed into the panel's console, and when. */
  readonly commands?: readonly { readonly atMs: number; readonly line: string }[];
  readonly kubernetesVersion: string;
  readonly seed: number;
}

/** What only time reveals of objects. */
export interface FindingsOrder {
  readonly findingsOf: readonly JsonObject[];
  readonly kubernetesVersion: string;
}

export type SimulationAnswer =
  | { readonly trace: Trace; readonly revealed: readonly TimeFinding[] }
  | { readonly failure: string };
export type FindingsAnswer = { readonly findings: readonly TimeFinding[] } | { readonly failure: string };

/** What one watches at most when nothing comes to rest. */
const longestMs = 15 * 60_000;
const mostForTrial = 5000;

function run(order: SimulationOrder): SimulationAnswer {
  try {
    const scenario = withCommands(order.scenario ?? manifestScenario(order.name, order.objects, longestMs), order);
    const server = apiServerOf(schemaOf(order.kubernetesVersion));
    const trace = simulate(scenario, { server, seed: order.seed });
    return { trace, revealed: trialOf(scenario, trace, server) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The trial that the editor's hints play too; of a large run it would take longer than one waits for a picture. */
function trialOf(scenario: Scenario, { writes }: Trace, server: ApiServer): readonly TimeFinding[] {
  const objects = writes.length > mostForTrial ? [] : appliedOnce(scenario);
  return objects.length > 0 ? timeFindings(objects, { server }) : [];
}

/** What is typed at a time happens then; observation goes on long enough to see what comes of it. */
function withCommands(scenario: Scenario, { commands = [] }: SimulationOrder): Scenario {
  if (commands.length === 0) return scenario;
  const steps = commands.map(({ atMs, line }) => ({ atMs, kubectl: line }));
  const lastMs = Math.max(...commands.map(({ atMs }) => atMs));
  const untilMs = Math.max(scenario.untilMs, lastMs + longestMs);
  return { ...scenario, steps: [...scenario.steps, ...steps], untilMs, untilSettled: true };
}

function find(order: FindingsOrder): FindingsAnswer {
  try {
    return { findings: timeFindings(order.findingsOf, { server: apiServerOf(schemaOf(order.kubernetesVersion)) }) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (order: SimulationOrder | FindingsOrder) =>
  parentPort?.postMessage('findingsOf' in order ? find(order) : run(order)),
);
