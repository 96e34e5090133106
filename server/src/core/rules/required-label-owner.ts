// Object without the label "owner".
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const requiredLabelOwner: Rule = {
  id: 'required-label-owner',
  level: 'off',
  profiles: { 'kube-linter': 'hint' },
  summary: text('object without the label "owner"', '对象缺少标签 "owner"'),
  why: text('nobody knows whom to ask about it', '无人知道该找谁'),
  remedy: text('add the label', '添加该标签'),
  peers: {
    'kube-linter': ['required-label-owner'],
    datree: ['WORKLOAD_MISSING_LABEL_OWNER_VALUE'],
    monokle: ['MTD-custom-labels'],
  },
  bad: `
apiVersion: v1
kind: ConfigMap
metadata:
#^^^^^^^
  name: a
`,
  good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  labels: { owner: shop }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (object(object(target.resource.object['metadata'])['labels'])['owner'] !== undefined) return;
  yield {
    path: ['metadata'],
    onKey: true,
    message: text(
      'the label "owner" is missing, so nobody knows whom to ask; add it',
      '缺少标签 "owner"，无人知道该找谁；请添加',
    ),
  };
}
