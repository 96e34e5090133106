// `kubectl expose`: a Service in front of a pod, a Service or a workload; selector, labels and ports are theirs.
// Source: kubectl/pkg/cmd/expose/expose.go, polymorphichelpers (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { asJson, type KubeObject } from '../../objects.ts';
import { fail, findTargets, forEachTarget } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';
import { list, record, text } from '../read.ts';
import { serverName } from '../resources.ts';
import { createObject } from './createObject.ts';

/** Where the selector of each kind stands. */
const selectors: Readonly<Record<string, readonly string[]>> = {
  Pod: ['metadata', 'labels'],
  Service: ['spec', 'selector'],
  ReplicationController: ['spec', 'selector'],
  ReplicaSet: ['spec', 'selector', 'matchLabels'],
  Deployment: ['spec', 'selector', 'matchLabels'],
};

export function* expose(view: ClusterView, args: Arguments): Command {
  const targets = findTargets(view, args.words, args);
  return yield* forEachTarget(targets, function* ({ object, resource }) {
    const path = selectors[object.kind];
    if (!path) return yield* fail(`cannot expose a ${serverName(resource)}`);
    const selector = record(asJson(object), ...path);
    if (Object.keys(selector).length === 0)
      return yield* fail(`the ${object.kind.toLowerCase()} has no labels and cannot be exposed`);
    const ports = portsFor(object, args);
    const headless = flag(args, 'cluster-ip') === 'None';
    if (ports.length === 0 && !headless) return yield* fail("couldn't find port via --port flag or introspection");
    return yield* createObject(serviceFor(object, args, selector, ports), args, '', 'exposed');
  });
}

interface Port {
  readonly port: number;
  readonly protocol: string;
}

/** Those of the flag, or the ports of the object's containers or of the Service. */
function portsFor(object: KubeObject, args: Arguments): readonly Port[] {
  const given = flag(args, 'port');
  const protocol = flag(args, 'protocol');
  if (given !== undefined) return given.split(',').map((port) => ({ port: Number(port), protocol: protocol ?? 'TCP' }));
  const json = asJson(object);
  const protocolOf = (port: unknown) => protocol ?? (text(port as JsonObject, 'protocol') || 'TCP');
  if (object.kind === 'Service')
    return list(json, 'spec', 'ports').map((port) => ({
      port: Number(text(port, 'port')),
      protocol: protocolOf(port),
    }));
  const pod = object.kind === 'Pod' ? ['spec'] : ['spec', 'template', 'spec'];
  return list(json, ...pod, 'containers')
    .flatMap((container) => list(container, 'ports'))
    .map((port) => ({ port: Number(text(port, 'containerPort')), protocol: protocolOf(port) }));
}

function serviceFor(object: KubeObject, args: Arguments, selector: JsonObject, ports: readonly Port[]) {
  const [type, clusterIP, target] = [flag(args, 'type'), flag(args, 'cluster-ip'), flag(args, 'target-port')];
  const affinity = flag(args, 'session-affinity');
  const chosen = flag(args, 'selector');
  const labels = object.metadata.labels;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: flag(args, 'name') ?? object.metadata.name.slice(0, 63), ...(labels && { labels }) },
    spec: {
      ...(ports.length > 0 && { ports: ports.map((port, index) => portEntry(port, index, ports.length, target)) }),
      selector: chosen === undefined ? selector : Object.fromEntries(chosen.split(',').map((pair) => pair.split('='))),
      ...(type !== undefined && { type }),
      ...(clusterIP !== undefined && { clusterIP }),
      ...(affinity !== undefined && { sessionAffinity: affinity }),
    },
  };
}

function portEntry({ port, protocol }: Port, index: number, count: number, target: string | undefined): JsonObject {
  const named = target !== undefined && !/^\d+$/.test(target);
  return {
    ...(count > 1 && { name: `port-${index + 1}` }),
    port,
    protocol,
    targetPort: target === undefined ? port : named ? target : Number(target),
  };
}
