// The checks that the Pod Security Standards' restricted level adds to baseline, or puts in place of its checks.
// Mirrors k8s.io/pod-security-admission policy/check_*.go (v0.36).
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, stringsAt } from '../draft.ts';
import { addedCapabilities, baselineSeccomp, placeOfVolume, seccompType, volumeNames } from './podSecurityBaseline.ts';
import {
  containersOf,
  contextOf,
  found,
  named,
  type PodLike,
  placesInContext,
  plural,
  quoted,
  setters,
  sorted,
  type Violation,
} from './podSecurityFinding.ts';

export function allowPrivilegeEscalation(pod: PodLike): Violation | undefined {
  const bad = containersOf(pod).filter((container) => contextOf(container)['allowPrivilegeEscalation'] !== false);
  const detail = (containers: string): string =>
    `${containers} must set securityContext.allowPrivilegeEscalation=false`;
  const at = placesInContext(pod, bad, 'allowPrivilegeEscalation');
  return found(bad, 'allowPrivilegeEscalation != false', detail, at);
}

export function restrictedCapabilities(pod: PodLike): Violation | undefined {
  const dropped = (container: Draft): string[] => stringsAt(objectAt(contextOf(container), 'capabilities'), 'drop');
  const keeping = containersOf(pod).filter((container) => !dropped(container).includes('ALL'));
  const { adding, names, at } = addedCapabilities(pod, (name) => name !== 'NET_BIND_SERVICE');
  const details: string[] = [];
  if (keeping.length > 0) details.push(`${named(keeping)} must set securityContext.capabilities.drop=["ALL"]`);
  if (adding.length > 0) {
    details.push(`${named(adding)} must not include ${quoted(names)} in securityContext.capabilities.add`);
  }
  if (details.length === 0) return undefined;
  return {
    reason: 'unrestricted capabilities',
    detail: details.join('; '),
    at: [...placesInContext(pod, keeping, 'capabilities', 'drop'), ...at],
  };
}

const UNRESTRICTED_VOLUMES =
  'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(' ');
const RESTRICTED_VOLUMES =
  'hostPath gcePersistentDisk awsElasticBlockStore gitRepo nfs iscsi glusterfs rbd flexVolume cinder cephfs flocker fc azureFile vsphereVolume quobyte azureDisk photonPersistentDisk portworxVolume scaleIO storageos'.split(
    ' ',
  );

export function restrictedVolumes(pod: PodLike): Violation | undefined {
  const volumes = objectsAt(pod.spec, 'volumes');
  const bad = volumes.filter((volume) => !UNRESTRICTED_VOLUMES.some((type) => isSet(volume, type)));
  if (bad.length === 0) return undefined;
  const typeOf = (volume: Draft): string => RESTRICTED_VOLUMES.find((type) => isSet(volume, type)) ?? 'unknown';
  const types = sorted(bad.map(typeOf));
  const uses = plural(bad.length, 'uses', 'use');
  const what = plural(types.length, 'restricted volume type', 'restricted volume types');
  return {
    reason: 'restricted volume types',
    detail: `${volumeNames(bad)} ${uses} ${what} ${quoted(types)}`,
    at: bad.map((volume) => placeOfVolume(pod, volume, typeOf(volume))),
  };
}

export function runAsNonRoot(pod: PodLike): Violation | undefined {
  const reason = 'runAsNonRoot != true';
  const own = contextOf(pod.spec)['runAsNonRoot'];
  const containers = containersOf(pod);
  const explicit = containers.filter((container) => contextOf(container)['runAsNonRoot'] === false);
  if (own === false || explicit.length > 0) {
    const detail = `${setters(own === false, explicit)} must not set securityContext.runAsNonRoot=false`;
    const owners = own === false ? [pod.spec, ...explicit] : explicit;
    return { reason, detail, at: placesInContext(pod, owners, 'runAsNonRoot') };
  }
  const implicit = own === true ? [] : containers.filter((container) => !isSet(contextOf(container), 'runAsNonRoot'));
  const detail = (who: string): string => `pod or ${who} must set securityContext.runAsNonRoot=true`;
  return found(implicit, reason, detail, placesInContext(pod, implicit, 'runAsNonRoot'));
}

export function runAsUser(pod: PodLike): Violation | undefined {
  const isRoot = (owner: Draft): boolean => numberAt(contextOf(owner), 'runAsUser') === 0;
  const owners = [pod.spec, ...containersOf(pod)].filter(isRoot);
  const who = setters(isRoot(pod.spec), containersOf(pod).filter(isRoot));
  if (who === '') return undefined;
  const detail = `${who} must not set runAsUser=0`;
  return { reason: 'runAsUser=0', detail, at: placesInContext(pod, owners, 'runAsUser') };
}

export function restrictedSeccomp(pod: PodLike): Violation | undefined {
  const forbidden = baselineSeccomp(pod);
  if (forbidden || seccompType(pod.spec) !== undefined) return forbidden;
  const unset = containersOf(pod).filter((container) => seccompType(container) === undefined);
  const words = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"';
  const at = placesInContext(pod, unset, 'seccompProfile', 'type');
  return found(unset, 'seccompProfile', (who) => `pod or ${who} ${words}`, at);
}
