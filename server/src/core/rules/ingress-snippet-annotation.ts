// Ingress with a piece of configuration in an annotation.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const ingressSnippetAnnotation: Rule = {
  id: 'ingress-snippet-annotation',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('Ingress with a piece of configuration in an annotation', '注解中带有配置片段的 Ingress'),
  why: text(
    'a snippet can make the controller give away its Secrets (CVE-2021-25742), and controllers refuse it by default',
    '片段可使控制器泄露 Secret（CVE-2021-25742），控制器默认也会拒绝',
  ),
  remedy: text('use the annotation for what the snippet does', '改用实现该功能的专门注解'),
  peers: { datree: ['INGRESS_CVE2021_25742_INCORRECT_SERVER_SNIPPET_KEY'] },
  bad: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/server-snippet: return 200;
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
spec:
  defaultBackend: { service: { name: web, port: { number: 80 } } }
`,
  good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  defaultBackend: { service: { name: web, port: { number: 80 } } }
`,
  check,
};

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'Ingress') return;
  const annotations = object(object(resource.object['metadata'])['annotations']);
  for (const key of Object.keys(annotations).filter((name) => /\/[a-z-]*snippet$/.test(name))) {
    const path = ['metadata', 'annotations', key];
    yield {
      path,
      onKey: true,
      message: text(
        `"${key}" hands raw configuration to the controller, which refuses it by default since it can give away Secrets; use the annotation for what the snippet does`,
        `"${key}" 把原始配置交给控制器；因可能泄露 Secret，控制器默认会拒绝；请改用专门的注解`,
      ),
      fix: { title: text('Remove the snippet', '去掉该片段'), changes: [{ remove: path }] },
    };
  }
}
