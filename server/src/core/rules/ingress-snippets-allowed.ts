// Ingress-nginx that takes configuration from annotations.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const ingressSnippetsAllowed: Rule = {
  id: 'ingress-snippets-allowed',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('ingress-nginx that takes configuration from annotations', '允许注解携带配置片段的 ingress-nginx'),
  why: text(
    'who may write an Ingress then reads every Secret of the controller (CVE-2021-25742)',
    '能写 Ingress 的人因此可读取控制器的所有 Secret（CVE-2021-25742）',
  ),
  remedy: text('set allow-snippet-annotations to "false"', '将 allow-snippet-annotations 设为 "false"'),
  peers: { datree: ['CONFIGMAP_CVE2021_25742_INCORRECT_SNIPPET_ANNOTATIONS_VALUE'] },
  bad: `
apiVersion: v1
kind: ConfigMap
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
data:
  allow-snippet-annotations: "true"
#                            ^^^^^^
`,
  good: `
apiVersion: v1
kind: ConfigMap
metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
data:
  allow-snippet-annotations: "false"
`,
  check,
};

const key = 'allow-snippet-annotations';

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'ConfigMap' || object(resource.object['data'])[key] !== 'true') return;
  yield {
    path: ['data', key],
    message: text(
      'with snippets in annotations, who may write an Ingress reads every Secret of the controller; set it to "false"',
      '允许注解片段时，能写 Ingress 的人可读取控制器的所有 Secret；请设为 "false"',
    ),
    fix: {
      title: text(`Set ${key} to "false"`, `将 ${key} 设为 "false"`),
      changes: [{ set: ['data', key], to: 'false' }],
    },
  };
}
