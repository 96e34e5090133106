// Liveness and readiness probes that are the same.
import { text } from '../text.ts';
import { longRunning } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const identicalProbes: Rule = {
  id: 'identical-probes',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('liveness and readiness probes that are the same', '存活探针与就绪探针相同'),
  why: text(
    'a slow pod is then killed instead of being left out of the Service for a while',
    '响应慢的 Pod 会被杀死，而不是暂时移出 Service',
  ),
  remedy: text('let liveness ask less, or wait longer', '让存活探针检查得更少，或等待更久'),
  peers: { 'kube-score': ['pod-probes-identical'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      readinessProbe: { httpGet: { path: /, port: 80 } }
      livenessProbe: { httpGet: { path: /, port: 80 } }
#     ^^^^^^^^^^^^^
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
      readinessProbe: { httpGet: { path: /ready, port: 80 } }
      livenessProbe: { httpGet: { path: /alive, port: 80 } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    const liveness = container['livenessProbe'];
    if (liveness === undefined || JSON.stringify(liveness) !== JSON.stringify(container['readinessProbe'])) continue;
    yield {
      path: [...path, 'livenessProbe'],
      onKey: true,
      message: text(
        `container "${name}" has the same probe for liveness and readiness, so it is killed when it is only busy; let liveness ask less or wait longer`,
        `容器 "${name}" 的存活与就绪探针相同，繁忙时会被杀死；请让存活探针检查得更少或等待更久`,
      ),
    };
  }
}
