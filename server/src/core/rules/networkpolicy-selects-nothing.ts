// NetworkPolicy that selects no pod.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { alignment, selected } from './selection.ts';

export const networkpolicySelectsNothing: Rule = {
  id: 'networkpolicy-selects-nothing',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'hint', 'kube-score': 'warning' },
  summary: text('NetworkPolicy that selects no pod', '选不到 Pod 的 NetworkPolicy'),
  why: text('the policy guards nothing', '该策略不保护任何 Pod'),
  remedy: text('align the selector with the labels of the pod template', '使选择器与 Pod 模板的标签一致'),
  peers: {
    'kube-linter': ['dangling-networkpolicy'],
    'kube-score': ['networkpolicy-targets-pod'],
    kubevious: ['network-policy-pod-selector-ref'],
  },
  bad: `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: wed } }
# ^^^^^^^^^^^
  policyTypes: [Ingress]
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
  const selector = object(object(resource.object['spec'])['podSelector']);
  if (Object.keys(selector).length === 0) return;
  const { pods, known } = selected(workspace, resource, selector);
  if (!known || pods.length > 0) return;
  const fix = alignment(workspace, resource, ['spec', 'podSelector', 'matchLabels'], object(selector['matchLabels']));
  yield {
    path: ['spec', 'podSelector'],
    ...(fix ? { fix } : {}),
    message: text(
      'the selector selects no pod of this workspace, so the policy guards nothing; align it with the labels of the pod template',
      '选择器选不到此工作区中的任何 Pod，该策略不保护任何 Pod；请与 Pod 模板的标签保持一致',
    ),
  };
}
