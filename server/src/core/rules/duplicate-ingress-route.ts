// Route that another Ingress has too.
import { text } from '../text.ts';
import { items, object, string } from './containers.ts';
import type { Complaint, Rule, RuleResource, Target } from './rule.ts';

export const duplicateIngressRoute: Rule = {
  id: 'duplicate-ingress-route',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('route that another Ingress has too', '另一个 Ingress 也有的路由'),
  why: text('which of the two answers is up to the controller', '由哪一个应答取决于控制器'),
  remedy: text('keep one of them', '保留其中一个'),
  peers: { kubevious: ['ingress-unique-route-rules'] },
  bad: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: a }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - pathType: Prefix
            path: /
#                 ^
            backend: { service: { name: web, port: { number: 80 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: b }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - pathType: Prefix
            path: /
#                 ^
            backend: { service: { name: web, port: { number: 80 } } }
`,
  good: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: a }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - pathType: Prefix
            path: /
            backend: { service: { name: web, port: { number: 80 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: b }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - pathType: Prefix
            path: /b
            backend: { service: { name: web, port: { number: 80 } } }
`,
  check,
};

interface Route {
  readonly key: string;
  readonly path: readonly (string | number)[];
}

function* check({ resource, workspace }: Target): Iterable<Complaint> {
  if (resource.kind !== 'Ingress') return;
  for (const { key, path } of routesOf(resource)) {
    const twin = workspace.ofKindWith('Ingress', routeKeys, key).find((other) => !isSame(other, resource));
    if (!twin) continue;
    yield {
      path,
      message: text(
        `Ingress "${twin.name}" has this host and path too, and which of the two answers is up to the controller; keep one`,
        `Ingress "${twin.name}" 也有此 host 与 path，由哪一个应答取决于控制器；请保留一个`,
      ),
    };
  }
}

/** Two versions of one object, in a base and an overlay, are no two routes. */
function isSame(one: RuleResource, other: RuleResource): boolean {
  return one.name === other.name;
}

const routes = new WeakMap<RuleResource, readonly Route[]>();

function routesOf(ingress: RuleResource): readonly Route[] {
  const known = routes.get(ingress) ?? readRoutes(ingress);
  routes.set(ingress, known);
  return known;
}

function routeKeys(ingress: RuleResource): readonly string[] {
  return routesOf(ingress).map(({ key }) => key);
}

function readRoutes({ object: ingress }: RuleResource): readonly Route[] {
  const spec = object(ingress['spec']);
  const annotations = object(object(ingress['metadata'])['annotations']);
  const ofClass = string(spec['ingressClassName']) ?? string(annotations['kubernetes.io/ingress.class']) ?? '';
  return items(spec['rules']).flatMap((rule, index) =>
    items(object(rule['http'])['paths']).map((path, at) => ({
      key: [ofClass, string(rule['host']) ?? '', string(path['path']) ?? '/', string(path['pathType']) ?? ''].join(' '),
      path: ['spec', 'rules', index, 'http', 'paths', at, 'path'],
    })),
  );
}
