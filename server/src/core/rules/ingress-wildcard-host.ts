// Ingress for every host.
import { text } from '../text.ts';
import { items, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const ingressWildcardHost: Rule = {
  id: 'ingress-wildcard-host',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('Ingress for every host', '匹配任意主机的 Ingress'),
  why: text('it takes requests that are meant for others', '它会接收本属于他人的请求'),
  remedy: text('name the host', '写明主机名'),
  peers: { datree: ['INGRESS_INCORRECT_HOST_VALUE_PERMISSIVE'] },
  bad: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - host: "*"
#           ^^^
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`,
  good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - host: a.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'Ingress') return;
  for (const [index, rule] of items(object(target.resource.object['spec'])['rules']).entries()) {
    if ((rule['host'] ?? '*') !== '*') continue;
    yield {
      path: ['spec', 'rules', index, 'host'],
      message: text('this rule takes the requests of every host; name one', '此规则会接收任意主机的请求；请写明主机名'),
    };
  }
}
