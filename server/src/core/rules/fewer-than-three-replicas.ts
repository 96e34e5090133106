// Workload with fewer than three replicas.
import { text } from '../text.ts';
import { number, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const fewerThanThreeReplicas: Rule = {
  id: 'fewer-than-three-replicas',
  level: 'off',
  profiles: { 'kube-linter': 'hint' },
  summary: text('workload with fewer than three replicas', '副本少于三个的工作负载'),
  why: text(
    'while one is replaced, a second loss leaves it alone or gone',
    '在替换一个副本时，再失去一个就只剩一个或全无',
  ),
  remedy: text('run three or more', '运行三个或更多副本'),
  peers: { 'kube-linter': ['minimum-three-replicas'] },
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
#           ^
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

const scaled = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController', 'DeploymentConfig'];

function* check({ resource }: Target): Iterable<Complaint> {
  const replicas = number(object(resource.object['spec'])['replicas']);
  if (!scaled.includes(resource.kind) || replicas === undefined || replicas === 0 || replicas >= 3) return;
  const path = ['spec', 'replicas'];
  yield {
    path,
    message: text(
      `with replicas ${replicas} there is none to lose while one is replaced; run three or more`,
      `${replicas} 个副本在替换其一时经不起再失去一个；请运行三个或更多`,
    ),
    fix: { title: text('Set replicas: 3', '设置 replicas: 3'), changes: [{ set: path, to: 3 }] },
  };
}
