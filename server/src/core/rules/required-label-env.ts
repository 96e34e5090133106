// Deployment without the label "env".
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const requiredLabelEnv: Rule = {
  id: 'required-label-env',
  level: 'off',
  summary: text('Deployment without the label "env"', '没有 "env" 标签的 Deployment'),
  why: text('nobody can tell to which environment it belongs', '无法判断它属于哪个环境'),
  remedy: text('add the label "env"', '添加 "env" 标签'),
  peers: { datree: ['DEPLOYMENT_MISSING_LABEL_ENV_VALUE'] },
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
#^^^^^^^
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
  good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: { env: production }
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

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'Deployment') return;
  if (object(object(resource.object['metadata'])['labels'])['env'] !== undefined) return;
  yield {
    path: ['metadata', 'labels', 'env'],
    message: text(
      'the label "env" is missing, so nobody can tell to which environment this belongs; add it',
      '缺少 "env" 标签，无法判断它属于哪个环境；请添加',
    ),
  };
}
