// A trace in the form in which real control planes are recorded: watch events with their milliseconds, and kubectl's
// outputs, so that the two can be compared. Knows no rules of comparison.
import type { JsonObject } from '../apiserver/types.ts';
import { asObject } from './objects.ts';
import { mergePatch, refKey } from './replay.ts';
import type { Scenario } from './scenario.ts';
import type { Trace } from './trace.ts';

type WatchEvent = readonly [ms: number, type: 'ADDED' | 'MODIFIED' | 'DELETED', object: JsonObject];

export interface Recording {
  readonly scenario: string;
  readonly placement?: 'determined';
  /** The nodes that were there before the start. */
  readonly nodes: readonly JsonObject[];
  readonly events: readonly WatchEvent[];
  readonly kubectl: readonly {
    readonly at: string;
    readonly command: string;
    readonly exit: number | null;
    readonly output: string;
  }[];
}

/** Kinds that recordings watch; others are there, but not told. */
const watched = new Set(
  (
    'Pod ReplicationController Service PersistentVolumeClaim PersistentVolume Node Namespace Event ResourceQuota Deployment ' +
    'ReplicaSet StatefulSet DaemonSet ControllerRevision Job CronJob HorizontalPodAutoscaler PodDisruptionBudget EndpointSlice'
  ).split(' '),
);

/** Fields that are told where they are null, which a merge patch cannot say. */
const alwaysTold: Readonly<Record<string, JsonObject>> = { EndpointSlice: { endpoints: null, ports: null } };

/** What happened up to the scenario's end, and what commands said that the trace knows. */
export function recordedTrace(scenario: Scenario, trace: Trace): Recording {
  const objects = new Map<string, JsonObject>();
  const events: WatchEvent[] = [];
  const nodes: JsonObject[] = [];
  const initial = new Set<string>();
  for (const write of trace.writes.filter(({ atMs }) => atMs <= scenario.untilMs)) {
    const key = refKey(write.ref);
    const before = objects.get(key) ?? {};
    const changed = write.verb === 'update' ? mergePatch(before, write.change ?? {}) : (write.change ?? before);
    const object = { ...alwaysTold[write.ref.kind], ...changed };
    if (write.verb === 'delete') objects.delete(key);
    else objects.set(key, object);
    if (write.cause.because === 'initial') {
      initial.add(asObject(object)?.metadata.uid ?? '');
      if (write.ref.kind === 'Node') nodes.push(object);
      continue;
    }
    const mine = watched.has(write.ref.kind) && !hidden(write.ref.kind, asObject(object)?.metadata.uid ?? '', initial);
    if (mine) events.push([write.atMs, types[write.verb], object]);
  }
  return {
    scenario: trace.scenario,
    ...(scenario.placement && { placement: scenario.placement }),
    nodes,
    events,
    kubectl: trace.commands.map(({ atMs, command, exitCode, output, unfinished }) => ({
      at: stepTime(atMs),
      command,
      exit: unfinished ? null : exitCode,
      output,
    })),
  };
}

const types = { create: 'ADDED', update: 'MODIFIED', delete: 'DELETED' } as const;

/** What was there before is not told, but for nodes, whose changes are. */
function hidden(kind: string, uid: string, initial: ReadonlySet<string>): boolean {
  return kind !== 'Node' && initial.has(uid);
}

function stepTime(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
