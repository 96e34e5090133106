// Ingress: routes to ports of Services, with certificates from Secrets.
import { type KindFacts, nameAt, named } from './kind.ts';

export const ingress: KindFacts = {
  type: 'networking.k8s.io/Ingress',
  formerGroups: ['extensions'],
  references: [
    nameAt('spec.ingressClassName', 'networking.k8s.io/IngressClass', { elsewhere: true }),
    nameAt('spec.tls[*].secretName', 'Secret', { elsewhere: true }),
    named('spec.defaultBackend.service', 'Service', { members: ['port.name', 'port.number'] }),
    named('spec.rules[*].http.paths[*].backend.service', 'Service', { members: ['port.name', 'port.number'] }),
    named('spec.backend', 'Service', { name: 'serviceName', members: ['servicePort'] }),
    named('spec.rules[*].http.paths[*].backend', 'Service', { name: 'serviceName', members: ['servicePort'] }),
  ],
};
