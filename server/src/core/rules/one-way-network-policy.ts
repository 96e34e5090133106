// Pod that is guarded in one direction only.
import { text } from '../text.ts';
import { items, object, strings } from './containers.ts';
import type { Complaint, Rule, RuleResource, Target } from './rule.ts';
import { labelSelectorMatches } from './selection.ts';
import { mayShareNamespace } from './target.ts';

export const oneWayNetworkPolicy: Rule = {
  id: 'one-way-network-policy',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('pod that is guarded in one direction only', '只在一个方向受保护的 Pod'),
  why: text('what breaks in can still call out, or what is let in need not ask', '入侵者仍可外连，或任何人仍可连入'),
  remedy: text('write a NetworkPolicy for the other direction too', '也为另一方向编写 NetworkPolicy'),
  peers: { 'kube-score': ['pod-networkpolicy'], polaris: ['missingNetworkPolicy'] },
  bad: `
apiVersion: v1
kind: Pod
#     ^^^
metadata:
  name: web
  labels: { app: web }
spec:
  containers: [{ name: web, image: nginx:1.29 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress]
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers: [{ name: web, image: nginx:1.29 }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Ingress, Egress]
`,
  check,
};

/** Pods without any policy are told by pod-without-network-policy. */
function* check({ resource, pod, workspace }: Target): Iterable<Complaint> {
  if (!pod) return;
  const policies = workspace.ofKind('NetworkPolicy').filter((policy) => {
    const selector = object(object(policy.object['spec'])['podSelector']);
    return mayShareNamespace(policy, resource) && labelSelectorMatches(selector, pod.labels);
  });
  const guarded = new Set(policies.flatMap(directionsOf));
  const open = ['Ingress', 'Egress'].find((direction) => !guarded.has(direction));
  if (policies.length === 0 || open === undefined) return;
  yield {
    path: ['kind'],
    message: text(
      `no NetworkPolicy guards these pods for ${open}; write one for that direction too`,
      `没有 NetworkPolicy 在 ${open} 方向保护这些 Pod；请也为该方向编写`,
    ),
  };
}

/** Unset, a policy is about Ingress, and about Egress where it has rules for it: pkg/apis/networking/v1/defaults.go (v1.36). */
function directionsOf(policy: RuleResource): readonly string[] {
  const spec = object(policy.object['spec']);
  const types = strings(spec['policyTypes']);
  if (types.length > 0) return types;
  return items(spec['egress']).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}
