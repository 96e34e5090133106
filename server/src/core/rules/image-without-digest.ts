// Image that is not named by its digest.
import { text } from '../text.ts';
import { containersOf, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const imageWithoutDigest: Rule = {
  id: 'image-without-digest',
  level: 'off',
  summary: text('image that is not named by its digest', '未用摘要指定的镜像'),
  why: text('a tag may point to another image tomorrow', '标签明天可能指向另一个镜像'),
  remedy: text('add @sha256:… to the image', '在镜像后加 @sha256:…'),
  peers: { datree: ['CONTAINERS_MISSING_IMAGE_VALUE_DIGEST'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
#            ^^^^^^^^^^
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29@sha256:0000000000000000000000000000000000000000000000000000000000000000
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    const image = string(container['image']);
    if (image === undefined || /@sha256:[0-9a-f]{64}$/.test(image)) continue;
    yield {
      path: [...path, 'image'],
      message: text(
        `image "${image}" is named by a tag, which may point to another image tomorrow; add its digest`,
        `镜像 "${image}" 由标签指定，明天可能指向另一个镜像；请加上摘要`,
      ),
    };
  }
}
