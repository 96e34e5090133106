// The timeline's lanes: for each workload its pods, for each pod the stretches in which its kubectl status did not
// change, and the events about it. A pod that is deleted and made again under the same name keeps its lane.
import { controllerOf, type EventObject } from '../../../server/src/core/sim/objects.ts';
import { refKey } from '../../../server/src/core/sim/replay.ts';
import type { ObjectRef } from '../../../server/src/core/sim/trace.ts';
import type { History, Version } from './history.ts';
import { type PodState, podState } from './podState.ts';
import { isKind } from './shapes.ts';

export interface Segment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly state: PodState;
}

export interface Marker {
  readonly atMs: number;
  readonly warning: boolean;
  readonly reason: string;
  readonly message: string;
}

export interface Lifeline {
  readonly key: string;
  readonly name: string;
  readonly segments: readonly Segment[];
  readonly markers: readonly Marker[];
}

export interface Lane {
  /** Key of the workload at the top of the ownership; absent for pods on their own. */
  readonly workload?: string;
  readonly lifelines: readonly Lifeline[];
}

export function lanesOf(history: History, endMs: number): readonly Lane[] {
  const markers = markersByObject(history);
  const lanes = new Map<string | undefined, Lifeline[]>();
  for (const [key, versions] of history) {
    const ref = versions[0]?.write.ref;
    if (ref?.kind !== 'Pod') continue;
    const workload = topOwner(history, versions);
    const line = { key, name: ref.name, segments: segmentsOf(versions, endMs), markers: markers.get(key) ?? [] };
    lanes.set(workload, [...(lanes.get(workload) ?? []), line]);
  }
  return [...lanes].map(([workload, lifelines]) => ({ lifelines, ...(workload !== undefined && { workload }) }));
}

/** Follows controller references up: Pod → ReplicaSet → Deployment. */
function topOwner(history: History, versions: readonly Version[]): string | undefined {
  const object = versions.findLast((version) => version.object)?.object;
  const owner = object && controllerOf(object);
  if (!object || !owner) return undefined;
  const { namespace } = object.metadata;
  const key = refKey({ ...owner, ...(namespace !== undefined && { namespace }) });
  const above = history.get(key);
  return above ? (topOwner(history, above) ?? key) : key;
}

/** The object that a person wrote and that this one comes from: the top of its ownership, or itself. */
export function manifestOf(history: History, versions: readonly Version[]): ObjectRef | undefined {
  const top = history.get(topOwner(history, versions) ?? '') ?? versions;
  return top[0]?.write.ref;
}

function segmentsOf(versions: readonly Version[], endMs: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (const [i, { atMs, object }] of versions.entries()) {
    if (!isKind(object, 'Pod')) continue;
    const toMs = versions[i + 1]?.atMs ?? endMs;
    const state = podState(object);
    const last = segments.at(-1);
    if (last && last.toMs === atMs && sameState(last.state, state)) segments[segments.length - 1] = { ...last, toMs };
    else if (toMs > atMs || i === versions.length - 1) segments.push({ fromMs: atMs, toMs, state });
  }
  return segments;
}

function sameState(a: PodState, b: PodState): boolean {
  return a.word === b.word && a.ready === b.ready && a.node === b.node;
}

function markersByObject(history: History): ReadonlyMap<string, readonly Marker[]> {
  const markers = new Map<string, Marker[]>();
  for (const versions of history.values()) {
    // An Event that is counted again is the same news: its first time is the marker.
    for (const { atMs, object } of versions.slice(0, 1)) {
      if (!isKind(object, 'Event')) continue;
      const key = involvedKey(object);
      const marker = { atMs, warning: object.type === 'Warning', reason: object.reason, message: object.message };
      markers.set(key, [...(markers.get(key) ?? []), marker]);
    }
  }
  return markers;
}

export function involvedKey(event: EventObject): string {
  const { apiVersion = '', kind = '', namespace, name = '' } = event.involvedObject;
  return refKey({ apiVersion, kind, name, ...(namespace !== undefined && { namespace }) });
}
