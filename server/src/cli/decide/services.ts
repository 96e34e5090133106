// Answers of the topic `services`: what became of each Service, and the addresses behind it in both forms.

import type { Schema } from '../../core/schema/schema.ts';
import type { ApiServer } from '../../core/sim/answers.ts';
import { endpointSliceController } from '../../core/sim/network/endpointSlices.ts';
import { endpointsController } from '../../core/sim/network/endpoints.ts';
import {
  type EndpointAddress,
  type EndpointSlice,
  type Endpoints,
  type Service,
  type ServiceSpec,
  serviceNameLabel,
} from '../../core/sim/network/shapes.ts';
import type { KubeObject } from '../../core/sim/objects.ts';
import { schedulerController } from '../../core/sim/scheduler/scheduler.ts';
import { apiServerOf } from '../../core/sim/server.ts';
import type { Question, Topic } from '../decide.ts';
import { refOf } from './naming.ts';
import { type QuietCluster, quietCluster } from './quietCluster.ts';

interface Case {
  readonly given: readonly KubeObject[];
  readonly terminating?: readonly string[];
  readonly then?: readonly { readonly verb: string; readonly object: KubeObject }[];
}

export function services(schema: Schema): Topic {
  const server = apiServerOf(schema);
  return (question) => answer(server, question);
}

function answer(server: ApiServer, question: Question): unknown {
  const { given, terminating = [], then = [] } = question as unknown as Case;
  const cluster = quietCluster(server, [schedulerController(), endpointsController(), endpointSliceController()]);
  const refused: Record<string, string> = {};
  const authored = new Map<string, Service>();
  const made: Record<string, ServiceSpec> = {};
  const note = (name: string, author: Service) => {
    made[name] = shownService(cluster, name, author);
  };
  for (const object of given) {
    const outcome = cluster.give(object);
    const { name } = object.metadata;
    if (object.kind === 'Service') {
      if (!outcome.ok) refused[name] = outcome.message;
      else {
        authored.set(name, object as Service);
        note(name, object as Service);
      }
    } else if (terminating.includes(name)) {
      cluster.commit({ type: 'delete', ref: refOf(object), graceSeconds: 300, cause: { because: 'given' } });
    }
  }
  cluster.settle();
  for (const { object } of then) {
    const { apiVersion: _version, kind: _kind, metadata, ...rest } = object;
    const patch = { ...rest, ...(metadata.labels && { metadata: { labels: metadata.labels } }) } as Record<
      string,
      never
    >;
    const outcome = cluster.commit({ type: 'patch', ref: refOf(object), patch, cause: { because: 'given' } });
    if (!outcome.ok) refused[metadata.name] = outcome.message;
    else note(metadata.name, authored.get(metadata.name) ?? (object as Service));
  }
  cluster.settle();
  const { view } = cluster;
  const slices: Record<string, unknown[]> = {};
  for (const object of view.list('EndpointSlice', 'default')) {
    const slice = object as unknown as EndpointSlice;
    const service = slice.metadata.labels?.[serviceNameLabel] ?? '';
    slices[service] = [...(slices[service] ?? []), shownSlice(slice)].sort(byText);
  }
  const endpoints = view
    .list('Endpoints', 'default')
    .map((object) => [object.metadata.name, shownEndpoints(object as unknown as Endpoints)]);
  return {
    services: made,
    ...(Object.keys(refused).length > 0 && { refused }),
    endpointSlices: slices,
    endpoints: Object.fromEntries(endpoints),
  };
}

/** What the server chose itself is not said. */
function shownService(cluster: QuietCluster, name: string, author: Service): ServiceSpec {
  const { spec } = cluster.view.get('Service', 'default', name) as Service;
  const said = author.spec;
  const { clusterIP, clusterIPs, healthCheckNodePort, ports } = spec;
  const hidden = '<allocated>';
  return {
    ...spec,
    ...(ports && {
      ports: ports.map((port, index) =>
        port.nodePort && !said.ports?.[index]?.nodePort
          ? ({ ...port, nodePort: hidden } as unknown as typeof port)
          : port,
      ),
    }),
    ...(clusterIPs && {
      clusterIPs: clusterIPs.map((ip, index) =>
        ip === 'None' || said.clusterIPs?.[index] || (index === 0 && said.clusterIP) ? ip : hidden,
      ),
    }),
    ...(clusterIP && { clusterIP: clusterIP === 'None' || said.clusterIP || said.clusterIPs ? clusterIP : hidden }),
    ...(healthCheckNodePort && !said.healthCheckNodePort && { healthCheckNodePort: hidden as unknown as number }),
  };
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
const reference = (ref: { kind?: string; name?: string } | undefined) => ref && `${ref.kind}/${ref.name}`;

function shownSlice({ addressType, ports, endpoints, metadata }: EndpointSlice): unknown {
  const shown = (endpoints ?? []).map(({ targetRef, ...rest }) => ({
    ...rest,
    ...(targetRef && { targetRef: reference(targetRef) }),
  }));
  return {
    addressType,
    ports: [...(ports ?? [])].sort(byText),
    endpoints: shown.sort(byText),
    labels: metadata.labels ?? {},
  };
}

function shownEndpoints({ subsets = [], metadata }: Endpoints): unknown {
  const address = ({ targetRef, ...rest }: EndpointAddress) => ({
    ...rest,
    ...(targetRef && { targetRef: reference(targetRef) }),
  });
  const list = (addresses: readonly EndpointAddress[] | undefined) => addresses?.map(address).sort(byText);
  const shown = subsets.map(({ addresses, notReadyAddresses, ports }) => ({
    ...(addresses && { addresses: list(addresses) }),
    ...(notReadyAddresses && { notReadyAddresses: list(notReadyAddresses) }),
    ...(ports && { ports: [...ports].sort(byText) }),
  }));
  return { subsets: shown.sort(byText), labels: metadata.labels ?? {} };
}
