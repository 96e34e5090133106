// Probe that leaves its timing to the defaults.
import { isJsonObject } from '../apiserver/types.ts';
import { text } from '../text.ts';
import { containersOf } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const probeTimingsUnset: Rule = {
  id: 'probe-timings-unset',
  level: 'off',
  summary: text('probe that leaves its timing to the defaults', '时间参数使用默认值的探针'),
  why: text(
    'the defaults fit few applications: one second to answer, three failures, no delay',
    '默认值很少合适：一秒超时、三次失败、无延迟',
  ),
  remedy: text('write down the delay, period, timeout and thresholds', '写明延迟、周期、超时与阈值'),
  peers: {
    datree: [
      'CONTAINERS_INCORRECT_INITIALDELAYSECONDS_VALUE',
      'CONTAINERS_INCORRECT_PERIODSECONDS_VALUE',
      'CONTAINERS_INCORRECT_TIMEOUTSECONDS_VALUE',
      'CONTAINERS_INCORRECT_SUCCESSTHRESHOLD_VALUE',
      'CONTAINERS_INCORRECT_FAILURETHRESHOLD_VALUE',
    ],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      livenessProbe:
#     ^^^^^^^^^^^^^
        tcpSocket: { port: 80 }
        periodSeconds: 10
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      livenessProbe:
        tcpSocket: { port: 80 }
        initialDelaySeconds: 5
        periodSeconds: 10
        timeoutSeconds: 1
        successThreshold: 1
        failureThreshold: 3
`,
  check,
};

/** With what Kubernetes takes where they are not set: pkg/apis/core/v1/defaults.go (v1.36). */
const timings: Readonly<Record<string, number>> = {
  initialDelaySeconds: 0,
  periodSeconds: 10,
  timeoutSeconds: 1,
  successThreshold: 1,
  failureThreshold: 3,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    for (const name of ['livenessProbe', 'readinessProbe']) {
      const probe = container[name];
      if (!isJsonObject(probe)) continue;
      const unset = Object.keys(timings).filter((timing) => probe[timing] === undefined);
      if (unset.length === 0) continue;
      yield {
        path: [...path, name],
        onKey: true,
        message: text(
          `${name} leaves ${unset.join(', ')} to defaults that fit few applications; write them down`,
          `${name} 的 ${unset.join('、')} 使用了很少合适的默认值；请写明`,
        ),
        fix: {
          title: text('Write down the defaults', '写明默认值'),
          changes: unset.map((timing) => ({ set: [...path, name, timing], to: timings[timing] ?? 0 })),
        },
      };
    }
  }
}
