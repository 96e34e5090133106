// Replicas that may all land on one node.

import { isJsonObject, type JsonObject } from '../apiserver/types.ts';
import { text } from '../text.ts';
import { items, number, object, specPath, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { labelSelectorMatches } from './selection.ts';

export const noAntiAffinity: Rule = {
  id: 'no-anti-affinity',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'kube-score': 'warning' },
  summary: text('replicas that may all land on one node', '副本可能全部落在同一节点'),
  why: text('one lost node then takes the whole application', '失去一个节点就失去整个应用'),
  remedy: text(
    'add podAntiAffinity or topologySpreadConstraints on kubernetes.io/hostname',
    '添加 podAntiAffinity 或基于 kubernetes.io/hostname 的 topologySpreadConstraints',
  ),
  peers: {
    'kube-linter': ['no-anti-affinity'],
    'kube-score': ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
    datree: ['EKS_MISSING_KEY_TOPOLOGYKEY'],
  },
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
#           ^
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
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
    metadata: { labels: { app: web } }
    spec:
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway }]
      containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  const replicas = number(object(target.resource.object['spec'])['replicas']);
  if (!target.pod || replicas === undefined || replicas < 2) return;
  const { affinity, topologySpreadConstraints } = target.pod.spec;
  if (keepsApart(target, object(object(affinity)['podAntiAffinity'])) || items(topologySpreadConstraints).length > 0)
    return;
  const constraint = {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { ...target.pod.labels } },
  };
  yield {
    path: ['spec', 'replicas'],
    fix: {
      title: text('Spread the pods over nodes', '将 Pod 分布到各节点'),
      changes: [{ append: [...specPath(target.pod), 'topologySpreadConstraints'], item: constraint }],
    },
    message: text(
      `nothing keeps the ${replicas} replicas on different nodes, so one lost node may take them all; add podAntiAffinity or topologySpreadConstraints`,
      `没有规则让 ${replicas} 个副本分布在不同节点，失去一个节点可能失去全部；请添加 podAntiAffinity 或 topologySpreadConstraints`,
    ),
  };
}

/** Whether a term is about the pods of the template themselves, in their own namespace. */
function keepsApart({ pod, resource }: Target, antiAffinity: JsonObject): boolean {
  const required = items(antiAffinity['requiredDuringSchedulingIgnoredDuringExecution']);
  const preferred = items(antiAffinity['preferredDuringSchedulingIgnoredDuringExecution']);
  const terms = [...required, ...preferred.map((weighted) => object(weighted['podAffinityTerm']))];
  return terms.some(({ labelSelector, namespaces, namespaceSelector }) => {
    const named = strings(namespaces);
    const isNear = named.length === 0 || named.includes(resource.namespace) || namespaceSelector !== undefined;
    return isNear && isJsonObject(labelSelector) && labelSelectorMatches(labelSelector, pod?.labels ?? {});
  });
}
