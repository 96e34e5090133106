// Defaults of pods and of the pods that workloads make. Mirrors pkg/apis/core/v1/defaults.go (v1.36); what only a Pod
// gets, and not a template, is in `defaultPod`.
import { parseQuantity, quantityText, roundQuantityUp } from '../../kubernetes/quantity.ts';
import {
  type Draft,
  ensureObject,
  isDraft,
  isSet,
  numberAt,
  objectsAt,
  optionalObject,
  setDefault,
  setDefaultIfZero,
  stringAt,
} from '../draft.ts';
import { isOvercommitAllowed } from '../resourceNames.ts';
import { aggregateResources, isPodLevelResource } from '../validation/pod/resources.ts';

/** `SetDefaults_PodSpec` and what hangs below it. */
export function defaultPodSpec(spec: Draft): void {
  setDefaultIfZero(spec, 'dnsPolicy', 'ClusterFirst');
  setDefaultIfZero(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'securityContext', {});
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefaultIfZero(spec, 'schedulerName', 'default-scheduler');
  for (const volume of objectsAt(spec, 'volumes')) defaultVolume(volume);
  for (const list of containerLists) for (const container of objectsAt(spec, list)) defaultContainer(container);
  roundResources(optionalObject(spec, 'resources'));
  roundList(optionalObject(spec, 'overhead'));
  mirrorServiceAccount(spec);
}

const containerLists = ['containers', 'initContainers', 'ephemeralContainers'];

/** The old name of the field follows the new one (conversion in pkg/apis/core/v1/conversion.go). */
function mirrorServiceAccount(spec: Draft): void {
  const name = stringAt(spec, 'serviceAccountName') || stringAt(spec, 'serviceAccount');
  if (name === '') return;
  spec['serviceAccountName'] = name;
  spec['serviceAccount'] = name;
}

/** What conversion does to a whole Pod: no negative grace (pkg/apis/core/v1/conversion.go). Writes to the draft. */
export function convertPod(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  if ((numberAt(spec, 'terminationGracePeriodSeconds') ?? 0) < 0) spec['terminationGracePeriodSeconds'] = 1;
}

/** `SetDefaults_Pod`: requests from limits, service links, host ports. */
export function defaultPod(spec: Draft): void {
  for (const list of ['containers', 'initContainers']) {
    for (const container of objectsAt(spec, list)) requestsFromLimits(container);
  }
  defaultPodResources(spec);
  setDefault(spec, 'enableServiceLinks', true);
  if (spec['hostNetwork'] === true) hostPorts(spec);
}

function requestsFromLimits(container: Draft): void {
  const resources = optionalObject(container, 'resources');
  const limits = optionalObject(resources, 'limits');
  if (!resources || !limits) return;
  const requests = ensureObject(resources, 'requests');
  for (const [name, amount] of Object.entries(limits)) if (amount !== undefined) setDefault(requests, name, amount);
}

function hostPorts(spec: Draft): void {
  for (const list of ['containers', 'initContainers']) {
    for (const port of objectsAt(spec, list).flatMap((container) => objectsAt(container, 'ports'))) {
      const number = numberAt(port, 'containerPort');
      if (number !== undefined) setDefaultIfZero(port, 'hostPort', number);
    }
  }
}

/** What the pod as a whole asks for, where it says something: huge pages and requests of its containers, then its limits. */
function defaultPodResources(spec: Draft): void {
  const resources = optionalObject(spec, 'resources');
  if (!resources) return;
  const given = (list: string): Draft => optionalObject(resources, list) ?? {};
  if (Object.keys(given('limits')).length === 0 && Object.keys(given('requests')).length === 0) return;
  const limits = { ...given('limits') };
  for (const [name, amount] of aggregateResources(spec, 'limits')) {
    if (!isOvercommitAllowed(name) && isPodLevelResource(name) && given('requests')[name] === undefined) {
      setDefault(limits, name, quantityText(amount));
    }
  }
  if (Object.keys(limits).length === 0) return;
  resources['limits'] = limits;
  const requests = { ...given('requests') };
  for (const [name, amount] of aggregateResources(spec, 'requests')) {
    if (isPodLevelResource(name) && isOvercommitAllowed(name)) setDefault(requests, name, quantityText(amount));
  }
  for (const [name, amount] of Object.entries(limits)) {
    if (amount !== undefined && isPodLevelResource(name)) setDefault(requests, name, amount);
  }
  if (Object.keys(requests).length > 0) resources['requests'] = requests;
}

function defaultContainer(container: Draft): void {
  if (stringAt(container, 'imagePullPolicy') === '') {
    container['imagePullPolicy'] = pullPolicyOf(stringAt(container, 'image'));
  }
  setDefaultIfZero(container, 'terminationMessagePath', '/dev/termination-log');
  setDefaultIfZero(container, 'terminationMessagePolicy', 'File');
  for (const port of objectsAt(container, 'ports')) setDefaultIfZero(port, 'protocol', 'TCP');
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) defaultProbe(optionalObject(container, name));
  const lifecycle = optionalObject(container, 'lifecycle');
  for (const name of ['postStart', 'preStop'])
    defaultHttpGet(optionalObject(optionalObject(lifecycle, name), 'httpGet'));
  for (const variable of objectsAt(container, 'env')) defaultFieldRef(optionalObject(variable, 'valueFrom'));
  roundResources(optionalObject(container, 'resources'));
}

