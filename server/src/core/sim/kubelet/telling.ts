// What a kubelet tells the cluster of a pod: events and status, in that order. Knows no stages.
import type { Action, Outcome } from '../frame.ts';
import { sameJson } from '../json.ts';
import type { Pod } from '../objects.ts';
import { everyContainer, type PodActor } from './actor.ts';
import type { Look } from './container.ts';
import { podStatus } from './status.ts';

export type Looking = Generator<Action, void, Outcome>;

/** An event about the pod, or about one of its containers. */
export function eventAction(
  actor: PodActor,
  [container, eventType, reason, message]: Parameters<Look['tell']>,
): Action {
  const regular = container?.ephemeral ? 'ephemeralContainers' : 'containers';
  const list = container?.init ? 'initContainers' : regular;
  return {
    type: 'event',
    about: actor.pod,
    eventType,
    reason,
    message,
    component: 'kubelet',
    host: actor.node,
    ...(container && { fieldPath: `spec.${list}{${container.spec.name}}` }),
  };
}

/** Everything noted so far. */
export function* drain(told: Action[]): Looking {
  for (let action = told.shift(); action; action = told.shift()) yield action;
}

/** Reports the status when it is another one than the last reported; events first. */
export function* flush(actor: PodActor, look: Look, told: Action[]): Looking {
  yield* drain(told);
  const current = look.view.get('Pod', actor.pod.metadata.namespace, actor.pod.metadata.name);
  if (!current || current.metadata.uid !== actor.pod.metadata.uid) return;
  actor.pod = current;
  const from = madeOf(actor, look.nowMs);
  if (sameParts(from, actor.reportedFrom)) return;
  const status = podStatus(actor, look.view.now(look.nowMs), look.view.now(actor.beganMs ?? look.nowMs));
  actor.phase = status.phase ?? actor.phase;
  actor.reportedFrom = from;
  if (sameJson(status, actor.sent)) return;
  actor.sent = status;
  from[0] = status;
  const answer = yield { type: 'updateStatus', object: { ...current, status } as Pod, cause: { because: 'kubelet' } };
  if (answer.ok && answer.object) actor.pod = answer.object as Pod;
}

/** What `podStatus` reads, by identity: a kubelet looks at its pods far more often than there is something new to say. */
function madeOf(actor: PodActor, nowMs: number): unknown[] {
  const { metadata, status } = actor.pod;
  const parts: unknown[] = [actor.sent, status.conditions, status.qosClass, status.nominatedNodeName];
  parts.push(metadata.generation, actor.phase, actor.reason, actor.message, actor.ip, actor.hostIp);
  parts.push(actor.beganMs ?? nowMs, actor.final, actor.failing, actor.disruption);
  for (const { state, lastState, ready, started, restartCount, containerID } of everyContainer(actor))
    parts.push(state, lastState, ready, started, restartCount, containerID);
  return parts;
}

function sameParts(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
