// Object without the annotation "email".
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const requiredAnnotationEmail: Rule = {
  id: 'required-annotation-email',
  level: 'off',
  profiles: { 'kube-linter': 'hint' },
  summary: text('object without the annotation "email"', '对象缺少注解 "email"'),
  why: text('nobody knows whom to ask about it', '无人知道该找谁'),
  remedy: text('add the annotation', '添加该注解'),
  peers: { 'kube-linter': ['required-annotation-email'], monokle: ['MTD-custom-annotations'] },
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
  annotations: { email: a@example.com }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (object(object(target.resource.object['metadata'])['annotations'])['email'] !== undefined) return;
  yield {
    path: ['metadata'],
    onKey: true,
    message: text(
      'the annotation "email" is missing, so nobody knows whom to ask; add it',
      '缺少注解 "email"，无人知道该找谁；请添加',
    ),
  };
}
