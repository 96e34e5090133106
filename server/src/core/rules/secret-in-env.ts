// Secret in plain text in the environment.
import { text } from '../text.ts';
import { containersOf, items, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { namesSecret } from './secretShapes.data.ts';

export const secretInEnv: Rule = {
  id: 'secret-in-env',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('secret in plain text in the environment', '环境变量中的明文机密'),
  why: text('who may read the manifest, or the pod, reads the secret', '能读取清单或 Pod 的人就能读到机密'),
  remedy: text('put it into a Secret and refer to it by secretKeyRef', '放入 Secret，并以 secretKeyRef 引用'),
  peers: { 'kube-linter': ['env-var-secret'], polaris: ['sensitiveContainerEnvVar'], monokle: ['KBP111'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env: [{ name: DB_PASSWORD, value: hunter2 }]
#                                       ^^^^^^^
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
      env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    for (const [index, variable] of items(container['env']).entries()) {
      const name = string(variable['name']) ?? '';
      const value = string(variable['value']);
      if (!value || !namesSecret(name) || value.includes('$(')) continue;
      yield {
        path: [...path, 'env', index, 'value'],
        message: text(
          `variable "${name}" holds a secret in plain text; put it into a Secret and refer to it by secretKeyRef`,
          `变量 "${name}" 含明文机密；请放入 Secret 并以 secretKeyRef 引用`,
        ),
      };
    }
  }
}
