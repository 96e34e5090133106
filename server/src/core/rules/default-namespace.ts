// Object in the namespace "default".
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const defaultNamespace: Rule = {
  id: 'default-namespace',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('object in the namespace "default"', '对象位于 "default" 命名空间'),
  why: text(
    'all that nobody sorted lands there, and shares its rights and quotas',
    '未整理的对象都在那里，共享权限与配额',
  ),
  remedy: text('name a namespace', '写明命名空间'),
  peers: { 'kube-linter': ['use-namespace'], datree: ['WORKLOAD_INCORRECT_NAMESPACE_VALUE_DEFAULT'] },
  bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  namespace: default
#            ^^^^^^^
`,
  good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  namespace: shop
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (object(target.resource.object['metadata'])['namespace'] !== 'default') return;
  yield {
    path: ['metadata', 'namespace'],
    message: text(
      'the namespace "default" is shared by all that nobody sorted; name another',
      '"default" 命名空间由所有未整理的对象共享；请使用其他命名空间',
    ),
  };
}
