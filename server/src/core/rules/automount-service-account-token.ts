// Pod that gets a token for the API server.
import { text } from '../text.ts';
import { specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { byName, mayShareNamespace } from './target.ts';

export const automountServiceAccountToken: Rule = {
  id: 'automount-service-account-token',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('pod that gets a token for the API server', 'Pod 会得到 API server 令牌'),
  why: text('what breaks in can ask the API server in the pod’s name', '入侵者可以 Pod 的身份访问 API server'),
  remedy: text(
    'set automountServiceAccountToken: false where the pod does not need it',
    '若不需要，设置 automountServiceAccountToken: false',
  ),
  peers: {
    polaris: ['automountServiceAccountToken'],
    datree: ['SRVACC_INCORRECT_AUTOMOUNTSERVICEACCOUNTTOKEN_VALUE', 'CIS_INVALID_VALUE_AUTOMOUNTSERVICEACCOUNTTOKEN'],
    monokle: ['KBP106'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  automountServiceAccountToken: true
#                               ^^^^
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
  automountServiceAccountToken: false
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!target.pod) return;
  const own = target.pod.spec['automountServiceAccountToken'];
  if (own === false || (own === undefined && accountRefuses(target))) return;
  const path = [...specPath(target.pod), 'automountServiceAccountToken'];
  yield {
    path,
    message: text(
      'the pod gets a token for the API server; set automountServiceAccountToken to false unless it needs one',
      'Pod 会得到 API server 令牌；若不需要，请将 automountServiceAccountToken 设为 false',
    ),
    fix: {
      title: text('Set automountServiceAccountToken: false', '设置 automountServiceAccountToken: false'),
      changes: [{ set: path, to: false }],
    },
  };
}

/** The account's word counts where the pod has none: plugin/pkg/admission/serviceaccount (v1.36). */
function accountRefuses({ resource, pod, workspace }: Target): boolean {
  const name = pod?.spec['serviceAccountName'] ?? 'default';
  return workspace
    .ofKindWith('ServiceAccount', byName, String(name))
    .some(
      (account) => mayShareNamespace(account, resource) && account.object['automountServiceAccountToken'] === false,
    );
}
