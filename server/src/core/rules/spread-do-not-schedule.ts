// Topology spread that may leave pods pending.
import { text } from '../text.ts';
import { items, specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const spreadDoNotSchedule: Rule = {
  id: 'spread-do-not-schedule',
  level: 'off',
  summary: text('topology spread that may leave pods pending', '可能使 Pod 一直 Pending 的拓扑分布'),
  why: text(
    'where the skew cannot be kept, new pods are not scheduled at all',
    '无法保持偏差时，新 Pod 完全不会被调度',
  ),
  remedy: text('use ScheduleAnyway', '使用 ScheduleAnyway'),
  peers: { datree: ['EKS_INVALID_VALUE_DONOOTSCHEDULE'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: DoNotSchedule
#                        ^^^^^^^^^^^^^
      labelSelector: {}
  containers:
    - name: web
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector: {}
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check({ pod }: Target): Iterable<Complaint> {
  if (!pod) return;
  for (const [index, constraint] of items(pod.spec['topologySpreadConstraints']).entries()) {
    if (constraint['whenUnsatisfiable'] !== 'DoNotSchedule') continue;
    const path = [...specPath(pod), 'topologySpreadConstraints', index, 'whenUnsatisfiable'];
    yield {
      path,
      message: text(
        'where the skew cannot be kept, new pods stay pending; use "ScheduleAnyway" if they shall rather run',
        '无法保持偏差时，新 Pod 会一直 Pending；若希望先运行，请使用 "ScheduleAnyway"',
      ),
      fix: {
        title: text('Set whenUnsatisfiable: ScheduleAnyway', '设置 whenUnsatisfiable: ScheduleAnyway'),
        changes: [{ set: path, to: 'ScheduleAnyway' }],
      },
    };
  }
}
