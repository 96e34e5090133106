// Container that nothing confines.

import type { JsonObject } from '../apiserver/types.ts';
import { text } from '../text.ts';
import { containersOf, object, string, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const noHardening: Rule = {
  id: 'no-hardening',
  level: 'off',
  summary: text('container that nothing confines', '没有任何约束的容器'),
  why: text(
    'neither seccomp, AppArmor, SELinux nor dropped capabilities stand between it and the node',
    'seccomp、AppArmor、SELinux、去除 capabilities 均未使用，容器与节点间没有屏障',
  ),
  remedy: text('set one of them, seccompProfile at least', '至少设置其一，如 seccompProfile'),
  peers: { polaris: ['linuxHardening'] },
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
      securityContext: { seccompProfile: { type: RuntimeDefault } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  const { pod } = target;
  if (!pod) return;
  const ofPod = object(pod.spec['securityContext']);
  for (const { container, name, path } of containersOf(target)) {
    const context = { ...ofPod, ...object(container['securityContext']) };
    const annotation = pod.annotations[`container.apparmor.security.beta.kubernetes.io/${name}`];
    if (isConfined(context) || dropsSome(context) || annotation !== undefined) continue;
    yield {
      path: [...path, 'name'],
      message: text(
        `nothing confines container "${name}": neither seccomp, AppArmor, SELinux nor dropped capabilities; set one of them`,
        `容器 "${name}" 没有任何约束：seccomp、AppArmor、SELinux、去除 capabilities 均未设置；请至少设置其一`,
      ),
      fix: {
        title: text('Set seccompProfile.type: RuntimeDefault', '设置 seccompProfile.type: RuntimeDefault'),
        changes: [{ set: [...path, 'securityContext', 'seccompProfile', 'type'], to: 'RuntimeDefault' }],
      },
    };
  }
}

function isConfined({ seccompProfile, appArmorProfile, seLinuxOptions }: JsonObject): boolean {
  const profiles = [seccompProfile, appArmorProfile].map((profile) => string(object(profile)['type']));
  const isProfiled = profiles.some((type) => type !== undefined && type !== 'Unconfined');
  return isProfiled || Object.keys(object(seLinuxOptions)).length > 0;
}

function dropsSome({ capabilities }: JsonObject): boolean {
  const { add, drop } = object(capabilities);
  return strings(drop).length > 0 && !strings(add).some((name) => name.toUpperCase() === 'ALL');
}
