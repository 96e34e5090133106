// Pod that the namespace of the same workspace refuses by its Pod Security labels.
import { enforcedBy, violationsOf } from '../apiserver/admission/podSecurity.ts';
import { draftOf } from '../apiserver/draft.ts';
import { text } from '../text.ts';
import { placedComplaint, podLike } from './podSecurity.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { byName } from './target.ts';

export const podSecurityAdmission: Rule = {
  id: 'pod-security-admission',
  level: 'error',
  profiles: { strict: 'error', 'pss-baseline': 'error', 'pss-restricted': 'error' },
  summary: text('pod that its namespace refuses', '所在命名空间会拒绝的 Pod'),
  why: text(
    'the API server refuses the pod, and a workload’s pods are never made',
    'API server 会拒绝该 Pod，工作负载的 Pod 永远无法创建',
  ),
  remedy: text(
    'make the pod keep the level, or change the namespace’s pod-security.kubernetes.io labels',
    '让 Pod 符合该级别，或修改命名空间的 pod-security.kubernetes.io 标签',
  ),
  peers: { 'pod-security': ['enforce'] },
  bad: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  hostNetwork: true
#              ^^^^
  containers:
    - name: web
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  const { resource, pod, workspace } = target;
  if (!pod || resource.namespace === '') return;
  const namespaces = workspace.ofKindWith('Namespace', byName, resource.namespace);
  const [namespace] = namespaces;
  if (!namespace || namespaces.length > 1) return;
  const enforced = enforcedBy(draftOf(namespace.object));
  const said = `"${enforced.level}:${enforced.version}"`;
  for (const { id, reason, detail, at } of violationsOf(enforced, podLike(target))) {
    for (const place of at) {
      const message = text(
        `violates PodSecurity ${said}: ${reason} (${detail}); namespace "${namespace.name}" enforces it, so the pod is refused`,
        `violates PodSecurity ${said}: ${reason} (${detail})；命名空间 "${namespace.name}" 强制执行该级别，Pod 会被拒绝`,
      );
      // The server takes the workload itself, and refuses its pods later (pod-security-admission/admission, v1.36).
      const level = resource.kind === 'Pod' ? {} : ({ atMost: 'warning' } as const);
      yield { ...placedComplaint(target, id, place, message), ...level };
    }
  }
}
