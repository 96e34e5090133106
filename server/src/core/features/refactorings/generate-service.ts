// A Service for the ports of a workload's containers, selecting its pods.
import type { PlainObject } from '../../yaml/plain.ts';
import { generatorOf } from './generated.ts';
import { metadataBeside, type WorkloadPort } from './workload.ts';

export const generateService = generatorOf('generate-service', {
  kind: 'Service',
  objectOf: (workload) => {
    const { podLabels, ports } = workload;
    if (Object.keys(podLabels).length === 0 || ports.length === 0) return undefined;
    const spec = { selector: podLabels, ports: ports.map((port) => servicePort(port, ports.length > 1)) };
    return { apiVersion: 'v1', kind: 'Service', metadata: metadataBeside(workload), spec };
  },
});

/** The names of a Service's ports must be there as soon as there are two. */
function servicePort({ name, containerPort, protocol }: WorkloadPort, several: boolean): PlainObject {
  const called = name ?? (several ? `port-${containerPort}` : undefined);
  return {
    ...(called === undefined ? {} : { name: called }),
    port: containerPort,
    targetPort: name ?? containerPort,
    ...(protocol === undefined ? {} : { protocol }),
  };
}
