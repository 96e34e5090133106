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
  const seen = new Map<string, string>();
  let earliest = before && created > before.service ? created : undefined;
  for (const { metadata, status } of pods) {
    const time = conditionOf(status, 'Ready')?.lastTransitionTime;
    if (!time) continue;
    seen.set(metadata.name, time);
    if (!before || time <= (before.pods.get(metadata.name) ?? '')) continue;
    if (earliest === undefined || time < earliest) earliest = time;
  }
  times.set(key, { service: created, pods: seen });
  return before ? earliest : created;
}
