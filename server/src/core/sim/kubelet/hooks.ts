// Lifecycle hooks, as far as the manifest and the scenario tell what they do. Sources: pkg/kubelet/lifecycle/handlers.go,
// pkg/kubelet/kuberuntime/kuberuntime_container.go startContainer (v1.36). Pure.
import type { LifecycleHandler } from '../objects.ts';
import type { ContainerActor, PodActor } from './actor.ts';

/** How long a hook takes, in milliseconds: a sleep, also of a shell. */
export function hookMs({ sleep, exec }: LifecycleHandler = {}): number {
  if (sleep) return 1000 * sleep.seconds;
  const command = (exec?.command ?? []).join(' ');
  return 1000 * Number(/(?:^|[\s;&])sleep\s+(\d+(?:\.\d+)?)s?\b/.exec(command)?.[1] ?? 0);
}

/** How long the container's start waits for its hook. */
export function postStartMs({ spec, behaviour }: ContainerActor): number {
  const hook = spec.lifecycle?.postStart;
  if (!hook) return 0;
  return typeof behaviour.postStart === 'number' ? behaviour.postStart : hookMs(hook);
}

export const postStartFails = ({ spec, behaviour }: ContainerActor): boolean =>
  spec.lifecycle?.postStart !== undefined && behaviour.postStart === 'fails';

/** What the status says of a failed postStart hook. */
export function postStartError(actor: PodActor, { spec }: ContainerActor): string {
  const { name, namespace, uid } = actor.pod.metadata;
  const where = `for Container "${spec.name}" in Pod "${name}_${namespace}(${uid})" failed`;
  const { exec, httpGet } = spec.lifecycle?.postStart ?? {};
  const command = (exec?.command ?? []).join(' ');
  if (exec)
    return `Exec lifecycle hook ([${command}]) ${where} - error: command '${command}' exited with 1: , message: ""`;
  const path = String(httpGet?.['path'] ?? '/').replace(/^\//, '');
  return `HTTP lifecycle hook (${path}) ${where} - error: Get "http://${actor.ip}:${String(httpGet?.['port'] ?? '')}/${path}": dial tcp ${actor.ip}:${String(httpGet?.['port'] ?? '')}: connect: connection refused, message: ""`;
}
