// Probes that ask a port which their container does not list: shared by the three probe rules.
import type { JsonObject, JsonValue } from '../apiserver/types.ts';
import { didYouMean } from '../schema/didYouMean.ts';
import { text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import { containersOf, items, object } from './containers.ts';
import type { Complaint, ComplaintFix, Target } from './rule.ts';

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
      const place = [...path, probe, handler, 'port'];
      const fix = knownPort(port, ports, place) ?? listedPort(port, path);
      yield {
        path: place,
        ...(fix ? { fix } : {}),
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

/** The name that was meant, or the only port that there is. */
function knownPort(port: JsonValue, ports: readonly JsonObject[], place: Path): ComplaintFix | undefined {
  const known = ports.flatMap((listed) => listed['name'] ?? listed['containerPort'] ?? []);
  const names = known.filter((name) => typeof name === 'string');
  const meant = known.length === 1 ? known[0] : typeof port === 'string' ? didYouMean(port, names)[0] : undefined;
  if (meant === undefined) return undefined;
  return {
    title: text(`Use port ${String(meant)}`, `使用端口 ${String(meant)}`),
    changes: [{ set: place, to: meant }],
  };
}

function listedPort(port: JsonValue, path: Path): ComplaintFix | undefined {
  if (typeof port !== 'number') return undefined;
  return {
    title: text(`Add port ${port} to the container`, `在容器中添加端口 ${port}`),
    changes: [{ append: [...path, 'ports'], item: { containerPort: port } }],
  };
}
