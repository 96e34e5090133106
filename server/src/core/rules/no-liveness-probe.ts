// Container without a liveness probe.
import { text } from '../text.ts';
import { containersOf } from './containers.ts';
import { portProbe } from './probeFix.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const noLivenessProbe: Rule = {
  id: 'no-liveness-probe',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('container without a liveness probe', '容器没有存活探针'),
  why: text('a container that hangs is never restarted', '挂起的容器永远不会被重启'),
  remedy: text('add a livenessProbe', '添加 livenessProbe'),
  peers: {
    'kube-linter': ['no-liveness-probe'],
    polaris: ['livenessProbeMissing'],
    datree: ['CONTAINERS_MISSING_LIVENESSPROBE_KEY'],
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
      livenessProbe: { httpGet: { path: /, port: 80 } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!servesForLong(target)) return;
  for (const { container, name, path, role } of containersOf(target)) {
    if (role !== 'container' || container['livenessProbe'] !== undefined) continue;
    const fix = portProbe(container, path, 'livenessProbe');
    yield {
      path: [...path, 'name'],
      ...(fix ? { fix } : {}),
      message: text(
        `container "${name}" has no livenessProbe: a container that hangs is never restarted; add one`,
        `容器 "${name}" 没有 livenessProbe：挂起的容器永远不会被重启；请添加`,
      ),
    };
  }
}

/** Jobs end by themselves: nobody waits for them to be ready. */
function servesForLong(target: Target): boolean {
  return target.pod !== undefined && (target.pod.spec['restartPolicy'] ?? 'Always') === 'Always';
}
