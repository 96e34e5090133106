// Pod Security Standards, baseline: a probe or hook that calls another host.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssProbeHosts = podSecurityRule({
  id: 'pss-probe-hosts',
  podSecurityCheck: 'hostProbesAndHostLifecycle',
  podSecurityLevel: 'baseline',
  summary: text('a probe or hook that calls another host', '探针或钩子调用了别的主机'),
  why: text(
    'the kubelet calls it from the node’s network, past every NetworkPolicy',
    'kubelet 从节点网络发起调用，绕过所有 NetworkPolicy',
  ),
  remedy: text('remove host: the pod’s own address is meant', '去掉 host，默认即为 Pod 自己的地址'),
  peers: { 'pod-security': ['hostProbesAndHostLifecycle'] },
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
        httpGet:
          host: 169.254.169.254
#               ^^^^^^^^^^^^^^^
          port: 80
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
        httpGet:
          port: 80
`,
});
