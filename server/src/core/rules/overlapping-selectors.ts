// Two workloads that select the same pods.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { selected } from './selection.ts';

export const overlappingSelectors: Rule = {
  id: 'overlapping-selectors',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('two workloads that select the same pods', '两个工作负载选中相同的 Pod'),
  why: text('each counts and may delete the pods of the other', '各自都会计数并可能删除对方的 Pod'),
  remedy: text('give each a label of its own', '为各自添加独有的标签'),
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: a
spec:
  selector: { matchLabels: { app: web } }
# ^^^^^^^^
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: a, image: nginx:1.29 }]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: b
spec:
  selector: { matchLabels: { app: web } }
# ^^^^^^^^
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: b, image: nginx:1.29 }]
`,
  good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: a
spec:
  selector: { matchLabels: { app: a } }
  template:
    metadata: { labels: { app: a } }
    spec:
      containers: [{ name: a, image: nginx:1.29 }]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: b
spec:
  selector: { matchLabels: { app: b } }
  template:
    metadata: { labels: { app: b } }
    spec:
      containers: [{ name: b, image: nginx:1.29 }]
`,
  check,
};

function* check({ resource, pod, workspace }: Target): Iterable<Complaint> {
  const selector = object(object(resource.object['spec'])['selector']);
  if (!pod || Object.keys(object(selector['matchLabels'])).length === 0) return;
  const other = selected(workspace, resource, selector).pods.find(
    (near) =>
      near.resource.kind === resource.kind &&
      near.resource.name !== resource.name &&
      near.resource.namespace === resource.namespace,
  );
  if (!other) return;
  yield {
    path: ['spec', 'selector'],
    message: text(
      `the selector also selects the pods of ${other.resource.kind} "${other.resource.name}"; give each a label of its own`,
      `选择器也会选中 ${other.resource.kind} "${other.resource.name}" 的 Pod；请为各自添加独有的标签`,
    ),
  };
}
