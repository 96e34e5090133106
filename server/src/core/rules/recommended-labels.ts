// Object without the labels that Kubernetes recommends.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const recommendedLabels: Rule = {
  id: 'recommended-labels',
  level: 'off',
  summary: text('object without the labels that Kubernetes recommends', '缺少 Kubernetes 推荐标签的对象'),
  why: text('tools that show or group by them cannot find it', '按这些标签展示或分组的工具找不到它'),
  remedy: text('add the app.kubernetes.io labels', '添加 app.kubernetes.io 标签'),
  peers: { monokle: ['MTD-recommended-labels'] },
  bad: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels:
# ^^^^^^
    app.kubernetes.io/name: web
`,
  good: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
    app.kubernetes.io/instance: web
    app.kubernetes.io/version: "1"
    app.kubernetes.io/component: front
    app.kubernetes.io/part-of: shop
    app.kubernetes.io/managed-by: kustomize
`,
  check,
};

const recommended = ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map(
  (name) => `app.kubernetes.io/${name}`,
);

function* check({ resource }: Target): Iterable<Complaint> {
  const labels = object(object(resource.object['metadata'])['labels']);
  const missing = recommended.filter((name) => labels[name] === undefined);
  if (missing.length === 0) return;
  yield {
    path: ['metadata', 'labels'],
    onKey: true,
    message: text(
      `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing, so tools that group by them cannot find this; add them`,
      `缺少 ${missing.join('、')}，按这些标签分组的工具找不到它；请添加`,
    ),
  };
}
