// Security context constraints that allow privileged containers.
import { text } from '../text.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const sccPrivilegedContainer: Rule = {
  id: 'scc-privileged-container',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text(
    'security context constraints that allow privileged containers',
    '允许特权容器的 SecurityContextConstraints',
  ),
  why: text('whoever may use them is root on the nodes', '能使用它的人等同于节点 root'),
  remedy: text('set allowPrivilegedContainer: false', '设置 allowPrivilegedContainer: false'),
  peers: { 'kube-linter': ['scc-deny-privileged-container'] },
  bad: `
apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata: { name: wide }
allowPrivilegedContainer: true
#                         ^^^^
`,
  good: `
apiVersion: security.openshift.io/v1
kind: SecurityContextConstraints
metadata: { name: narrow }
allowPrivilegedContainer: false
`,
  check,
};

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'SecurityContextConstraints' || resource.object['allowPrivilegedContainer'] !== true) return;
  const path = ['allowPrivilegedContainer'];
  yield {
    path,
    message: text(
      'these constraints let pods run privileged containers, which are root on the node; set it to false',
      '这些约束允许 Pod 运行特权容器，等同于节点 root；请设为 false',
    ),
    fix: {
      title: text('Set allowPrivilegedContainer: false', '设置 allowPrivilegedContainer: false'),
      changes: [{ set: path, to: false }],
    },
  };
}
