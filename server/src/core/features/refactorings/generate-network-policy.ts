// A NetworkPolicy that lets pods of the namespace reach a workload's ports, and nobody else.
import type { PlainObject } from '../../yaml/plain.ts';
import { generatorOf } from './generated.ts';
import { metadataBeside, type WorkloadPort } from './workload.ts';

export const generateNetworkPolicy = generatorOf('generate-network-policy', {
  kind: 'NetworkPolicy',
  objectOf: (workload) => {
    const { podLabels, ports } = workload;
    if (Object.keys(podLabels).length === 0) return undefined;
    const ingress = ports.length === 0 ? [] : [{ from: [{ podSelector: {} }], ports: ports.map(policyPort) }];
    return {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: metadataBeside(workload),
      spec: { podSelector: { matchLabels: podLabels }, policyTypes: ['Ingress'], ingress },
    };
  },
});

function policyPort({ name, containerPort, protocol = 'TCP' }: WorkloadPort): PlainObject {
  return { protocol, port: name ?? containerPort };
}
