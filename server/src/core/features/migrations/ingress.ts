// Ingress of extensions/v1beta1 and networking.k8s.io/v1beta1 to networking.k8s.io/v1: a backend names its service in an
// object, its port by number or name, and each path says how it is matched. Unset, that was ImplementationSpecific.
import type { Path } from '../../yaml/nodes.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import type { Step } from '../refactorings/steps.ts';
import type { Migration } from './migration.ts';
import { insertBefore, itemsAt, nest, rename, set, valueAt } from './steps.ts';

const unset = ['pathType', 'ImplementationSpecific'] as const;

export const ingress: Migration = {
  from: ['extensions/v1beta1', 'networking.k8s.io/v1beta1'],
  kinds: ['Ingress'],
  steps: ({ value, at }) => {
    const spec = [...at, 'spec'];
    const own = valueAt(value, ['spec', 'backend']);
    const first = isPlainObject(own)
      ? [rename([...spec, 'backend'], 'defaultBackend'), ...backend([...spec, 'defaultBackend'], own)]
      : [];
    const paths = itemsAt(value, ['spec', 'rules']).flatMap((rule) => itemsAt(value, [...rule.path, 'http', 'paths']));
    return [
      ...first,
      ...paths.flatMap(({ item, path }) => [
        ...backend([...at, ...path, 'backend'], item['backend']),
        ...(item['pathType'] === undefined ? [insertBefore([...at, ...path], 'backend', ...unset)] : []),
      ]),
    ];
  },
};

function backend(path: Path, value: PlainValue | undefined): readonly Step[] {
  if (!isPlainObject(value)) return [];
  const port = portOf(value);
  const layout = { serviceName: ['service', 'name'], servicePort: ['service', 'port', port.key] };
  const written = port.value === undefined ? [] : [set([...path, 'service', 'port', port.key], port.value)];
  return [nest(path, layout), ...written];
}

/** Under which key a port goes, and its value where it is not the one that is written: `"80"` was taken for 80. */
function portOf({ servicePort }: PlainObject): { readonly key: 'name' | 'number'; readonly value?: number } {
  if (typeof servicePort !== 'string') return { key: 'number' };
  return /^\d+$/.test(servicePort) ? { key: 'number', value: Number(servicePort) } : { key: 'name' };
}
