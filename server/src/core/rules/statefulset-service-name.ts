// StatefulSet without a Service for its pods’ names.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, RuleResource, Target } from './rule.ts';
import { mapMatches } from './selection.ts';
import { byName, mayShareNamespace } from './target.ts';

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

function* check({ resource, pod, workspace }: Target): Iterable<Complaint> {
  if (resource.kind !== 'StatefulSet') return;
  const name = object(resource.object['spec'])['serviceName'];
  const path = ['spec', 'serviceName'];
  if (typeof name !== 'string' || name === '') {
    yield {
      path,
      message: text(
        'without serviceName the pods have no names in DNS; name a headless Service',
        '没有 serviceName 时 Pod 没有 DNS 名；请指定一个无头 Service',
      ),
    };
    return;
  }
  const services = workspace
    .ofKindWith('Service', byName, name)
    .filter((candidate) => mayShareNamespace(candidate, resource));
  if (services.length > 0 && !services.some((service) => givesNames(service, pod?.labels ?? {}))) {
    yield {
      path,
      message: text(
        `Service "${name}" gives these pods no names in DNS: it must be headless (clusterIP: None) and select them`,
        `Service "${name}" 不会给这些 Pod DNS 名：它必须是无头的（clusterIP: None）并选中它们`,
      ),
    };
  }
}

function givesNames(service: RuleResource, labels: Readonly<Record<string, string>>): boolean {
  const { clusterIP, selector } = object(service.object['spec']);
  return clusterIP === 'None' && mapMatches(object(selector), labels);
}
