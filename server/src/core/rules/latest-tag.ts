// Image without a fixed version.
import { text } from '../text.ts';
import { containersOf, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const latestTag: Rule = {
  id: 'latest-tag',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'kube-score': 'warning' },
  summary: text('image without a fixed version', '镜像没有固定版本'),
  why: text(
    'two pods of one ReplicaSet may then run different code, and a rollback does not bring the old code back',
    '同一 ReplicaSet 的 Pod 可能运行不同的代码，回滚也无法恢复旧代码',
  ),
  remedy: text('name a version or a digest', '写明版本号或摘要'),
  peers: {
    'kube-linter': ['latest-tag'],
    'kube-score': ['container-image-tag'],
    polaris: ['tagNotSpecified'],
    datree: ['CONTAINERS_MISSING_IMAGE_VALUE_VERSION'],
    kubevious: ['container-latest-image'],
    monokle: ['KBP001', 'KBP116', 'KSV013'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:latest
#            ^^^^^^^^^^^^
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
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    const image = string(container['image']);
    if (!image || isFixed(image)) continue;
    yield {
      path: [...path, 'image'],
      message: text(
        `image "${image}" names no fixed version, so what runs may change without a change here; name a version or a digest`,
        `镜像 "${image}" 没有固定版本，运行的内容可能在清单不变时改变；请写明版本号或摘要`,
      ),
    };
  }
}

/** A digest, or a tag other than `latest`. A colon before the last slash is the registry's port. */
function isFixed(image: string): boolean {
  if (image.includes('@')) return true;
  const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1];
  return tag !== undefined && tag !== '' && tag !== 'latest';
}
