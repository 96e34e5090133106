// Ingress without TLS.
import { text } from '../text.ts';
import { items, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const ingressWithoutTls: Rule = {
  id: 'ingress-without-tls',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('Ingress without TLS', '没有 TLS 的 Ingress'),
  why: text('what is sent can be read on the way', '传输内容可被窃听'),
  remedy: text('add tls with a Secret', '添加带 Secret 的 tls'),
  peers: { polaris: ['tlsSettingsMissing'] },
  bad: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
# ^^^^^
    - host: a.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`,
  good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  tls: [{ hosts: [a.example.com], secretName: a }]
  rules:
    - host: a.example.com
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'Ingress') return;
  const spec = object(target.resource.object['spec']);
  if (items(spec['tls']).length > 0) return;
  yield {
    path: ['spec', 'rules'],
    onKey: true,
    message: text(
      'the Ingress serves plain HTTP; add tls with the Secret of a certificate',
      '该 Ingress 仅提供明文 HTTP；请添加带证书 Secret 的 tls',
    ),
  };
}
