// Pod that nobody looks after.
import { text } from '../text.ts';
import { items, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const barePod: Rule = {
  id: 'bare-pod',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('pod that nobody looks after', '无人看管的 Pod'),
  why: text('when its node is lost, it is gone', '节点丢失时它也随之消失'),
  remedy: text('make it a Deployment, a StatefulSet or a Job', '改用 Deployment、StatefulSet 或 Job'),
  peers: { datree: ['K8S_INCORRECT_KIND_VALUE_POD'] },
  bad: `
apiVersion: v1
kind: Pod
#     ^^^
metadata:
  name: web
spec:
  containers: [{ name: web, image: nginx:1.29 }]
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
  ownerReferences: [{ apiVersion: v1, kind: Node, name: n, uid: u }]
spec:
  containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  const { resource } = target;
  if (resource.kind !== 'Pod' || items(object(resource.object['metadata'])['ownerReferences']).length > 0) return;
  yield {
    path: ['kind'],
    message: text(
      'nobody makes this pod again when its node is lost; make it a Deployment, a StatefulSet or a Job',
      '节点丢失后没有控制器重建此 Pod；请改用 Deployment、StatefulSet 或 Job',
    ),
  };
}
