// Pods that no NetworkPolicy guards.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { labelSelectorMatches } from './selection.ts';
import { mayShareNamespace } from './target.ts';

export const podWithoutNetworkPolicy: Rule = {
  id: 'pod-without-network-policy',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint', 'kube-score': 'warning' },
  summary: text('pods that no NetworkPolicy guards', '没有 NetworkPolicy 保护的 Pod'),
  why: text('every pod of the cluster may connect to them', '集群中任何 Pod 都可连接它们'),
  remedy: text('add a NetworkPolicy that selects them', '添加选中它们的 NetworkPolicy'),
  peers: {
    'kube-linter': ['non-isolated-pod'],
    'kube-score': ['pod-networkpolicy'],
    polaris: ['missingNetworkPolicy'],
  },
  bad: `
apiVersion: v1
kind: Pod
#     ^^^
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
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
`,
  check,
};

function* check({ resource, pod, workspace }: Target): Iterable<Complaint> {
  if (!pod) return;
  const guarded = workspace.ofKind('NetworkPolicy').some((policy) => {
    const selector = object(object(policy.object['spec'])['podSelector']);
    return mayShareNamespace(policy, resource) && labelSelectorMatches(selector, pod.labels);
  });
  if (guarded) return;
  yield {
    path: ['kind'],
    message: text(
      'no NetworkPolicy of this workspace guards these pods, so every pod may connect to them; add one',
      '工作区中没有 NetworkPolicy 保护这些 Pod，任何 Pod 都可连接；请添加',
    ),
  };
}
