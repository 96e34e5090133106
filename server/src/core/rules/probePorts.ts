// Probes that ask a port which their container does not list: shared by the three probe rules.
import { text } from '../text.ts';
import { containersOf, items, object } from './containers.ts';
import type { Complaint, Target } from './rule.ts';

/** Only containers that list ports are judged: listing none is allowed, and then nothing is known. */
export function* unknownProbePorts(target: Target, probe: string): Iterable<Complaint> {
  for (const { container, name, path } of containersOf(target)) {
    const ports = items(container['ports']);
    if (ports.length === 0) continue;
    for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
      const port = object(object(container[probe])[handler])['port'];
      if (port === undefined || ports.some((p) => p['containerPort'] === port || p['name'] === port)) continue;
      const known = ports.map((p) => p['name'] ?? p['containerPort']).join(', ');
      yield {
        path: [...path, probe, handler, 'port'],
        message: text(
          `container "${name}" lists no port ${String(port)}; its ports are ${known}: use one of them or add it`,
          `容器 "${name}" 未声明端口 ${String(port)}；已声明的端口为 ${known}：请使用其中之一或添加该端口`,
        ),
      };
    }
  }
}
