// The scheduling queue: who is tried next, and what wakes those that did not fit. Pods that failed stay asleep until
// something changes that could help them. Sources: pkg/scheduler/backend/queue, plugins' queueing hints, coarser (v1.36).
import type { Change } from '../frame.ts';
import { sameJson } from '../json.ts';
import type { Node, Pod } from '../objects.ts';
import { priorityOf } from './shapes.ts';
import { finished } from './snapshot.ts';

interface Entry {
  /** When it was queued; the order among pods of one priority. */
  order: number;
  asleep: boolean;
  failedBy: ReadonlySet<string>;
  asleepSinceMs: number;
}

export interface SchedulingQueue {
  /** Takes note of a change; true when some pod should be tried. */
  note(change: Change): boolean;
  /** The pod to try next, of those given. */
  next(pods: readonly Pod[], nowMs: number): Pod | undefined;
  failed(pod: Pod, by: ReadonlySet<string>, nowMs: number): void;
  forget(uid: string): void;
}

/** Plugins for which a pod that left a node may make room. */
const roomPlugins = [
  'NodeResourcesFit',
  'NodePorts',
  'PodTopologySpread',
  'InterPodAffinity',
  'VolumeRestrictions',
  'NodeVolumeLimits',
  'DefaultPreemption',
];
/** Plugins for which a pod that came to a node may be the one waited for. */
const companyPlugins = ['PodTopologySpread', 'InterPodAffinity'];
const volumePlugins = ['VolumeBinding', 'VolumeRestrictions', 'VolumeZone', 'NodeVolumeLimits'];

/** Pods that nothing woke are tried again after five minutes. */
export const leftoverMs = 300_000;

/** One of the pods that this scheduler cares for. */
export function isWaiting(pod: Pod): boolean {
  if (pod.spec.nodeName || pod.metadata.deletionTimestamp !== undefined || finished(pod)) return false;
  if ((pod.spec.schedulingGates?.length ?? 0) > 0) return false;
  return (pod.spec.schedulerName ?? 'default-scheduler') === 'default-scheduler';
}

export function schedulingQueue(): SchedulingQueue {
  const entries = new Map<string, Entry>();
  let order = 0;
  const wake = (plugins: readonly string[] | 'all'): boolean => {
    let woken = false;
    for (const entry of entries.values()) {
      if (!entry.asleep) continue;
      if (plugins !== 'all' && !plugins.some((plugin) => entry.failedBy.has(plugin))) continue;
      entry.asleep = false;
      entry.order = ++order;
      woken = true;
    }
    return woken;
  };
  const notePod = (change: Change): boolean => {
    const pod = change.object as Pod;
    const before = change.before as Pod | undefined;
    const { uid } = pod.metadata;
    if (change.verb === 'delete') {
      entries.delete(uid);
      return wake(pod.spec.nodeName ? roomPlugins : ['DefaultPreemption']);
    }
    if (!pod.spec.nodeName) return noteWaiting(pod, before);
    entries.delete(uid);
    if (!before?.spec.nodeName || !sameJson(before.metadata.labels, pod.metadata.labels)) return wake(companyPlugins);
    return finished(pod) && !finished(before) ? wake(roomPlugins) : false;
  };
  const noteWaiting = (pod: Pod, before: Pod | undefined): boolean => {
    if (!isWaiting(pod)) return false;
    const known = entries.get(pod.metadata.uid);
    if (!known) {
      entries.set(pod.metadata.uid, { order: ++order, asleep: false, failedBy: new Set(), asleepSinceMs: 0 });
      return true;
    }
    const changed = !sameJson(before?.spec, pod.spec) || !sameJson(before?.metadata.labels, pod.metadata.labels);
    if (changed) known.asleep = false;
    return changed;
  };
  return {
    note(change) {
      switch (change.object.kind) {
        case 'Pod':
          return notePod(change);
        case 'Node':
          return change.verb !== 'delete' && nodeMatters(change) ? wake('all') : false;
        default:
          return wake(volumePlugins);
      }
    },
    next(pods, nowMs) {
      const ready = pods.filter(({ metadata }) => {
        const entry = entries.get(metadata.uid);
        return entry && (!entry.asleep || nowMs - entry.asleepSinceMs >= leftoverMs);
      });
      const orderOf = (pod: Pod) => entries.get(pod.metadata.uid)?.order ?? 0;
      return ready.sort((a, b) => priorityOf(b) - priorityOf(a) || orderOf(a) - orderOf(b))[0];
    },
    failed(pod, by, nowMs) {
      const entry = entries.get(pod.metadata.uid);
      if (!entry) return;
      entry.asleep = true;
      entry.failedBy = by;
      entry.asleepSinceMs = nowMs;
    },
    forget: (uid) => void entries.delete(uid),
  };
}

/** Heartbeats and other conditions do not matter. */
function nodeMatters({ object, before }: Change): boolean {
  if (!before) return true;
  const [now, then] = [object as Node, before as Node];
  if (!sameJson(now.metadata.labels, then.metadata.labels)) return true;
  return !sameJson(now.spec, then.spec) || !sameJson(now.status?.allocatable, then.status?.allocatable);
}
