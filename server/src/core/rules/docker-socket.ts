// Pod with the container runtime’s socket.
import { text } from '../text.ts';
import { items, object, specPath, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const dockerSocket: Rule = {
  id: 'docker-socket',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('pod with the container runtime’s socket', 'Pod 挂载了容器运行时套接字'),
  why: text('who may speak to the runtime is root on the node', '能访问运行时即拥有节点 root'),
  remedy: text(
    'build images elsewhere, or use a builder that needs no socket',
    '在别处构建镜像，或使用无需套接字的构建器',
  ),
  peers: {
    'kube-linter': ['docker-sock'],
    datree: ['CONTAINERS_INCORRECT_PATH_VALUE_DOCKERSOCKET'],
    monokle: ['KBP101', 'KSV006'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{ name: v, hostPath: { path: /var/run/docker.sock } }]
#                                        ^^^^^^^^^^^^^^^^^^^^
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
    if (path === undefined || !/\/(docker|containerd|crio)\.sock$/.test(path)) continue;
    yield {
      path: [...specPath(target.pod), 'volumes', index, 'hostPath', 'path'],
      message: text(
        `volume gives the pod "${path}", and with it root on the node; use a builder that needs no socket`,
        `该卷将 "${path}" 交给 Pod，即等于节点 root；请使用无需套接字的构建器`,
      ),
    };
  }
}
