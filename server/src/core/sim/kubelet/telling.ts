// What a kubelet tells the cluster of a pod: events and status, in that order. Knows no stages.
import type { Action, Outcome } from '../frame.ts';
import { sameJson } from '../json.ts';
import type { Pod } from '../objects.ts';
import type { PodActor } from './actor.ts';
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
  const status = podStatus(actor, look.view.now(look.nowMs), look.view.now(actor.beganMs ?? look.nowMs));
  actor.phase = status.phase ?? actor.phase;
  if (sameJson(status, actor.sent)) return;
  actor.sent = status;
  const answer = yield { type: 'updateStatus', object: { ...current, status } as Pod, cause: { because: 'kubelet' } };
  if (answer.ok && answer.object) actor.pod = answer.object as Pod;
}
