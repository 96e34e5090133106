// Runs kubectl's commands beside the controllers: each is a generator that calls the API, prints, or waits for a change.
// Knows no command; `kubectl/` and `apply.ts` do.
import type { Cluster } from './cluster.ts';
import type { Command, Outcome } from './frame.ts';
import type { CommandResult, Refusal } from './trace.ts';

export interface CommandRunner {
  /** Begins a command; the binary takes a moment to start. */
  start(line: string, make: (view: Cluster['view']) => Command): void;
  /** A timer of a command fired. */
  resume(id: number): void;
  /** Something changed: commands that wait look again. */
  wake(): void;
  /** The results in the order of their start; commands still under way end here. */
  finish(): readonly CommandResult[];
}

interface Running {
  readonly line: string;
  readonly atMs: number;
  readonly make: (view: Cluster['view']) => Command;
  command: Command | undefined;
  outcome: Outcome;
  output: string;
  waiting: boolean;
  /** The moment of the only timer that counts. */
  timerMs: number;
  endMs: number | undefined;
  exitCode: number;
}

const startupMs = 50;
const callMs = 8;
const watchMs = 3;

export function commandRunner(
  cluster: Cluster,
  timer: (atMs: number, id: number) => void,
  refusals: Refusal[],
  afterCommit: ((cluster: Cluster) => void) | undefined,
): CommandRunner {
  const all: Running[] = [];
  const plan = (id: number, running: Running, delayMs: number) => {
    running.timerMs = cluster.view.nowMs + delayMs;
    timer(running.timerMs, id);
  };
  const advance = (id: number, running: Running) => {
    running.command ??= running.make(cluster.view);
    for (;;) {
      const step = running.command.next(running.outcome);
      if (step.done) {
        running.endMs = cluster.view.nowMs;
        running.exitCode = step.value;
        return;
      }
      const action = step.value;
      if (action.type === 'print') {
        running.output += action.text;
        continue;
      }
      if (action.type === 'await') {
        running.waiting = true;
        if (action.timeoutMs !== undefined) plan(id, running, action.timeoutMs);
        else running.timerMs = Number.POSITIVE_INFINITY;
        return;
      }
      if (action.type === 'requeue') continue;
      running.outcome = cluster.commit(action, { actor: 'kubectl', byUser: true });
      note(running.outcome, action, refusals, cluster.view.nowMs);
      afterCommit?.(cluster);
      plan(id, running, callMs);
      return;
    }
  };
  return {
    start(line, make) {
      const running: Running = {
        line,
        atMs: cluster.view.nowMs,
        make,
        command: undefined,
        outcome: { ok: true },
        output: '',
        waiting: false,
        timerMs: 0,
        endMs: undefined,
        exitCode: -1,
      };
      all.push(running);
      plan(all.length - 1, running, startupMs);
    },
    resume(id) {
      const running = all[id];
      if (!running || running.timerMs !== cluster.view.nowMs || running.endMs !== undefined) return;
      running.waiting = false;
      advance(id, running);
    },
    wake() {
      all.forEach((running, id) => {
        if (!running.waiting) return;
        running.waiting = false;
        plan(id, running, watchMs);
      });
    },
    finish: () =>
      all.map(({ line, atMs, endMs, output, exitCode }) => ({
        atMs,
        endMs: endMs ?? cluster.view.nowMs,
        command: line,
        exitCode,
        output,
        ...(endMs === undefined && { unfinished: true as const }),
      })),
  };
}

/** What the server refused a person is part of the trace. */
function note(outcome: Outcome, action: { type: string; object?: unknown }, refusals: Refusal[], atMs: number): void {
  if (outcome.ok || (action.type !== 'create' && action.type !== 'update')) return;
  const object = action.object as { apiVersion: string; kind: string; metadata: { name?: string; namespace?: string } };
  const { name = '', namespace } = object.metadata;
  const ref = { apiVersion: object.apiVersion, kind: object.kind, name, ...(namespace !== undefined && { namespace }) };
  refusals.push({ atMs, ref, message: outcome.message, causes: outcome.causes ?? [] });
}