/** Always for `latest` and for no tag at all (`pkg/util/parsers.ParseImageName`), else IfNotPresent. */
function pullPolicyOf(image: string): string {
  if (image.includes('@')) return 'IfNotPresent';
  const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1];
  if (image !== '' && !/^[A-Za-z0-9]/.test(image)) return 'IfNotPresent';
  return (tag === undefined && image !== '' && isReference(image)) || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

const longestRepository = 255;

/** Names that the reference grammar refuses have no tag either, and then the policy is IfNotPresent. */
function isReference(image: string): boolean {
  // It would be taken for the id of an image.
  if (/^[a-f0-9]{64}$/.test(image)) return false;
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  const hasDomain = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  const path = hasDomain ? image.slice(slash + 1) : image;
  if ((slash < 0 ? 'library/'.length : 0) + path.length > longestRepository) return false;
  return path === path.toLowerCase() && /^[a-z0-9]+(?:(?:[._/]|__|-+|:\d+\/)[a-z0-9]+)*$/.test(path);
}

function defaultProbe(probe: Draft | undefined): void {
  if (!probe) return;
  setDefaultIfZero(probe, 'timeoutSeconds', 1);
  setDefaultIfZero(probe, 'periodSeconds', 10);
  setDefaultIfZero(probe, 'successThreshold', 1);
  setDefaultIfZero(probe, 'failureThreshold', 3);
  defaultHttpGet(optionalObject(probe, 'httpGet'));
  const grpc = optionalObject(probe, 'grpc');
  if (grpc) setDefault(grpc, 'service', '');
}

function defaultHttpGet(action: Draft | undefined): void {
  if (!action) return;
  setDefaultIfZero(action, 'path', '/');
  setDefaultIfZero(action, 'scheme', 'HTTP');
}

function defaultFieldRef(source: Draft | undefined): void {
  const ref = optionalObject(source, 'fieldRef');
  if (ref) setDefaultIfZero(ref, 'apiVersion', 'v1');
}

const usualMode = 0o644;

function defaultVolume(volume: Draft): void {
  if (Object.keys(volume).every((name) => name === 'name' || !isDraft(volume[name]))) volume['emptyDir'] = {};
  for (const name of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = optionalObject(volume, name);
    if (!source) continue;
    setDefault(source, 'defaultMode', usualMode);
    for (const item of objectsAt(source, 'items')) defaultFieldRef(item);
    for (const part of objectsAt(source, 'sources')) defaultProjection(part);
  }
  defaultVolumeSource(volume);
  const spec = optionalObject(optionalObject(optionalObject(volume, 'ephemeral'), 'volumeClaimTemplate'), 'spec');
  if (spec) defaultClaimSpec(spec);
}

function defaultProjection(part: Draft): void {
  const token = optionalObject(part, 'serviceAccountToken');
  if (token) setDefault(token, 'expirationSeconds', 3600);
  for (const item of objectsAt(optionalObject(part, 'downwardAPI'), 'items')) defaultFieldRef(item);
}

/** Defaults that the types declare for single sources; also used for PersistentVolumes. */
function defaultVolumeSource(volume: Draft): void {
  const hostPath = optionalObject(volume, 'hostPath');
  if (hostPath) setDefault(hostPath, 'type', '');
  const image = optionalObject(volume, 'image');
  if (image) setDefaultIfZero(image, 'pullPolicy', pullPolicyOf(stringAt(image, 'reference')));
}

/** `SetDefaults_PersistentVolumeClaimSpec`. */
export function defaultClaimSpec(spec: Draft): void {
  setDefault(spec, 'volumeMode', 'Filesystem');
  roundResources(optionalObject(spec, 'resources'));
}

function roundResources(resources: Draft | undefined): void {
  roundList(optionalObject(resources, 'limits'));
  roundList(optionalObject(resources, 'requests'));
}

/** `SetDefaults_ResourceList`: amounts are rounded up to thousandths. */
export function roundList(list: Draft | undefined): void {
  for (const [name, amount] of Object.entries(list ?? {})) {
    const parsed = parseQuantity(String(amount));
    if (list && 'quantity' in parsed) list[name] = quantityText(roundQuantityUp(parsed.quantity, 3));
  }
}

/** Defaults of `{ metadata, spec }` inside a workload. */
export function defaultPodTemplate(template: Draft | undefined): void {
  if (!template) return;
  defaultPodSpec(ensureObject(template, 'spec'));
}

/** Whether nothing but the name of a volume is given. */
export function hasNoSource(volume: Draft): boolean {
  return Object.keys(volume).every((name) => name === 'name' || !isSet(volume, name));
}
