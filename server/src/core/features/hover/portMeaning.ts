// Ports: what a number is usually used for, and which number a name stands for in the same pod.
import { text } from '../../text.ts';
import type { Node, Path } from '../../yaml/nodes.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import type { Meaning } from './meanings.ts';

const usual: Readonly<Record<number, string>> = {
  22: 'SSH',
  25: 'SMTP',
  53: 'DNS',
  80: 'HTTP',
  443: 'HTTPS',
  1433: 'SQL Server',
  2379: 'etcd',
  3306: 'MySQL',
  5432: 'PostgreSQL',
  5672: 'AMQP (RabbitMQ)',
  6379: 'Redis',
  6443: 'Kubernetes API',
  8080: 'HTTP',
  8443: 'HTTPS',
  9090: 'Prometheus',
  9092: 'Kafka',
  9200: 'Elasticsearch',
  10250: 'kubelet',
  27017: 'MongoDB',
};

export const portMeaning: Meaning = ({ node, path, place, root }) => {
  if (!/(^|[a-z])[pP]ort$/.test(place.field?.name ?? '')) return undefined;
  if (typeof node.value === 'string') return namedPort(node.value, path, root);
  const name = typeof node.value === 'number' ? usual[node.value] : undefined;
  return name ? text(`\`${node.source}\` is usually ${name}`, `\`${node.source}\` 通常用于 ${name}`) : undefined;
};

/** A probe or hook names a port of its own container. */
function namedPort(name: string, path: Path, root: Node) {
  for (let depth = path.length - 1; depth > 0; depth--) {
    const ports = resolved(nodeAt(root, [...path.slice(0, depth), 'ports']));
    if (ports?.type !== 'sequence') continue;
    for (const item of ports.items) {
      const port = resolved(nodeAt(item.value, ['containerPort']));
      const portName = resolved(nodeAt(item.value, ['name']));
      if (portName?.type === 'scalar' && portName.value === name && port?.type === 'scalar')
        return text(`\`${name}\` = port ${port.source} of this container`, `\`${name}\` = 本容器的端口 ${port.source}`);
    }
  }
  return undefined;
}
