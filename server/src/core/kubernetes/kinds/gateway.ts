// Gateway (Gateway API): listeners with certificates.
import { type KindFacts, nameAt, named } from './kind.ts';

export const gateway: KindFacts = {
  type: 'gateway.networking.k8s.io/Gateway',
  isCustom: true,
  references: [
    nameAt('spec.gatewayClassName', 'gateway.networking.k8s.io/GatewayClass', { elsewhere: true }),
    named('spec.listeners[*].tls.certificateRefs[*]', 'Secret', { namespace: 'namespace', elsewhere: true }),
  ],
};
