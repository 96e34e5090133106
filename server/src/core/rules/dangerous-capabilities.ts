// Container with a capability that is nearly root.
import { text } from '../text.ts';
import { containersOf, object, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const dangerousCapabilities: Rule = {
  id: 'dangerous-capabilities',
  level: 'hint',
  profiles: { strict: 'warning', 'pss-baseline': 'off', 'pss-restricted': 'off' },
  summary: text('container with a capability that is nearly root', '容器拥有近乎 root 的 capability'),
  why: text('with it a process can leave the container', '进程可借此逃逸容器'),
  remedy: text('find the narrow capability that is really needed', '找出真正需要的最小 capability'),
  peers: { polaris: ['dangerousCapabilities'], monokle: ['KBP100', 'KSV005'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: { capabilities: { add: [SYS_ADMIN] } }
#                                              ^^^^^^^^^
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
      securityContext: { capabilities: { add: [NET_BIND_SERVICE] } }
`,
  check,
};

const nearlyRoot = new Set([
  'ALL',
  'SYS_ADMIN',
  'NET_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'DAC_READ_SEARCH',
  'BPF',
]);

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of containersOf(target)) {
    const added = strings(object(object(container['securityContext'])['capabilities'])['add']);
    for (const [index, capability] of added.entries()) {
      if (!nearlyRoot.has(capability.toUpperCase().replace(/^CAP_/, ''))) continue;
      yield {
        path: [...path, 'securityContext', 'capabilities', 'add', index],
        message: text(
          `container "${name}" gets ${capability}, which is nearly root on the node; find the narrow capability that it needs`,
          `容器 "${name}" 获得 ${capability}，近乎节点 root；请找出所需的最小 capability`,
        ),
      };
    }
  }
}
