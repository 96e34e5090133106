// Service port that leads to no port of its pods.
import { didYouMean } from '../schema/didYouMean.ts';
import { text } from '../text.ts';
import { items, object, string } from './containers.ts';
import type { Complaint, PodTemplate, Rule, Target } from './rule.ts';
import { selectedByMap } from './selection.ts';

export const serviceTargetPort: Rule = {
  id: 'service-target-port',
  level: 'warning',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('Service port that leads to no port of its pods', 'Service 端口在 Pod 上没有对应端口'),
  why: text(
    'a name that no container has makes the Service leave the pod out',
    '容器没有的端口名会使 Service 略过该 Pod',
  ),
  remedy: text('use a port of the containers', '使用容器的端口'),
  peers: { 'kube-linter': ['invalid-target-ports'] },
  bad: `
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - port: 80
      targetPort: htpp
#                 ^^^^
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
  if (Object.keys(selector).length === 0) return;
  const { pods } = selectedByMap(workspace, resource, selector);
  if (pods.length === 0) return;
  for (const [index, port] of items(spec['ports']).entries()) {
    const wanted = port['targetPort'];
    if (typeof wanted !== 'string' || pods.some(({ pod }) => portNames(pod).includes(wanted))) continue;
    const known = [...new Set(pods.flatMap(({ pod }) => portNames(pod)))];
    const names = known.join(', ');
    const path = ['spec', 'ports', index, 'targetPort'];
    const meant = known.length === 1 ? known[0] : didYouMean(wanted, known)[0];
    yield {
      path,
      ...(meant === undefined
        ? {}
        : { fix: { title: text(`Change to "${meant}"`, `改为 "${meant}"`), changes: [{ set: path, to: meant }] } }),
      message: text(
        `no container of the selected pods names a port "${wanted}"${names ? `; they name ${names}` : ''}`,
        `所选 Pod 的容器没有名为 "${wanted}" 的端口${names ? `；现有：${names}` : ''}`,
      ),
    };
  }
}

/** Named ports of containers and sidecars. */
function portNames(pod: PodTemplate): string[] {
  const containers = [...items(pod.spec['containers']), ...items(pod.spec['initContainers'])];
  return containers.flatMap((container) => items(container['ports']).flatMap((port) => string(port['name']) ?? []));
}
