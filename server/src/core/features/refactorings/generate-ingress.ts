// An Ingress that routes everything to a Service's first port.
import { portNameErrors } from '../../kubernetes/names.ts';
import { text } from '../../text.ts';
import { nodeAt } from '../../yaml/path.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { documentsBehind } from './newDocument.ts';
import { onHead, type Refactoring } from './refactoring.ts';

export const generateIngress: Refactoring = {
  id: 'generate-ingress',
  menu: 'generate',
  kinds: ['Service'],
  offer: (place) => {
    const { resource, file, index } = place;
    if (!resource?.name || !onHead(place)) return [];
    const { name, namespace } = resource;
    const port = firstPort(toPlain(nodeAt(resource.node, ['spec', 'ports', 0])).value);
    if (!port) return [];
    const backend = { service: { name, port } };
    const rule = { host: `${name}.example.com`, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } };
    const ingress: PlainObject = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
      spec: { rules: [rule] },
    };
    const title = text(`Generate an Ingress for Service/${name}`, `为 Service/${name} 生成 Ingress`);
    return [{ title, edits: [documentsBehind(file, index, [ingress])] }];
  },
};

function firstPort(value: PlainValue): PlainObject | undefined {
  if (!isPlainObject(value)) return undefined;
  const { name, port } = value;
  // Services may have longer names than Ingresses may ask for.
  if (typeof name === 'string' && portNameErrors(name).length === 0) return { name };
  return typeof port === 'number' ? { number: port } : undefined;
}
