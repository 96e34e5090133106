// Image that a node may take from its own cache.
import { text } from '../text.ts';
import { containersOf, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const imagePullPolicy: Rule = {
  id: 'image-pull-policy',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('image that a node may take from its own cache', '镜像可能来自节点缓存'),
  why: text(
    'a cached image is used without asking the registry whether this pod may have it',
    '使用缓存镜像时不会向仓库核实该 Pod 是否有权使用',
  ),
  remedy: text('set imagePullPolicy: Always', '设置 imagePullPolicy: Always'),
  peers: { 'kube-score': ['container-image-pull-policy'], polaris: ['pullPolicyNotAlways'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      imagePullPolicy: IfNotPresent
#                      ^^^^^^^^^^^^
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
      imagePullPolicy: Always
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of containersOf(target)) {
    const policy = container['imagePullPolicy'] ?? defaultPolicy(string(container['image']) ?? '');
    if (policy === 'Always') continue;
    yield {
      path: [...path, 'imagePullPolicy'],
      message: text(
        `container "${name}" may start from an image cached on the node; set imagePullPolicy to Always so that the registry decides who may have it`,
        `容器 "${name}" 可能使用节点缓存的镜像启动；将 imagePullPolicy 设为 Always，由仓库决定谁可以使用`,
      ),
      fix: {
        title: text('Set imagePullPolicy: Always', '设置 imagePullPolicy: Always'),
        changes: [{ set: [...path, 'imagePullPolicy'], to: 'Always' }],
      },
    };
  }
}

/** pkg/apis/core/v1/defaults.go, SetDefaults_Container (v1.36): images without a fixed tag are asked for each time. */
function defaultPolicy(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  return !name.includes('@') && /^[^:]*(:latest)?$/.test(name) ? 'Always' : 'IfNotPresent';
}
