// Pod that mounts a sensitive folder of the node.
import { text } from '../text.ts';
import { items, object, specPath, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const sensitiveHostPath: Rule = {
  id: 'sensitive-host-path',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'pss-baseline': 'off', 'pss-restricted': 'off' },
  summary: text('pod that mounts a sensitive folder of the node', 'Pod 挂载了节点的敏感目录'),
  why: text('it can read the node’s secrets or change its programs', '它可以读取节点机密或更改程序'),
  remedy: text('mount only what is needed, or use another kind of volume', '只挂载所需内容，或使用其他类型的卷'),
  peers: { 'kube-linter': ['sensitive-host-mounts'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{ name: v, hostPath: { path: /etc } }]
#                                        ^^^^
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
  volumes: [{ name: v, emptyDir: {} }]
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!target.pod) return;
  for (const [index, volume] of items(target.pod.spec['volumes']).entries()) {
    const path = string(object(volume['hostPath'])['path']);
    if (path === undefined || !isSensitive(path)) continue;
    yield {
      path: [...specPath(target.pod), 'volumes', index, 'hostPath', 'path'],
      message: text(
        `volume mounts "${path}" of the node, where its secrets and programs are; mount only what is needed`,
        `该卷挂载了节点的 "${path}"，其中有机密与程序；请只挂载所需内容`,
      ),
    };
  }
}

const sensitive = ['/', '/boot', '/dev', '/etc', '/lib', '/proc', '/root', '/sys', '/usr', '/var/lib/kubelet'];

/** The folder itself or what contains it; a folder below it may be harmless, but not below the system’s own. */
function isSensitive(path: string): boolean {
  const folder = path.length > 1 ? path.replace(/\/+$/, '') : path;
  return sensitive.some((at) => folder === at || (at !== '/' && folder.startsWith(`${at}/`)));
}
