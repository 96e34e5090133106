// Conditions of workload statuses: added, replaced, removed as the controllers do. Pure.
import type { Condition } from '../objects.ts';

/** Untouched when status and reason are the same; the transition time stays while the status does. */
export function setCondition(conditions: readonly Condition[], condition: Condition): readonly Condition[] {
  const current = conditions.find(({ type }) => type === condition.type);
  if (current && current.status === condition.status && current.reason === condition.reason) return conditions;
  const kept = current?.status === condition.status ? current.lastTransitionTime : undefined;
  const next = kept === undefined ? condition : { ...condition, lastTransitionTime: kept };
  return [...withoutCondition(conditions, condition.type), next];
}

export function withoutCondition(conditions: readonly Condition[], type: string): readonly Condition[] {
  return conditions.filter((condition) => condition.type !== type);
}
