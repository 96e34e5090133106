// TLS for a host that no rule serves.
import { text } from '../text.ts';
import { items, object, string, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const ingressTlsHostUnmatched: Rule = {
  id: 'ingress-tls-host-unmatched',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('TLS for a host that no rule serves', 'TLS 主机没有对应规则'),
  why: text('the certificate is for nobody, or the rule has no certificate', '证书无人使用，或规则没有证书'),
  remedy: text('make the two lists agree', '使两者一致'),
  peers: { kubevious: ['ingress-tls-rule-domain-match'] },
  bad: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  tls: [{ secretName: a, hosts: [b.example.com] }]
#                                ^^^^^^^^^^^^^
  rules:
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
  const served = items(spec['rules']).map((rule) => string(rule['host']) ?? '');
  if (served.length === 0 || served.includes('')) return;
  for (const [index, tls] of items(spec['tls']).entries()) {
    for (const [at, host] of strings(tls['hosts']).entries()) {
      if (served.some((name) => covers(host, name))) continue;
      yield {
        path: ['spec', 'tls', index, 'hosts', at],
        message: text(
          `no rule serves "${host}"; its certificate is for nobody`,
          `没有规则服务 "${host}"；其证书无人使用`,
        ),
      };
    }
  }
}

/** `*.a.b` covers one more label, as in RFC 6125. */
function covers(certificate: string, host: string): boolean {
  if (certificate === host) return true;
  return certificate.startsWith('*.') && host.slice(host.indexOf('.')) === certificate.slice(1);
}
