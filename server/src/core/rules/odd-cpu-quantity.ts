// A cpu quantity with a unit of bytes, which decodes and asks for millions of cores.
import { parseQuantity, quantityNumber } from '../kubernetes/quantity.ts';
import { text } from '../text.ts';
import { containersOf, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

/** No machine that Kubernetes runs on has as many. */
const mostCores = 1024;

export const oddCpuQuantity: Rule = {
  id: 'odd-cpu-quantity',
  level: 'warning',
  summary: text('cpu in a unit of bytes', 'CPU 使用了字节单位'),
  why: text(
    'the API server takes it, and no node has as many cores, so the pod never runs',
    'API server 会接受，但没有节点有这么多核，Pod 永远无法运行',
  ),
  remedy: text('write cores, such as 0.1, or millicores, such as 100m', '请写核数，如 0.1，或毫核，如 100m'),
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      resources:
        limits: { cpu: 100Mi }
#                      ^^^^^
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
      resources:
        limits: { cpu: 100m }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const at of containersOf(target)) {
    for (const side of ['limits', 'requests']) {
      const cpu = object(object(at.container['resources'])[side])['cpu'];
      const parsed = parseQuantity(String(cpu ?? ''));
      if ('error' in parsed || quantityNumber(parsed.quantity) < mostCores) continue;
      const meant = /^(\d+)[KMGT]i?$/.exec(String(cpu))?.[1];
      const path = [...at.path, 'resources', side, 'cpu'];
      yield {
        path,
        message: text(
          `"${String(cpu)}" of cpu are ${quantityNumber(parsed.quantity)} cores, and no node has as many; ${meant ? `did you mean "${meant}m"?` : 'write cores or millicores'}`,
          `CPU "${String(cpu)}" 等于 ${quantityNumber(parsed.quantity)} 个核，没有节点有这么多；${meant ? `是否想写 "${meant}m"？` : '请写核数或毫核'}`,
        ),
        ...(meant
          ? {
              fix: {
                title: text(`Change to ${meant}m`, `改为 ${meant}m`),
                changes: [{ set: path, to: `${meant}m` }],
              },
            }
          : {}),
      };
    }
  }
}
