// Container without a security context.
import { text } from '../text.ts';
import { containersOf } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const noSecurityContext: Rule = {
  id: 'no-security-context',
  level: 'off',
  summary: text('container without a security context', '没有安全上下文的容器'),
  why: text('it then has every right that the runtime gives by default', '它拥有运行时默认给予的全部权限'),
  remedy: text('set securityContext in the container or the pod', '在容器或 Pod 上设置 securityContext'),
  peers: { datree: ['CIS_MISSING_KEY_SECURITYCONTEXT'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
#           ^^^
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: { runAsNonRoot: true }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.pod?.spec['securityContext'] !== undefined) return;
  for (const { container, name, path } of containersOf(target)) {
    if (container['securityContext'] !== undefined) continue;
    yield {
      path: [...path, 'name'],
      message: text(
        `container "${name}" has no securityContext, so it has every right that the runtime gives by default; set one`,
        `容器 "${name}" 没有 securityContext，拥有运行时默认给予的全部权限；请设置`,
      ),
      fix: {
        title: text('Add a securityContext', '添加 securityContext'),
        changes: [{ set: [...path, 'securityContext'], to: { allowPrivilegeEscalation: false, runAsNonRoot: true } }],
      },
    };
  }
}
