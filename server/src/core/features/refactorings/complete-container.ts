// Adds to a container what nobody complains about until it is missed: probes on its port, requests and limits.
import { type Text, text } from '../../text.ts';
import { setAt } from '../../yaml/edits.ts';
import type { Path } from '../../yaml/nodes.ts';
import { nodeAt } from '../../yaml/path.ts';
import { isPlainObject, type PlainObject, toPlain } from '../../yaml/plain.ts';
import type { Refactoring } from './refactoring.ts';
import { inSteps, type Step } from './steps.ts';

export const addProbes = addition(
  'add-probes',
  text('Add readiness and liveness probes', '添加就绪探针和存活探针'),
  probesOf,
);

export const addResources = addition(
  'add-resources',
  text('Add resource requests and limits', '添加资源请求与限制'),
  () => ({
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '128Mi' } },
  }),
);

/** @param fieldsOf what a container may lack; none where it gives no reason for it */
function addition(id: string, title: Text, fieldsOf: (container: PlainObject) => PlainObject): Refactoring {
  return {
    id,
    menu: 'rewrite',
    offer: (place) => {
      const path = containerPath(place.path);
      const { value: container } = toPlain(path && nodeAt(place.root, path));
      if (!path || !isPlainObject(container)) return [];
      const missing = Object.entries(fieldsOf(container)).filter(([field]) => !Object.hasOwn(container, field));
      const steps = missing.map(
        ([field, value]): Step =>
          (document) =>
            setAt(document, [...path, field], value),
      );
      const edits = inSteps(place.text, steps);
      return edits.length === 0 ? [] : [{ title, edits }];
    },
  };
}

/** Of the container that the cursor is on, or on a plain field of: `name`, `image`. */
function containerPath(path: Path): Path | undefined {
  const at = path.lastIndexOf('containers');
  return at > 0 && typeof path[at + 1] === 'number' && path.length <= at + 3 ? path.slice(0, at + 2) : undefined;
}

/** Ready when the port answers HTTP, alive as long as it takes connections: the two should not be the same question. */
function probesOf({ ports }: PlainObject): PlainObject {
  const [first] = Array.isArray(ports) ? ports.filter(isPlainObject) : [];
  const port = first?.['name'] ?? first?.['containerPort'];
  if (port === undefined || (first?.['protocol'] ?? 'TCP') !== 'TCP') return {};
  return {
    readinessProbe: { httpGet: { path: '/', port }, periodSeconds: 5 },
    livenessProbe: { tcpSocket: { port }, initialDelaySeconds: 10 },
  };
}
