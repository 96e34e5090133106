// UDPRoute (Gateway API): datagrams from listeners of Gateways to ports of Services.
import { type KindFacts, named } from './kind.ts';

export const udpRoute: KindFacts = {
  type: 'gateway.networking.k8s.io/UDPRoute',
  isCustom: true,
  references: [
    named('spec.parentRefs[*]', 'gateway.networking.k8s.io/Gateway', { namespace: 'namespace', elsewhere: true }),
    named('spec.rules[*].backendRefs[*]', 'Service', { namespace: 'namespace', members: ['port'] }),
  ],
};
