// Plugin NodePorts: one host port per address and protocol on a node. Source: plugins/nodeports,
// kube-scheduler/framework HostPortInfo (v1.36). Init containers count only when they are sidecars.
import type { ContainerPort, Pod } from '../objects.ts';
import { type Plugin, unschedulable } from './plugin.ts';

export const nodePorts: Plugin = {
  name: 'NodePorts',
  prepare: ({ pod }) => {
    const wanted = hostPorts(pod);
    if (wanted.length === 0) return undefined;
    return {
      filter: ({ pods }) => {
        return taken(wanted, pods)
          ? unschedulable("node(s) didn't have free ports for the requested pod ports")
          : undefined;
      },
    };
  },
};

/** Whether other pods of a node hold a host port that the pod wants. */
export const portsTaken = (pod: Pod, others: readonly Pod[]): boolean => taken(hostPorts(pod), others);

function taken(wanted: readonly ContainerPort[], pods: readonly Pod[]): boolean {
  const used = pods.flatMap(hostPorts);
  return wanted.some((port) => used.some((other) => conflicts(port, other)));
}

export function hostPorts(pod: Pod): readonly ContainerPort[] {
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...sidecars, ...pod.spec.containers].flatMap(({ ports = [] }) =>
    ports.filter(({ hostPort }) => (hostPort ?? 0) > 0),
  );
}

function conflicts(a: ContainerPort, b: ContainerPort): boolean {
  if (a.hostPort !== b.hostPort || (a.protocol || 'TCP') !== (b.protocol || 'TCP')) return false;
  const [first, second] = [a.hostIP || '0.0.0.0', b.hostIP || '0.0.0.0'];
  return first === second || first === '0.0.0.0' || second === '0.0.0.0';
}
