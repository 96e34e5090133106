// One run, made ready for looking at: everything that depends on the trace alone, derived once when it arrives.

import type { TimeFinding } from '../../../server/src/core/sim/reveal/finding.ts';
import { type RunFinding, runFindings } from '../../../server/src/core/sim/runFindings.ts';
import type { Trace } from '../../../server/src/core/sim/trace.ts';
import { type History, historyOf } from './history.ts';
import { type Lane, lanesOf } from './lifelines.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { type Workload, workloadsOf } from './workloads.ts';

export interface Run {
  readonly trace: Trace;
  /** What the time axis spans: never zero, so that everything has a place on it. */
  readonly spanMs: number;
  /** Since when nothing changes but Events that repeat: where playing ends and what the timeline shows at first. */
  readonly quietMs: number;
  readonly history: History;
  /** The part of the history that the map draws: nodes and pods. */
  readonly placed: History;
  readonly verdict: Verdict;
  readonly lanes: readonly Lane[];
  readonly workloads: readonly Workload[];
  /** The moments at which something changed, ascending: what one steps through. */
  readonly moments: readonly number[];
  /** What is worth telling of it; made when it is first asked for, for it takes a moment with many pods. */
  findings(): readonly RunFinding[];
  /** How many these are, once they were asked for. */
  found(): number | undefined;
}

export function runOf(trace: Trace, revealed: readonly TimeFinding[] = []): Run {
  const history = historyOf(trace);
  const workloads = workloadsOf(history);
  // A run that has come to rest is over with its last write, however long the simulator then watched.
  const lastWriteMs = trace.writes.at(-1)?.atMs ?? 0;
  const lastMs = trace.settled ? lastWriteMs : Math.max(trace.endMs, lastWriteMs);
  // A little beyond the last change, so that the state it led to can be seen.
  const spanMs = Math.max(1000, Math.ceil(lastMs * 1.1));
  let found: readonly RunFinding[] | undefined;
  return {
    findings: () => {
      found ??= runFindings(trace, undefined, revealed);
      return found;
    },
    found: () => found?.length,
    trace,
    spanMs,
    quietMs: quietSince(trace, spanMs),
    history,
    placed: new Map([...history].filter(([, versions]) => isPlaced(versions[0]?.write.ref.kind))),
    verdict: verdictOf(trace),
    lanes: lanesOf(history, spanMs),
    workloads,
    moments: [...new Set(trace.writes.filter(isNews).map((write) => write.atMs))],
  };
}

function quietSince(trace: Trace, spanMs: number): number {
  const last = trace.writes.findLast((write) => isNews(write) && write.ref.kind !== 'Event');
  return Math.min(spanMs, Math.max(1000, (last?.atMs ?? 0) * 1.1));
}

function isPlaced(kind: string | undefined): boolean {
  return kind === 'Node' || kind === 'Pod';
}

/** A heartbeat changes nothing that a person would look for. */
function isNews(write: Trace['writes'][number]): boolean {
  return write.ref.kind !== 'Lease' && write.cause.because !== 'heartbeat';
}

/** The next moment after a time, or the end. */
export function momentAfter(run: Run, atMs: number): number {
  return run.moments.find((moment) => moment > atMs) ?? run.spanMs;
}

/** The last moment before a time, or the start. */
export function momentBefore(run: Run, atMs: number): number {
  return run.moments.findLast((moment) => moment < atMs) ?? 0;
}

/** The moment whose state holds at a time. */
export function momentAtOrBefore(run: Run, atMs: number): number {
  return run.moments.findLast((moment) => moment <= atMs) ?? 0;
}
