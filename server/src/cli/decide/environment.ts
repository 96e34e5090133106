// Answers of the topic `environment`: what Kubernetes' own functions give for objects after the server's defaulting.
import type { JsonObject } from '../../core/apiserver/types.ts';
import { type Quantity, quantityOf, quantityText } from '../../core/kubernetes/quantity.ts';
import type { Schema } from '../../core/schema/schema.ts';
import type { ApiServer } from '../../core/sim/answers.ts';
import { containerEnvironment } from '../../core/sim/environment/containerEnvironment.ts';
import { podResolver } from '../../core/sim/environment/dns.ts';
import { expand } from '../../core/sim/environment/expansion.ts';
import { fieldValue } from '../../core/sim/environment/fieldPath.ts';
import { podAmounts } from '../../core/sim/environment/podAmounts.ts';
import { resourceFieldValue } from '../../core/sim/environment/resourceField.ts';
import { serviceVariables } from '../../core/sim/environment/serviceVariables.ts';
import type { Service } from '../../core/sim/network/shapes.ts';
import {
  asJson,
  type Container,
  type Deployment,
  type KubeObject,
  type Node,
  type Pod,
} from '../../core/sim/objects.ts';
import { qosClass } from '../../core/sim/resources.ts';
import { apiServerOf } from '../../core/sim/server.ts';
import { podTemplateHash } from '../../core/sim/templateHash.ts';
import type { Question, Topic } from '../decide.ts';

const answers: Readonly<Record<string, (question: Question, server: ApiServer) => unknown>> = {
  expand: expansionAnswer,
  serviceEnvironment: (question) => ({ env: serviceVariables(question['services'] as Service[]) }),
  pod: podAnswer,
  templateHash: templateHashAnswer,
  resourceField: resourceFieldAnswer,
  field: (question) => fieldValue(question['pod'] as Pod, String(question['fieldPath'])),
  dns: dnsAnswer,
  environment: environmentAnswer,
};

export function environment(schema: Schema): Topic {
  const server = apiServerOf(schema);
  return (question) => answer(server, question);
}

function answer(server: ApiServer, question: Question): unknown {
  const asked = answers[question.ask ?? ''];
  if (!asked) throw new Error(`unknown question "${question.ask}"`);
  return asked(question, server);
}

function expansionAnswer(question: Question): unknown {
  const maps = question['variables'] as readonly Record<string, string>[];
  return { output: expand(String(question['input']), (name) => maps.find((map) => map[name] !== undefined)?.[name]) };
}

/** As the server stores it; as given where the server refuses it. */
function defaulted<T>(server: ApiServer, object: T): T {
  const verdict = server.judge(asJson(object as object));
  const given = object as { metadata?: object; status?: object };
  if (!verdict.object) return object;
  return {
    ...verdict.object,
    metadata: { ...(verdict.object['metadata'] as JsonObject), ...given.metadata },
    ...(given.status && { status: given.status }),
  } as T;
}

function podAnswer(question: Question, server: ApiServer): unknown {
  const pod = defaulted(server, question['pod'] as Pod);
  const gaps = new Map(
    Object.entries({ cpu: '100m', memory: '200Mi' }).flatMap(([name, value]) => pair(name, quantityOf(value))),
  );
  const { requests, limits } = podAmounts(asJson(pod));
  return {
    qosClass: qosClass(pod.spec),
    requests: texts(requests),
    limits: texts(limits),
    scoringRequests: texts(podAmounts(asJson(pod), gaps).requests),
  };
}

const pair = (name: string, value: Quantity | undefined): (readonly [string, Quantity])[] =>
  value ? [[name, value]] : [];
const texts = (amounts: ReadonlyMap<string, Quantity>) =>
  Object.fromEntries([...amounts].map(([name, value]) => [name, quantityText(value)]));

function containerOf(pod: Pod, name: string): Container | undefined {
  return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find((container) => container.name === name);
}

function resourceFieldAnswer(question: Question, server: ApiServer): unknown {
  const container = containerOf(defaulted(server, question['pod'] as Pod), String(question['container']));
  if (!container) return { error: `container ${String(question['container'])} not found` };
  const { resource, divisor } = question['resourceFieldRef'] as { resource: string; divisor?: string };
  const allocatable = question['allocatable'] as Record<string, string> | undefined;
  const limits: Record<string, string> = { ...container.resources?.limits };
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    const has = allocatable?.[name];
    if (has !== undefined && !Number.parseFloat(limits[name] ?? '0')) limits[name] = has;
  }
  const value = resourceFieldValue(resource, divisor, {
    limits,
    ...(container.resources?.requests && { requests: container.resources.requests }),
  });
  return value === undefined ? { error: `unsupported container resource : ${resource}` } : { value };
}

function templateHashAnswer(question: Question, server: ApiServer): unknown {
  const deployment = defaulted(server, question['deployment'] as Deployment);
  return { hash: podTemplateHash(asJson(deployment.spec.template), question['collisionCount'] as number | undefined) };
}

function dnsAnswer(question: Question, server: ApiServer): unknown {
  const pod = defaulted(server, question['pod'] as Pod);
  const found = podResolver(pod, {
    clusterDNS: (question['clusterDNS'] ?? []) as string[],
    clusterDomain: String(question['clusterDomain'] ?? ''),
    resolvConf: String(question['resolvConf'] ?? ''),
  });
  if ('error' in found) return found;
  const { nameservers, searches, options, warnings } = found;
  // Go's empty lists: those that went through the pod's own dnsConfig are nil.
  const own = (question['pod'] as { spec?: { dnsConfig?: object } }).spec?.dnsConfig !== undefined;
  const shown = (list: readonly string[]) => (own && list.length === 0 ? null : list);
  const events = warnings.map(
    ({ reason, message }) => `Warning ${reason} ${message.replace(`(${pod.metadata.uid ?? ''})"`, '(<uid>)"')}`,
  );
  return {
    nameservers: shown(nameservers),
    searches: shown(searches),
    options: [...options].sort(),
    ...(events.length > 0 && { events }),
  };
}

function environmentAnswer(question: Question, server: ApiServer): unknown {
  const pod = defaulted(server, question['pod'] as Pod);
  const container = containerOf(pod, String(question['container']));
  if (!container) return { error: `container ${String(question['container'])} not found` };
  const objects = (question['objects'] ?? []) as readonly KubeObject[];
  const found = containerEnvironment(pod, container, {
    get: (kind, namespace, name) =>
      objects.find(
        (object) =>
          object.kind === kind &&
          object.metadata.name === name &&
          (object.metadata.namespace ?? 'default') === namespace,
      ),
    services: (question['services'] ?? []) as Service[],
    node: question['node'] as Node | undefined,
  });
  if ('error' in found) return found;
  return { env: Object.fromEntries([...found.variables].sort(([a], [b]) => (a < b ? -1 : 1))) };
}
