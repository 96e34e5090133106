// PodDisruptionBudget that selects no pod.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { alignment, selected } from './selection.ts';

export const pdbSelectsNothing: Rule = {
  id: 'pdb-selects-nothing',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('PodDisruptionBudget that selects no pod', '选不到 Pod 的 PodDisruptionBudget'),
  why: text('the budget protects nothing', '该预算保护不到任何 Pod'),
  remedy: text('align the selector with the labels of the pod template', '使选择器与 Pod 模板的标签一致'),
  bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: wed } }
# ^^^^^^^^
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
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
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
  if (resource.kind !== 'PodDisruptionBudget') return;
  const selector = object(object(resource.object['spec'])['selector']);
  if (Object.keys(selector).length === 0) return;
  const { pods, known } = selected(workspace, resource, selector);
  if (!known || pods.length > 0) return;
  const fix = alignment(workspace, resource, ['spec', 'selector', 'matchLabels'], object(selector['matchLabels']));
  yield {
    path: ['spec', 'selector'],
    ...(fix ? { fix } : {}),
    message: text(
      'the selector selects no pod of this workspace, so the budget protects nothing; align it with the labels of the pod template',
      '选择器选不到此工作区中的任何 Pod，该预算保护不到任何 Pod；请与 Pod 模板的标签保持一致',
    ),
  };
}
