// When the change happened that a slice answers to: the earliest transition of readiness since the last look, or the Service's
// creation. Source: k8s.io/endpointslice/util/trigger_time_tracker.go (v1.36).
import { conditionOf, type Pod } from '../objects.ts';
import type { Service } from './shapes.ts';

export const triggerAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time';

interface State {
  readonly service: string;
  /** By name of the pod. */
  readonly pods: ReadonlyMap<string, string>;
}

/** What was seen at the last look, by the Service's key. */
export type TriggerTimes = Map<string, State>;

/** RFC 3339; undefined: nothing changed that has a time. Remembers what it saw. */
export function triggerTime(
  times: TriggerTimes,
  key: string,
  service: Service,
  pods: readonly Pod[],
): string | undefined {
  const before = times.get(key);
  const created = service.metadata.creationTimestamp;
  const seen = pods.flatMap(({ metadata, status }) => {
    const time = conditionOf(status, 'Ready')?.lastTransitionTime;
    return time ? [[metadata.name, time] as const] : [];
  });
  times.set(key, { service: created, pods: new Map(seen) });
  if (!before) return created;
  const later = seen.filter(([name, time]) => time > (before.pods.get(name) ?? '')).map(([, time]) => time);
  if (created > before.service) later.push(created);
  return later.sort()[0];
}
