// Probes that ask a port which their container does not list: shared by the three probe rules.
import { text } from '../text.ts';
import { containersOf, items, object } from './containers.ts';
import type { Complaint, Target } from './rule.ts';

/**
 * A container need not list its ports, so a number is only judged where it lists some. A name is looked up in the list:
 * pkg/probe/util.go, ResolveContainerPort (v1.36).
 */
export function* unknownProbePorts(target: Target, probe: string): Iterable<Complaint> {
  for (const { container, name, path } of containersOf(target)) {
    const ports = items(container['ports']);
    for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
      const port = object(object(container[probe])[handler])['port'];
      if (port === undefined || ports.some((p) => p['containerPort'] === port || p['name'] === port)) continue;
      if (ports.length === 0 && typeof port === 'number') continue;
      const known = ports.map((p) => p['name'] ?? p['containerPort']).join(', ');
      yield {
        path: [...path, probe, handler, 'port'],
        message:
          ports.length === 0
            ? text(
                `container "${name}" names no port "${String(port)}", so the probe can never ask it; add the port or write its number`,
                `容器 "${name}" 没有名为 "${String(port)}" 的端口，探针永远无法访问；请添加该端口或写端口号`,
              )
            : text(
                `container "${name}" lists no port ${String(port)}; its ports are ${known}: use one of them or add it`,
                `容器 "${name}" 未声明端口 ${String(port)}；已声明的端口为 ${known}：请使用其中之一或添加该端口`,
              ),
      };
    }
  }
}
