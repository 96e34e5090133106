// A trace as the cluster at any time: step through writes, jump to a moment, look at one object's history. Fast through
// checkpoints. Imports nothing but types, because the panel's page loads it; it knows no Kubernetes.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import type { ObjectRef, Trace, Write } from './trace.ts';

export interface Replay {
  /** How many writes have happened by that time (milliseconds since the start): the position to ask `at` for. */
  positionAt(timeMs: number): number;
  /** The objects after the first `position` writes, by `refKey`. Do not change the map. */
  at(position: number): ReadonlyMap<string, JsonObject>;
  /** The positions after which the object was different, oldest first. */
  history(ref: ObjectRef): readonly Write[];
}

/** One object of a trace as a string: apiVersion, kind, namespace, name. */
export function refKey(ref: ObjectRef): string {
  return `${ref.apiVersion}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

const checkpointEvery = 256;

export function replayOf(trace: Trace): Replay {
  const { writes } = trace;
  const checkpoints: ReadonlyMap<string, JsonObject>[] = [new Map()];
  let histories: Map<string, Write[]> | undefined;
  const checkpoint = (index: number): ReadonlyMap<string, JsonObject> => {
    for (let i = checkpoints.length; i <= index; i++) {
      const from = checkpoints[i - 1] ?? new Map<string, JsonObject>();
      checkpoints.push(advance(from, writes, (i - 1) * checkpointEvery, i * checkpointEvery));
    }
    return checkpoints[index] ?? new Map();
  };
  return {
    positionAt: (timeMs) => firstAfter(writes, timeMs),
    at(position) {
      const index = Math.floor(Math.min(position, writes.length) / checkpointEvery);
      return advance(checkpoint(index), writes, index * checkpointEvery, position);
    },
    history(ref) {
      histories ??= byObject(writes);
      return histories.get(refKey(ref)) ?? [];
    },
  };
}

/** Plays the writes from one position to another onto a copy of the objects. */
function advance(
  objects: ReadonlyMap<string, JsonObject>,
  writes: readonly Write[],
  from: number,
  to: number,
): ReadonlyMap<string, JsonObject> {
  const next = new Map(objects);
  for (let i = from; i < Math.min(to, writes.length); i++) {
    const write = writes[i];
    if (write) play(next, write);
  }
  return next;
}

function play(objects: Map<string, JsonObject>, write: Write): void {
  const key = refKey(write.ref);
  if (write.verb === 'delete') objects.delete(key);
  else if (write.verb === 'create') objects.set(key, write.change ?? {});
  else objects.set(key, mergePatch(objects.get(key) ?? {}, write.change ?? {}));
}

/** RFC 7386: null removes, objects merge, everything else replaces. */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const out: Record<string, JsonValue | undefined> = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else if (isJsonObject(value)) {
      const inner = out[key];
      out[key] = mergePatch(isJsonObject(inner) ? inner : {}, value);
    } else if (value !== undefined) out[key] = value;
  }
  return out;
}

/** The number of writes at or before a time. */
function firstAfter(writes: readonly Write[], timeMs: number): number {
  let [low, high] = [0, writes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((writes[middle]?.atMs ?? 0) <= timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function byObject(writes: readonly Write[]): Map<string, Write[]> {
  const out = new Map<string, Write[]>();
  for (const write of writes) {
    const key = refKey(write.ref);
    const list = out.get(key);
    if (list) list.push(write);
    else out.set(key, [write]);
  }
  return out;
}
