// Pod of a Service without a readiness probe.
import type { JsonObject } from '../apiserver/types.ts';
import { text } from '../text.ts';
import { containersOf, object } from './containers.ts';
import { portProbe } from './probeFix.ts';
import type { Complaint, Rule, RuleResource, Target } from './rule.ts';
import { mapMatches } from './selection.ts';
import { mayShareNamespace } from './target.ts';

export const servicePodWithoutReadiness: Rule = {
  id: 'service-pod-without-readiness',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('pod of a Service without a readiness probe', 'Service 后端 Pod 没有就绪探针'),
  why: text(
    'the Service sends it requests before it can answer, at each rollout',
    '每次滚动更新时，Service 会在它能应答之前就转发请求',
  ),
  remedy: text('add a readinessProbe', '添加 readinessProbe'),
  peers: { 'kube-score': ['pod-probes'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
#           ^^^
      image: nginx:1.29
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
      image: nginx:1.29
      readinessProbe: { tcpSocket: { port: 80 } }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
`,
  check,
};

/** One container that says when it is ready is enough: the pod waits for it. */
function* check(target: Target): Iterable<Complaint> {
  const containers = containersOf(target).filter(({ role }) => role === 'container');
  const [first] = containers;
  if (!first || !isServed(target) || containers.some(({ container }) => container['readinessProbe'] !== undefined))
    return;
  const fix = portProbe(first.container, first.path, 'readinessProbe');
  yield {
    path: [...first.path, 'name'],
    ...(fix ? { fix } : {}),
    message: text(
      'a Service selects this pod, and no container has a readinessProbe, so requests come before it can answer; add one',
      '有 Service 选中此 Pod，但没有容器设置 readinessProbe，请求会在它能应答之前到来；请添加',
    ),
  };
}

function isServed({ resource, pod, workspace }: Target): boolean {
  const labels = pod?.labels ?? {};
  return Object.entries(labels).some(([key, value]) =>
    workspace
      .ofKindWith('Service', firstPair, `${key}=${value}`)
      .some((service) => mapMatches(selectorOf(service), labels) && mayShareNamespace(service, resource)),
  );
}

/** A pod that the selector selects carries its first pair, too. */
function firstPair(service: RuleResource): readonly string[] {
  const [pair] = Object.entries(selectorOf(service));
  return pair ? [`${pair[0]}=${String(pair[1])}`] : [];
}

function selectorOf(service: RuleResource): JsonObject {
  return object(object(service.object['spec'])['selector']);
}
