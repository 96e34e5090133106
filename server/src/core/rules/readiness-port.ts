// Readiness probe of a port that the container does not name.
import { text } from '../text.ts';
import { unknownProbePorts } from './probePorts.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const readinessPort: Rule = {
  id: 'readiness-port',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('readiness probe of a port that the container does not name', '就绪探针使用了容器未声明的端口'),
  why: text(
    'a named port that does not exist makes the probe fail for ever; a number may be a slip',
    '不存在的端口名会使探针永远失败；端口号则可能是笔误',
  ),
  remedy: text('use a port of the list, or add it', '使用已声明的端口，或添加该端口'),
  peers: { 'kube-linter': ['readiness-port'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{ name: http, containerPort: 8080 }]
      readinessProbe: { tcpSocket: { port: 80 } }
#                                          ^^
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
      ports: [{ name: http, containerPort: 8080 }]
      readinessProbe: { tcpSocket: { port: http } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  yield* unknownProbePorts(target, 'readinessProbe');
}
