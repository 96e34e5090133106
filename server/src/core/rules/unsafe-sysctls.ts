// Sysctl that the kubelet refuses unless it is told otherwise.
import { text } from '../text.ts';
import { items, object, specPath, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const unsafeSysctls: Rule = {
  id: 'unsafe-sysctls',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'pss-baseline': 'off', 'pss-restricted': 'off' },
  summary: text('sysctl that the kubelet refuses unless it is told otherwise', 'kubelet 默认拒绝的 sysctl'),
  why: text(
    'the pod ends with SysctlForbidden on a node that does not allow it',
    '在未允许的节点上，Pod 会以 SysctlForbidden 结束',
  ),
  remedy: text('use a safe sysctl, or allow this one on the nodes', '使用安全的 sysctl，或在节点上允许它'),
  peers: { 'kube-linter': ['unsafe-sysctls'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: { sysctls: [{ name: kernel.msgmax, value: "65536" }] }
#                                      ^^^^^^^^^^^^^
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
  securityContext: { sysctls: [{ name: net.ipv4.tcp_syncookies, value: "1" }] }
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

/** `pkg/kubelet/sysctl/safe_sysctls.go`, Kubernetes 1.36. */
const safe = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
]);

function* check(target: Target): Iterable<Complaint> {
  if (!target.pod) return;
  const sysctls = items(object(target.pod.spec['securityContext'])['sysctls']);
  for (const [index, sysctl] of sysctls.entries()) {
    const name = string(sysctl['name'])?.replaceAll('/', '.');
    if (name === undefined || safe.has(name)) continue;
    yield {
      path: [...specPath(target.pod), 'securityContext', 'sysctls', index, 'name'],
      message: text(
        `sysctl "${name}" is unsafe: the kubelet refuses the pod unless the node allows it; use a safe one or allow it there`,
        `sysctl "${name}" 不安全：除非节点允许，kubelet 会拒绝该 Pod；请使用安全的 sysctl 或在节点上允许`,
      ),
      fix: {
        title: text('Remove this sysctl', '去掉此 sysctl'),
        changes: [{ remove: [...specPath(target.pod), 'securityContext', 'sysctls', index] }],
      },
    };
  }
}
