// Service whose selector selects no pod.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { alignment, nearestLabels, selectedByMap } from './selection.ts';

export const serviceSelectsNothing: Rule = {
  id: 'service-selects-nothing',
  level: 'warning',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'kube-score': 'warning' },
  summary: text('Service whose selector selects no pod', '选择器选不到 Pod 的 Service'),
  why: text('requests to it are refused', '发往它的请求会被拒绝'),
  remedy: text('align the selector with the labels of the pod template', '使选择器与 Pod 模板的标签一致'),
  peers: {
    'kube-linter': ['dangling-service'],
    'kube-score': ['service-targets-pod'],
    kubevious: ['service-selector-ref'],
  },
  bad: `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: wed }
# ^^^^^^^^
  ports:
    - port: 80
      targetPort: http
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{ name: http, containerPort: 8080 }]
`,
  good: `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - port: 80
      targetPort: http
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{ name: http, containerPort: 8080 }]
`,
  check,
};

function* check({ resource, workspace }: Target): Iterable<Complaint> {
  if (resource.kind !== 'Service') return;
  const spec = object(resource.object['spec']);
  const selector = object(spec['selector']);
  if (Object.keys(selector).length === 0 || spec['type'] === 'ExternalName') return;
  if (selector['statefulset.kubernetes.io/pod-name'] !== undefined) return;
  const { pods, known } = selectedByMap(workspace, resource, selector);
  if (!known || pods.length > 0) return;
  const nearest = nearestLabels(workspace, resource, selector);
  const fix = alignment(workspace, resource, ['spec', 'selector'], selector);
  yield {
    path: ['spec', 'selector'],
    ...(nearest === undefined ? { atMost: 'hint' } : {}),
    ...(fix ? { fix } : {}),
    message: text(
      `the selector selects no pod of this workspace, so requests would be refused${nearest ? `; ${nearest}` : ''}`,
      `选择器选不到此工作区中的任何 Pod，请求会被拒绝${nearest ? `；${nearest}` : ''}`,
    ),
  };
}
