// Service that is open to the outside.
import type { JsonValue } from '../apiserver/types.ts';
import { text } from '../text.ts';
import { items, object } from './containers.ts';
import type { Change, Complaint, Rule, Target } from './rule.ts';

export const exposedService: Rule = {
  id: 'exposed-service',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint', 'kube-score': 'warning' },
  summary: text('Service that is open to the outside', '对外开放的 Service'),
  why: text('a NodePort or load balancer bypasses the Ingress and its TLS', 'NodePort 或负载均衡绕过 Ingress 及其 TLS'),
  remedy: text('use ClusterIP behind an Ingress or Gateway', '使用 ClusterIP，由 Ingress 或 Gateway 对外'),
  peers: {
    'kube-linter': ['exposed-services'],
    'kube-score': ['service-type'],
    datree: ['SERVICE_INCORRECT_TYPE_VALUE_NODEPORT'],
    monokle: ['KBP114'],
  },
  bad: `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  type: NodePort
#       ^^^^^^^^
  selector: { app: web }
  ports: [{ port: 80 }]
`,
  good: `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'Service') return;
  const { type, ports } = object(target.resource.object['spec']);
  if (type !== 'NodePort' && type !== 'LoadBalancer') return;
  yield {
    path: ['spec', 'type'],
    message: text(
      `${type} opens the Service to the outside, past the Ingress and its TLS; use ClusterIP behind an Ingress or Gateway`,
      `${type} 会绕过 Ingress 及其 TLS 对外开放；请使用 ClusterIP，由 Ingress 或 Gateway 对外`,
    ),
    fix: {
      title: text('Set type: ClusterIP', '设置 type: ClusterIP'),
      changes: [{ set: ['spec', 'type'], to: 'ClusterIP' }, ...nodePorts(ports)],
    },
  };
}

/** The API server refuses ports of nodes where none are opened. */
function nodePorts(ports: JsonValue | undefined): readonly Change[] {
  return items(ports).flatMap((port, index) =>
    port['nodePort'] === undefined ? [] : [{ remove: ['spec', 'ports', index, 'nodePort'] }],
  );
}
