// Container that keeps the runtime’s default capabilities.
import { text } from '../text.ts';
import { containersOf, object, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const keptCapabilities: Rule = {
  id: 'kept-capabilities',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('container that keeps the runtime’s default capabilities', '容器保留运行时默认的 capabilities'),
  why: text('NET_RAW among them lets it forge packets to its neighbours', '其中的 NET_RAW 可伪造发往邻居的数据包'),
  remedy: text('drop ALL, and add what it needs', '去除 ALL，再添加所需的'),
  peers: {
    'kube-linter': ['drop-net-raw-capability'],
    polaris: ['insecureCapabilities'],
    datree: ['CONTAINERS_INVALID_CAPABILITIES_VALUE', 'CIS_MISSING_VALUE_DROP_NET_RAW'],
    monokle: ['KBP103', 'KSV003'],
  },
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
      securityContext: { capabilities: { drop: [ALL] } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of containersOf(target)) {
    const dropped = strings(object(object(container['securityContext'])['capabilities'])['drop']);
    if (dropped.some((capability) => /^(ALL|NET_RAW)$/i.test(capability))) continue;
    yield {
      path: [...path, 'name'],
      message: text(
        `container "${name}" keeps the default capabilities, NET_RAW among them; drop ALL and add what it needs`,
        `容器 "${name}" 保留了默认 capabilities（含 NET_RAW）；请 drop ALL，再添加所需的`,
      ),
      fix: {
        title: text('Drop all capabilities', '去除全部 capabilities'),
        changes: [{ set: [...path, 'securityContext', 'capabilities', 'drop'], to: ['ALL'] }],
      },
    };
  }
}
