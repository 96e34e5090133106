// ServiceMonitor that selects no Service.
import { text } from '../text.ts';
import { object, string, strings } from './containers.ts';
import type { Complaint, Rule, RuleResource, Target } from './rule.ts';
import { labelSelectorMatches } from './selection.ts';
import { mayShareNamespace } from './target.ts';

export const servicemonitorSelectsNothing: Rule = {
  id: 'servicemonitor-selects-nothing',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('ServiceMonitor that selects no Service', '选不到 Service 的 ServiceMonitor'),
  why: text('Prometheus then scrapes nothing, without a word', 'Prometheus 不会抓取任何指标，也不报错'),
  remedy: text('align its selector with the labels of the Service', '使选择器与 Service 的标签一致'),
  peers: { 'kube-linter': ['dangling-servicemonitor'] },
  bad: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web }
spec:
  selector: { matchLabels: { app: wed } }
# ^^^^^^^^
  endpoints: [{ port: metrics }]
---
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: { app: web }
spec:
  ports: [{ name: metrics, port: 9090 }]
`,
  good: `
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  endpoints: [{ port: metrics }]
---
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: { app: web }
spec:
  ports: [{ name: metrics, port: 9090 }]
`,
  check,
};

function* check({ resource, workspace }: Target): Iterable<Complaint> {
  if (resource.kind !== 'ServiceMonitor') return;
  const known = workspace.ofKind('Service');
  const services = known.filter((service) => isLookedAt(resource, service));
  const selector = object(object(resource.object['spec'])['selector']);
  if (known.length === 0 || services.some((service) => labelSelectorMatches(selector, labelsOf(service)))) return;
  yield {
    path: ['spec', 'selector'],
    message: text(
      `no Service has the labels that this ServiceMonitor asks for, so nothing is scraped; align them`,
      `没有 Service 具有此 ServiceMonitor 要求的标签，因此不会抓取任何指标；请对齐标签`,
    ),
  };
}

function isLookedAt(monitor: RuleResource, service: RuleResource): boolean {
  const { any, matchNames } = object(object(monitor.object['spec'])['namespaceSelector']);
  if (any === true) return true;
  const names = strings(matchNames);
  return names.length > 0 ? names.includes(service.namespace) : mayShareNamespace(monitor, service);
}

function labelsOf({ object: service }: RuleResource): Record<string, string> {
  const labels = object(object(service['metadata'])['labels']);
  return Object.fromEntries(Object.entries(labels).map(([key, value]) => [key, string(value) ?? '']));
}
