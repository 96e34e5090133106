// StatefulSet without a Service for its pods’ names.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const statefulsetServiceName: Rule = {
  id: 'statefulset-service-name',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('StatefulSet without a Service for its pods’ names', 'StatefulSet 没有为 Pod 命名的 Service'),
  why: text('its pods then have no names in DNS', '其 Pod 在 DNS 中没有名字'),
  remedy: text('set serviceName to a headless Service', '将 serviceName 设为无头 Service'),
  peers: { 'kube-score': ['statefulset-has-servicename'] },
  bad: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: ""
#              ^^
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'StatefulSet') return;
  const name = object(target.resource.object['spec'])['serviceName'];
  if (typeof name === 'string' && name !== '') return;
  yield {
    path: ['spec', 'serviceName'],
    message: text(
      'without serviceName the pods have no names in DNS; name a headless Service',
      '没有 serviceName 时 Pod 没有 DNS 名；请指定一个无头 Service',
    ),
  };
}
