// What an update may keep although a new pod may not have it: the server looks at the old spec and lowers its bars.
// Mirrors GetValidationOptionsFromPodSpecAndMeta in pkg/api/pod/util.go (v1.36), with the feature gates at their defaults.
import { labelValueErrors } from '../../../kubernetes/names.ts';
import { booleanAt, type Draft, isSet, objectAt, objectsAt, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import { labelSelectorErrors } from '../checks.ts';
import { isDeletionCost } from './annotations.ts';
import { eachContainer, isSidecar } from './containerList.ts';
import { labelKeyErrors } from './labelKeys.ts';
import { localPathErrors } from './paths.ts';
import { hugePagesDivide, resourceRequirements } from './resources.ts';
import { hostSysctlErrors } from './securityContext.ts';

export interface PodOptions {
  /** A Pod itself, not the template of a workload. */
  readonly isPod: boolean;
  readonly invalidDeletionCost: boolean;
  readonly invalidAffinityLabelValues: boolean;
  readonly invalidNodeAffinityValues: boolean;
  readonly invalidSpreadSelectors: boolean;
  readonly indivisibleHugePages: boolean;
  readonly nonLocalTokenPaths: boolean;
  readonly hostSysctls: boolean;
  readonly anySeLinuxChangePolicy: boolean;
  readonly legacyMatchLabelKeys: boolean;
  readonly comparingTolerations: boolean;
  readonly userNamespacesOnHostNetwork: boolean;
  readonly userNamespacesWithDevices: boolean;
  readonly restartContainerInInit: boolean;
}

const strict: PodOptions = {
  isPod: false,
  invalidDeletionCost: false,
  invalidAffinityLabelValues: false,
  invalidNodeAffinityValues: false,
  invalidSpreadSelectors: false,
  indivisibleHugePages: false,
  nonLocalTokenPaths: false,
  hostSysctls: false,
  anySeLinuxChangePolicy: false,
  legacyMatchLabelKeys: false,
  comparingTolerations: false,
  userNamespacesOnHostNetwork: false,
  userNamespacesWithDevices: false,
  restartContainerInInit: false,
};

/** For a new Pod. */
export const newPodOptions: PodOptions = { ...strict, isPod: true };

/** For the template of a new workload. */
export const newTemplateOptions: PodOptions = strict;

/**
 * For a change of a pod or template.
 * @param old the `{ metadata, spec }` that is replaced; none for what is new
 */
export function podOptions(old: Draft | undefined, isPod: boolean): PodOptions {
  if (!old) return isPod ? newPodOptions : newTemplateOptions;
  const spec = objectAt(old, 'spec');
  const withoutHostUsers = booleanAt(spec, 'hostUsers') === false;
  return {
    isPod,
    invalidDeletionCost: !isDeletionCost(objectAt(objectAt(old, 'metadata'), 'annotations')),
    invalidAffinityLabelValues: affinitySelectors(spec).some(hasInvalidValue),
    invalidNodeAffinityValues: nodeTerms(spec).some(hasInvalidValue),
    invalidSpreadSelectors: objectsAt(spec, 'topologySpreadConstraints').some(
      (constraint) => labelSelectorErrors(optionalObject(constraint, 'labelSelector'), '').length > 0,
    ),
    indivisibleHugePages: hasIndivisibleHugePages(spec),
    nonLocalTokenPaths: tokenPaths(spec).some((path) => localPathErrors(path, '').length > 0),
    hostSysctls: objectsAt(objectAt(spec, 'securityContext'), 'sysctls').some(
      (sysctl) => hostSysctlErrors(stringAt(sysctl, 'name'), spec, '').length > 0,
    ),
    anySeLinuxChangePolicy: isSet(objectAt(spec, 'securityContext'), 'seLinuxChangePolicy'),
    legacyMatchLabelKeys: objectsAt(spec, 'topologySpreadConstraints').some(
      (constraint) => labelKeyErrors(constraint, '').length > 0,
    ),
    comparingTolerations: objectsAt(spec, 'tolerations').some(({ operator }) => operator === 'Lt' || operator === 'Gt'),
    userNamespacesOnHostNetwork: withoutHostUsers && spec['hostNetwork'] === true,
    userNamespacesWithDevices:
      withoutHostUsers && eachContainer(spec).some(({ container }) => objectsAt(container, 'volumeDevices').length > 0),
    restartContainerInInit: objectsAt(spec, 'initContainers').some(
      (container) =>
        !isSidecar(container) &&
        objectsAt(container, 'resizePolicy').some(({ restartPolicy }) => restartPolicy === 'RestartContainer'),
    ),
  };
}

function affinitySelectors(spec: Draft): Draft[] {
  const affinity = objectAt(spec, 'affinity');
  return ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const rules = objectAt(affinity, kind);
    const preferred = objectsAt(rules, 'preferredDuringSchedulingIgnoredDuringExecution');
    const terms = [
      ...objectsAt(rules, 'requiredDuringSchedulingIgnoredDuringExecution'),
      ...preferred.map((weighted) => objectAt(weighted, 'podAffinityTerm')),
    ];
    return terms.flatMap((term) => [objectAt(term, 'labelSelector'), objectAt(term, 'namespaceSelector')]);
  });
}

function nodeTerms(spec: Draft): Draft[] {
  const affinity = objectAt(objectAt(spec, 'affinity'), 'nodeAffinity');
  return objectsAt(objectAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution'), 'nodeSelectorTerms');
}

function hasInvalidValue(term: Draft): boolean {
  return objectsAt(term, 'matchExpressions').some((expression) =>
    stringsAt(expression, 'values').some((value) => labelValueErrors(value).length > 0),
  );
}

function hasIndivisibleHugePages(spec: Draft): boolean {
  return eachContainer(spec).some(({ container }) =>
    resourceRequirements(container).some(({ name, quantity }) => !hugePagesDivide(name, quantity)),
  );
}

function tokenPaths(spec: Draft): string[] {
  return objectsAt(spec, 'volumes')
    .flatMap((volume) => objectsAt(objectAt(volume, 'projected'), 'sources'))
    .flatMap((source) => {
      const token = optionalObject(source, 'serviceAccountToken');
      return token ? [stringAt(token, 'path')] : [];
    });
}
