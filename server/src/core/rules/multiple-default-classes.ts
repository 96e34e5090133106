// More than one default class.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, RuleResource, Target } from './rule.ts';

export const multipleDefaultClasses: Rule = {
  id: 'multiple-default-classes',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('more than one default class', '默认类多于一个'),
  why: text('which one is taken is then up to chance or age', '取用哪一个取决于偶然或先后'),
  remedy: text('leave one default', '只保留一个默认'),
  peers: { kubevious: ['multiple-default-ingress-classes'] },
  bad: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: a
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
#                                                ^^^^^^
provisioner: x.example.com
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: b
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
#                                                ^^^^^^
provisioner: x.example.com
`,
  good: `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: a
  annotations:
    storageclass.kubernetes.io/is-default-class: "true"
provisioner: x.example.com
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'StorageClass' && target.resource.kind !== 'IngressClass') return;
  const { resource, workspace } = target;
  const key =
    resource.kind === 'StorageClass'
      ? 'storageclass.kubernetes.io/is-default-class'
      : 'ingressclass.kubernetes.io/is-default-class';
  const isDefault = (other: RuleResource) => object(object(other.object['metadata'])['annotations'])[key] === 'true';
  const others = workspace.ofKind(resource.kind).filter((other) => other.name !== resource.name && isDefault(other));
  if (!isDefault(resource) || others.length === 0) return;
  yield {
    path: ['metadata', 'annotations', key],
    message: text(
      `"${others.map((other) => other.name).join('", "')}" is a default too; leave one`,
      `"${others.map((other) => other.name).join('", "')}" 也是默认；请只保留一个`,
    ),
    fix: {
      title: text('Make this one no default', '取消其默认'),
      changes: [{ remove: ['metadata', 'annotations', key] }],
    },
  };
}
