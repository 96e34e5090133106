// All variables a container starts with, or why it cannot start. Source: pkg/kubelet/kubelet_pods.go
// makeEnvironmentVariables (v1.36). What the image itself sets is not known here.
import type { JsonObject } from '../../apiserver/types.ts';
import { decodeBase64, utf8Text } from '../../kubernetes/base64.ts';
import type { Service } from '../network/shapes.ts';
import type { Container, EnvVar, KubeObject, Labels, Node, Pod } from '../objects.ts';
import { expand } from './expansion.ts';
import { fieldValue } from './fieldPath.ts';
import { type ResourceSource, resourceFieldValue } from './resourceField.ts';
import { servicesFor, serviceVariables } from './serviceVariables.ts';

export interface Surroundings {
  /** ConfigMaps and Secrets by kind, namespace and name. */
  readonly get: (kind: 'ConfigMap' | 'Secret', namespace: string, name: string) => KubeObject | undefined;
  readonly services: readonly Service[];
  readonly node: Node | undefined;
}

export type Environment = { readonly variables: ReadonlyMap<string, string> } | { readonly error: string };

/** A value, nothing (an optional source is missing), or an error. */
type Value = { readonly value: string } | { readonly error: string } | undefined;

export function containerEnvironment(pod: Pod, container: Container, around: Surroundings): Environment {
  const namespace = pod.metadata.namespace ?? 'default';
  const links = (pod.spec as { enableServiceLinks?: boolean }).enableServiceLinks ?? true;
  const fromServices = new Map(
    serviceVariables(servicesFor(around.services, namespace, links)).map(({ name, value }) => [name, value]),
  );
  const own = new Map<string, string>();
  for (const from of container.envFrom ?? []) {
    const [kind, ref] = from.configMapRef
      ? (['ConfigMap', from.configMapRef] as const)
      : (['Secret', from.secretRef] as const);
    if (!ref) continue;
    const data = dataOf(around, kind, namespace, ref.name ?? '');
    if (!data && !ref.optional) return { error: `${kind.toLowerCase()} "${ref.name ?? ''}" not found` };
    for (const [key, value] of Object.entries(data ?? {})) own.set(`${from.prefix ?? ''}${key}`, value);
  }
  for (const variable of container.env ?? []) {
    const found = variableValue(variable, pod, container, around, (name) => own.get(name) ?? fromServices.get(name));
    if (found && 'error' in found) return found;
    if (found) own.set(variable.name, found.value);
  }
  return { variables: new Map([...fromServices, ...own]) };
}

function variableValue(
  variable: EnvVar,
  pod: Pod,
  container: Container,
  around: Surroundings,
  lookup: (name: string) => string | undefined,
): Value {
  if (variable.value) return { value: expand(variable.value, lookup) };
  const from = variable.valueFrom;
  if (from?.fieldRef) return podField(pod, String(from.fieldRef['fieldPath'] ?? ''), around.node);
  if (from?.resourceFieldRef) return resourceValue(from.resourceFieldRef, pod, container, around.node);
  if (from?.configMapKeyRef) return keyValue(around, 'ConfigMap', pod, from.configMapKeyRef);
  if (from?.secretKeyRef) return keyValue(around, 'Secret', pod, from.secretKeyRef);
  return { value: '' };
}

function resourceValue(ref: JsonObject, pod: Pod, container: Container, node: Node | undefined): Value {
  const name = ref['containerName'];
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  const meant = name ? all.find((one) => one.name === name) : container;
  if (!meant) return { error: `container ${String(name)} not found` };
  const resource = String(ref['resource'] ?? '');
  const value = resourceFieldValue(resource, ref['divisor'], limited(pod, meant, node));
  return value === undefined ? { error: `unsupported container resource : ${resource}` } : { value };
}

function keyValue(
  around: Surroundings,
  kind: 'ConfigMap' | 'Secret',
  pod: Pod,
  ref: { name?: string; key: string; optional?: boolean },
): Value {
  const namespace = pod.metadata.namespace ?? 'default';
  const data = dataOf(around, kind, namespace, ref.name ?? '');
  if (!data) return ref.optional ? undefined : { error: `${kind.toLowerCase()} "${ref.name ?? ''}" not found` };
  const value = data[ref.key];
  if (value !== undefined) return { value };
  return ref.optional ? undefined : { error: `couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name ?? ''}` };
}

/** Text data only: binaryData is no environment. */
function dataOf(
  around: Surroundings,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  name: string,
): Labels | undefined {
  const found = around.get(kind, namespace, name) as (KubeObject & { data?: Labels; stringData?: Labels }) | undefined;
  if (!found) return undefined;
  if (kind === 'ConfigMap') return found.data ?? {};
  const decoded = Object.entries(found.data ?? {}).map(([key, value]) => [key, decodedText(value)] as const);
  return { ...Object.fromEntries(decoded), ...found.stringData };
}

function decodedText(encoded: string): string {
  const decoded = decodeBase64(encoded);
  return 'bytes' in decoded ? (utf8Text(decoded.bytes) ?? '') : '';
}

/** Fields that the kubelet knows, then those of the object. */
function podField(pod: Pod, path: string, node: Node | undefined): Value {
  const hostIps = (node?.status.addresses ?? [])
    .filter(({ type }) => type === 'InternalIP')
    .map(({ address }) => address);
  const podIps = pod.status?.podIPs?.map(({ ip }) => ip) ?? (pod.status?.podIP ? [pod.status.podIP] : []);
  const known: Readonly<Record<string, string | undefined>> = {
    'spec.nodeName': pod.spec.nodeName ?? '',
    'spec.serviceAccountName': pod.spec.serviceAccountName ?? '',
    'status.hostIP': hostIps[0] ?? '',
    'status.hostIPs': hostIps.join(','),
    'status.podIP': podIps[0] ?? '',
    'status.podIPs': podIps.join(','),
  };
  const value = known[path];
  return value === undefined ? fieldValue(pod, path) : { value };
}

/** A limit that is not set is the pod's, else what the node has. */
function limited(pod: Pod, container: Container, node: Node | undefined): ResourceSource {
  const limits: Record<string, string> = { ...container.resources?.limits };
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    const has = node?.status.allocatable[name];
    const podLevel = name === 'ephemeral-storage' ? undefined : pod.spec.resources?.limits?.[name];
    if ((limits[name] === undefined || isZero(limits[name])) && has !== undefined)
      limits[name] = podLevel && !isZero(podLevel) ? podLevel : has;
  }
  return { limits, ...(container.resources?.requests && { requests: container.resources.requests }) };
}

const isZero = (quantity: string): boolean => /^0*(\.0*)?[a-zA-Z]*$/.test(quantity);
