// Each object's versions over the run, so that any moment is one binary search away, forwards or back.
// It only keeps what `replay.ts` makes of the writes; it knows no kind.
import type { JsonObject } from '../../../server/src/core/apiserver/types.ts';
import { asJson, asObject, type KubeObject } from '../../../server/src/core/sim/objects.ts';
import { mergePatch, refKey } from '../../../server/src/core/sim/replay.ts';
import type { Trace, Write } from '../../../server/src/core/sim/trace.ts';

export interface Version {
  readonly atMs: number;
  readonly write: Write;
  /** Absent once deleted. */
  readonly object?: KubeObject;
}

/** All versions of all objects by `refKey`, in the order in which the objects first appeared. */
export type History = ReadonlyMap<string, readonly Version[]>;

export function historyOf(trace: Trace): History {
  const history = new Map<string, Version[]>();
  for (const write of trace.writes) {
    const key = refKey(write.ref);
    const versions = history.get(key) ?? [];
    const object = afterWrite(versions.at(-1)?.object, write);
    versions.push({ atMs: write.atMs, write, ...(object && { object }) });
    history.set(key, versions);
  }
  return history;
}

function afterWrite(before: KubeObject | undefined, write: Write): KubeObject | undefined {
  if (write.verb === 'delete') return undefined;
  const start: JsonObject = write.verb === 'update' && before ? asJson(before) : {};
  return asObject(mergePatch(start, write.change ?? {}));
}

/** The version that holds at a time: the last one at or before it; undefined before the object's creation. */
export function versionAt(versions: readonly Version[] | undefined, atMs: number): Version | undefined {
  if (!versions) return undefined;
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((versions[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return versions[low - 1];
}

/** The objects that exist at a time, by key. */
export function objectsAt(history: History, atMs: number): ReadonlyMap<string, KubeObject> {
  const objects = new Map<string, KubeObject>();
  for (const [key, versions] of history) {
    const object = versionAt(versions, atMs)?.object;
    if (object) objects.set(key, object);
  }
  return objects;
}
