// Secret handed over as an environment variable.
import { text } from '../text.ts';
import { containersOf, items, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const readSecretFromEnv: Rule = {
  id: 'read-secret-from-env',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('secret handed over as an environment variable', '机密以环境变量传递'),
  why: text('crash reports and child processes see the environment', '崩溃报告与子进程都能看到环境变量'),
  remedy: text('mount the Secret as a file', '将 Secret 挂载为文件'),
  peers: {
    'kube-linter': ['read-secret-from-env-var'],
    datree: ['CIS_INVALID_KEY_SECRETKEYREF_SECRETREF'],
    monokle: ['KBP112'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env: [{ name: KEY, valueFrom: { secretKeyRef: { name: db, key: k } } }]
#                                     ^^^^^^^^^^^^
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{ name: db, secret: { secretName: db } }]
  containers:
    - name: web
      image: nginx:1.29
      volumeMounts: [{ name: db, mountPath: /secrets, readOnly: true }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    for (const [index, variable] of items(container['env']).entries()) {
      if (object(variable['valueFrom'])['secretKeyRef'] === undefined) continue;
      yield {
        path: [...path, 'env', index, 'valueFrom', 'secretKeyRef'],
        onKey: true,
        message: text(
          `variable "${String(variable['name'])}" shows a secret to every child process and crash report; mount the Secret as a file`,
          `变量 "${String(variable['name'])}" 会让子进程与崩溃报告看到机密；请将 Secret 挂载为文件`,
        ),
      };
    }
  }
}
