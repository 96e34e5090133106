// A probe that fits any server: does its first port take connections. What it listens on must be listed.
import type { JsonObject } from '../apiserver/types.ts';
import { text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import { items } from './containers.ts';
import type { ComplaintFix } from './rule.ts';

/** Undefined for a container that lists no TCP port. */
export function portProbe(
  container: JsonObject,
  path: Path,
  probe: 'livenessProbe' | 'readinessProbe',
): ComplaintFix | undefined {
  const port = items(container['ports']).find(({ protocol }) => (protocol ?? 'TCP') === 'TCP');
  const name = port?.['name'] ?? port?.['containerPort'];
  if (typeof name !== 'string' && typeof name !== 'number') return undefined;
  return {
    title: text(`Add a ${probe} on port ${name}`, `添加端口 ${name} 的 ${probe}`),
    changes: [{ set: [...path, probe], to: { tcpSocket: { port: name } } }],
  };
}
