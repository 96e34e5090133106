// The scheduling queue: who is tried next, and what wakes those that did not fit. Pods that failed stay asleep until
// something changes that could help them. Sources: pkg/scheduler/backend/queue, plugins' queueing hints, coarser (v1.36).
import type { Change } from '../frame.ts';
import { sameJson } from '../json.ts';
import type { Node, Pod } from '../objects.ts';
import { nodeChangeHelps, podGoneHelps } from './queueingHints.ts';
import { priorityOf } from './shapes.ts';
import { finished } from './snapshot.ts';

interface Entry {
  readonly priority: number;
  asleep: boolean;
  failedBy: ReadonlySet<string>;
  /** As it was when it failed. */
  pod: Pod;
  asleepSinceMs: number;
}

export interface SchedulingQueue {
  /** Takes note of a change; true when some pod should be tried. */
  note(change: Change): boolean;
  /** The pod to try next; `pod` gives a queued one, undefined when it is not to be tried now. */
  next(pod: (uid: string) => Pod | undefined, nowMs: number): Pod | undefined;
  failed(pod: Pod, by: ReadonlySet<string>, nowMs: number): void;
  forget(uid: string): void;
}

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
  /** By priority, in the order of queueing. */
  const active = new Map<number, Map<string, Entry>>();
  const asleep = new Map<string, Entry>();
  const activate = (uid: string, entry: Entry): void => {
    entry.asleep = false;
    asleep.delete(uid);
    const line = active.get(entry.priority) ?? new Map<string, Entry>();
    line.set(uid, entry);
    active.set(entry.priority, line);
  };
  const forget = (uid: string): void => {
    const entry = entries.get(uid);
    entries.delete(uid);
    asleep.delete(uid);
    active.get(entry?.priority ?? 0)?.delete(uid);
  };
  const wakeWhere = (helps: (entry: Entry) => boolean): boolean => {
    let woken = false;
    for (const [uid, entry] of asleep) {
      if (!helps(entry)) continue;
      activate(uid, entry);
      woken = true;
    }
    return woken;
  };
  const wake = (plugins: readonly string[]): boolean =>
    wakeWhere(({ failedBy }) => plugins.some((plugin) => failedBy.has(plugin)));
  const noteNode = (node: Node, before: Node | undefined): boolean =>
    wakeWhere(({ pod, failedBy }) => nodeChangeHelps(pod, failedBy, node, before));
  const notePodGone = (gone: Pod): boolean => wakeWhere(({ pod, failedBy }) => podGoneHelps(pod, failedBy, gone));
  const notePod = (change: Change): boolean => {
    const pod = change.object as Pod;
    const before = change.before as Pod | undefined;
    const { uid } = pod.metadata;
    if (change.verb === 'delete') {
      forget(uid);
      // A pod that has finished is gone for the scheduler since then.
      if (finished(pod)) return false;
      return pod.spec.nodeName ? notePodGone(pod) : wake(['DefaultPreemption']);
    }
    if (!pod.spec.nodeName) return noteWaiting(pod, before);
    if (!before?.spec.nodeName) forget(uid);
    if (!before?.spec.nodeName || !sameJson(before.metadata.labels, pod.metadata.labels)) return wake(companyPlugins);
    return finished(pod) && !finished(before) ? notePodGone(pod) : false;
  };
  const noteWaiting = (pod: Pod, before: Pod | undefined): boolean => {
    if (!isWaiting(pod)) return false;
    const known = entries.get(pod.metadata.uid);
    if (!known) {
      const entry = { priority: priorityOf(pod), asleep: false, failedBy: new Set<string>(), pod, asleepSinceMs: 0 };
      entries.set(pod.metadata.uid, entry);
      activate(pod.metadata.uid, entry);
      return true;
    }
    const changed = !sameJson(before?.spec, pod.spec) || !sameJson(before?.metadata.labels, pod.metadata.labels);
    if (changed && known.asleep) activate(pod.metadata.uid, known);
    return changed;
  };
  return {
    note(change) {
      switch (change.object.kind) {
        case 'Pod':
          return notePod(change);
        case 'Node':
          if (change.verb === 'delete' || !nodeMatters(change)) return false;
          return noteNode(change.object as Node, change.before as Node | undefined);
        default:
          return wake(volumePlugins);
      }
    },
    next(pod, nowMs) {
      for (const [uid, entry] of asleep) {
        if (nowMs - entry.asleepSinceMs < leftoverMs) break;
        activate(uid, entry);
      }
      for (const priority of [...active.keys()].sort((a, b) => b - a)) {
        for (const uid of active.get(priority)?.keys() ?? []) {
          const found = pod(uid);
          if (found) return found;
        }
      }
      return undefined;
    },
    failed(pod, by, nowMs) {
      const entry = entries.get(pod.metadata.uid);
      if (!entry) return;
      active.get(entry.priority)?.delete(pod.metadata.uid);
      Object.assign(entry, { asleep: true, failedBy: by, pod, asleepSinceMs: nowMs });
      asleep.delete(pod.metadata.uid);
      asleep.set(pod.metadata.uid, entry);
    },
    forget,
  };
}

/** Heartbeats and other conditions do not matter. */
function nodeMatters({ object, before }: Change): boolean {
  if (!before) return true;
  const [now, then] = [object as Node, before as Node];
  if (!sameJson(now.metadata.labels, then.metadata.labels)) return true;
  return !sameJson(now.spec, then.spec) || !sameJson(now.status?.allocatable, then.status?.allocatable);
}
