// The end of a pod's containers: signals, hooks and grace, then what each of them was last. Sources:
// pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer, pkg/kubelet/pod_workers.go (v1.36).
import type { Action } from '../frame.ts';
import { type ContainerActor, everyContainer, type PodActor } from './actor.ts';
import { type Look, refreshBehaviour, terminate } from './container.ts';
import { hookMs } from './hooks.ts';
import { flush, type Looking } from './telling.ts';

/** Sends every running container the signal; sidecars wait for the others. */
export function stopAll(actor: PodActor, look: Look, graceMs: number): void {
  actor.step = 4;
  actor.atMs = 0;
  let lastMs = look.nowMs;
  for (const sidecar of [false, true]) {
    const fromMs = lastMs;
    for (const container of [...everyContainer(actor)].reverse()) {
      if (container.stage === 'hook') container.stage = 'running';
      if (container.stage !== 'running' || container.sidecar !== sidecar) continue;
      look.tell(container, 'Normal', 'Killing', `Stopping container ${container.spec.name}`);
      container.stopMs = fromMs + stopDuration(actor, container, look, graceMs);
      lastMs = Math.max(lastMs, container.stopMs);
    }
  }
}

function stopDuration(actor: PodActor, container: ContainerActor, look: Look, graceMs: number): number {
  refreshBehaviour(actor, container, look);
  const { stop } = container.behaviour;
  const sleepMs = hookMs(container.spec.lifecycle?.preStop);
  const neededMs = (stop ? stop.afterMs : 100) + sleepMs;
  container.stopCode = neededMs > graceMs ? 137 : (stop?.code ?? 0);
  return Math.min(neededMs, graceMs);
}

/** Waits for the containers to stop; then the final status and, where asked for, the removal. */
export function* stopping(actor: PodActor, look: Look, told: Action[]): Looking {
  for (const container of everyContainer(actor)) {
    if (container.stage === 'running' && look.nowMs >= container.stopMs)
      terminate(container, look, container.stopCode, undefined);
  }
  if (everyContainer(actor).some((container) => container.stage === 'running')) return;
  const begun = actor.containers.some((container) => !container.init && container.startedMs > 0);
  const noInits = !actor.pod.spec.initContainers?.length;
  for (const container of actor.containers) if (container.state.waiting) conclude(container, begun || noInits);
  actor.final = true;
  yield* flush(actor, look, told);
  const { deletionTimestamp, uid, name, namespace } = actor.pod.metadata;
  if (!deletionTimestamp) return;
  actor.step = 5;
  const ref = { apiVersion: 'v1', kind: 'Pod', name, ...(namespace !== undefined && { namespace }) };
  yield { type: 'delete', ref, uid, graceSeconds: 0, cause: { because: 'terminated' } };
}

/** A container that waits when its pod ends: what it was last, or unknown. */
function conclude(container: ContainerActor, countable: boolean): void {
  const last = container.lastState.terminated;
  if (last) {
    container.state = { terminated: last };
    container.lastState = {};
  } else if (!container.init && countable) {
    const message = 'The container could not be located when the pod was terminated';
    container.state = {
      terminated: { reason: 'ContainerStatusUnknown', message, exitCode: 137, startedAt: null, finishedAt: null },
    };
  }
  container.stage = 'done';
}
