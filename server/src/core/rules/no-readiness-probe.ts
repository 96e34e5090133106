// Container without a readiness probe.
import { text } from '../text.ts';
import { containersOf } from './containers.ts';
import { portProbe } from './probeFix.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const noReadinessProbe: Rule = {
  id: 'no-readiness-probe',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('container without a readiness probe', '容器没有就绪探针'),
  why: text('a Service sends it requests before it can answer', 'Service 会在它能应答之前就转发请求'),
  remedy: text('add a readinessProbe', '添加 readinessProbe'),
  peers: {
    'kube-linter': ['no-readiness-probe'],
    polaris: ['readinessProbeMissing'],
    datree: ['CONTAINERS_MISSING_READINESSPROBE_KEY'],
  },
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
      ports: [{ containerPort: 80 }]
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
      ports: [{ containerPort: 80 }]
      readinessProbe: { httpGet: { path: /, port: 80 } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!servesForLong(target)) return;
  for (const { container, name, path, role } of containersOf(target)) {
    if (role !== 'container' || container['readinessProbe'] !== undefined) continue;
    const fix = portProbe(container, path, 'readinessProbe');
    yield {
      path: [...path, 'name'],
      ...(fix ? { fix } : {}),
      message: text(
        `container "${name}" has no readinessProbe: a Service sends it requests before it can answer; add one`,
        `容器 "${name}" 没有 readinessProbe：Service 会在它能应答之前就转发请求；请添加`,
      ),
    };
  }
}

/** Jobs end by themselves: nobody waits for them to be ready. */
function servesForLong(target: Target): boolean {
  return target.pod !== undefined && (target.pod.spec['restartPolicy'] ?? 'Always') === 'Always';
}
