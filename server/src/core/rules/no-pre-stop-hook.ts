// Container without a preStop hook.
import { text } from '../text.ts';
import { longRunning, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const noPreStopHook: Rule = {
  id: 'no-pre-stop-hook',
  level: 'off',
  summary: text('container without a preStop hook', '没有 preStop 钩子的容器'),
  why: text('it gets its signal while requests are still sent to it', '在请求仍被转发过来时就会收到终止信号'),
  remedy: text('wait a little before stopping', '停止前稍作等待'),
  peers: { datree: ['CONTAINERS_MISSING_PRESTOP_KEY'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
#           ^^^
      image: nginx:1.29
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
      lifecycle: { preStop: { sleep: { seconds: 5 } } }
`,
  check,
};

/** The action `sleep` is on by default since this minor. */
const sleepSince = 30;

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    if (object(container['lifecycle'])['preStop'] !== undefined) continue;
    const hook = [...path, 'lifecycle', 'preStop'];
    yield {
      path: container['lifecycle'] === undefined ? [...path, 'name'] : hook,
      message: text(
        `container "${name}" has no preStop hook, so it is told to stop while requests are still sent to it; wait a little first`,
        `容器 "${name}" 没有 preStop 钩子，在请求仍被转发过来时就会被要求停止；请先稍作等待`,
      ),
      ...(target.workspace.kubernetesMinor >= sleepSince
        ? {
            fix: {
              title: text('Sleep for 5 seconds before stopping', '停止前等待 5 秒'),
              changes: [{ set: hook, to: { sleep: { seconds: 5 } } }],
            },
          }
        : {}),
    };
  }
}
