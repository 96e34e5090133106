// Workload whose instance label is not its name.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const instanceLabelMismatch: Rule = {
  id: 'instance-label-mismatch',
  level: 'off',
  summary: text('workload whose instance label is not its name', 'instance 标签与名称不一致的工作负载'),
  why: text(
    'tools that group by app.kubernetes.io/instance then miss it',
    '按 app.kubernetes.io/instance 分组的工具会漏掉它',
  ),
  remedy: text('set the label to the name', '将标签设为名称'),
  peers: { polaris: ['metadataAndInstanceMismatched'] },
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/instance: shop
#                               ^^^^
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
  labels:
    app.kubernetes.io/instance: web
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

const label = 'app.kubernetes.io/instance';

function* check({ resource, pod }: Target): Iterable<Complaint> {
  if (!pod || resource.name === '') return;
  const labels = object(object(resource.object['metadata'])['labels']);
  if (labels[label] === resource.name) return;
  const path = ['metadata', 'labels', label];
  yield {
    path,
    message: text(
      `the label "${label}" is not "${resource.name}", so tools that group by it miss this workload; set it to the name`,
      `标签 "${label}" 不是 "${resource.name}"，按它分组的工具会漏掉此工作负载；请设为名称`,
    ),
    fix: {
      title: text(`Set the label to "${resource.name}"`, `将标签设为 "${resource.name}"`),
      changes: [{ set: path, to: resource.name }],
    },
  };
}
