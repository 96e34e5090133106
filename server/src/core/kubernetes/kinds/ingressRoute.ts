// IngressRoute (Traefik): requests through middlewares to ports of Services.
import { type KindFacts, nameAt, named } from './kind.ts';

export const ingressRoute: KindFacts = {
  type: 'traefik.io/IngressRoute',
  isCustom: true,
  formerGroups: ['traefik.containo.us'],
  references: [
    {
      at: 'spec.routes[*].services[*]',
      name: 'name',
      namespace: 'namespace',
      to: { kind: 'kind', types: ['Service', 'traefik.io/TraefikService'], otherwise: 'Service' },
      members: ['port'],
      elsewhere: true,
    },
    named('spec.routes[*].middlewares[*]', 'traefik.io/Middleware', { namespace: 'namespace', elsewhere: true }),
    nameAt('spec.tls.secretName', 'Secret', { elsewhere: true }),
  ],
};
