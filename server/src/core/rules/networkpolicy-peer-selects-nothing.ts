// NetworkPolicy peer that selects no pod.
import { text } from '../text.ts';
import { items, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { alignment, selected } from './selection.ts';

export const networkpolicyPeerSelectsNothing: Rule = {
  id: 'networkpolicy-peer-selects-nothing',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('NetworkPolicy peer that selects no pod', '选不到 Pod 的 NetworkPolicy 对端'),
  why: text('nobody is let in by it', '它不放行任何人'),
  remedy: text('align the selector with the labels of the pods that may connect', '使选择器与允许连接的 Pod 标签一致'),
  peers: { 'kube-linter': ['dangling-networkpolicypeer-podselector'] },
  bad: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: { matchLabels: { app: wed } }
#         ^^^^^^^^^^^
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{ name: http, containerPort: 8080 }]
`,
  good: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
  ingress:
    - from:
        - podSelector: { matchLabels: { app: web } }
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{ name: http, containerPort: 8080 }]
`,
  check,
};

function* check({ resource, workspace }: Target): Iterable<Complaint> {
  if (resource.kind !== 'NetworkPolicy') return;
  const spec = object(resource.object['spec']);
  for (const [direction, field] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [index, rule] of items(spec[direction]).entries()) {
      for (const [at, peer] of items(rule[field]).entries()) {
        const selector = object(peer['podSelector']);
        if (peer['namespaceSelector'] !== undefined || Object.keys(selector).length === 0) continue;
        const { pods, known } = selected(workspace, resource, selector);
        if (!known || pods.length > 0) continue;
        const path = ['spec', direction, index, field, at, 'podSelector'];
        const fix = alignment(workspace, resource, [...path, 'matchLabels'], object(selector['matchLabels']));
        yield {
          path,
          ...(fix ? { fix } : {}),
          message: text(
            'this peer is no pod of this workspace, so it lets nobody in or out; align it with their labels',
            '此对端不是工作区中的任何 Pod，不会放行任何流量；请与其标签保持一致',
          ),
        };
      }
    }
  }
}
