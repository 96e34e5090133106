// ServiceAccount, the old name of serviceAccountName.
import { text } from '../text.ts';
import { specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const deprecatedServiceAccountField: Rule = {
  id: 'deprecated-service-account-field',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('serviceAccount, the old name of serviceAccountName', 'serviceAccount 是 serviceAccountName 的旧名'),
  why: text('the old name is kept only for old clients', '旧名仅为兼容旧客户端'),
  remedy: text('write serviceAccountName', '改写为 serviceAccountName'),
  peers: { 'kube-linter': ['deprecated-service-account-field'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccount: web
# ^^^^^^^^^^^^^^
  containers:
    - name: web
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!target.pod) return;
  const { serviceAccount, serviceAccountName } = target.pod.spec;
  if (typeof serviceAccount !== 'string' || serviceAccount === serviceAccountName) return;
  const path = specPath(target.pod);
  yield {
    path: [...path, 'serviceAccount'],
    onKey: true,
    message: text(
      'serviceAccount is the old name of serviceAccountName; write that',
      'serviceAccount 是旧名；请改写为 serviceAccountName',
    ),
    fix: {
      title: text('Write serviceAccountName', '改写为 serviceAccountName'),
      changes: [
        serviceAccountName === undefined
          ? { rename: [...path, 'serviceAccount'], to: 'serviceAccountName' }
          : { remove: [...path, 'serviceAccount'] },
      ],
      isSure: true,
    },
  };
}
