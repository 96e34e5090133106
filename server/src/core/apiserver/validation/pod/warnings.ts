// What the server warns of in pods it accepts. Mirrors warningsForPodSpecAndMeta in pkg/api/pod/warnings.go (v1.36).
import { goQuote } from '../../../kubernetes/goText.ts';
import { dns1123LabelErrors, labelValueErrors } from '../../../kubernetes/names.ts';
import { quantityMilliValue, quantityOf, quantityText } from '../../../kubernetes/quantity.ts';
import {
  type Draft,
  isSet,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../../draft.ts';
import { child, type FieldPath, index, key } from '../../fieldPath.ts';
import { ipWarnings } from '../checks.ts';
import { deprecatedNodeLabel, nodeSelectorTermWarnings } from '../nodeSelectorWarnings.ts';
import { claimSpecWarnings } from '../persistentVolumeClaim.ts';
import { appArmorFromAnnotation, appArmorPrefix, seccompPod, seccompPrefix } from './annotations.ts';
import { eachContainer } from './containerList.ts';
import { pathOverlapWarnings } from './pathOverlaps.ts';
import { portWarnings } from './portWarnings.ts';

/** A name that will not make a good hostname; `what` it is used in. */
export function hostnameWarnings(meta: Draft, what: string): string[] {
  const wrong = dns1123LabelErrors(stringAt(meta, 'name'));
  if (wrong.length === 0) return [];
  const words = 'which can result in surprising behavior; a DNS label is recommended';
  return [`metadata.name: this is used in ${what}, ${words}: [${wrong.join(' ')}]`];
}

/** @param path of the template; empty for a Pod */
export function podWarnings(pod: Draft, path: FieldPath): string[] {
  const spec = objectAt(pod, 'spec');
  const specPath = child(path, 'spec');
  const annotations = stringMapAt(objectAt(pod, 'metadata'), 'annotations');
  const metaPath = child(path, 'metadata', 'annotations');
  return [
    ...nodeWarnings(spec, specPath),
    ...spreadWarnings(spec, specPath),
    ...deprecatedAnnotations.flatMap(([name, words]) =>
      Object.hasOwn(annotations, name) ? [`${key(metaPath, name)}: ${words}`] : [],
    ),
    ...volumeWarnings(spec, child(specPath, 'volumes')),
    ...pathOverlapWarnings(spec),
    ...repeatedWarnings(spec, 'hostAliases', 'ip', child(specPath, 'hostAliases')),
    ...repeatedWarnings(spec, 'imagePullSecrets', 'name', child(specPath, 'imagePullSecrets')),
    ...emptySecretWarnings(spec, child(specPath, 'imagePullSecrets')),
    ...byteWarnings(optionalObject(spec, 'overhead'), child(specPath, 'overhead')),
    ...profileWarnings(spec, annotations, path === '' ? undefined : specPath, metaPath),
    ...eachContainer(spec, specPath).flatMap(({ container, path: at }) => containerWarnings(container, at)),
    ...portWarnings(spec, specPath),
    ...graceWarnings(spec, specPath),
    ...affinityWarnings(spec, child(specPath, 'affinity')),
    ...stringsAt(optionalObject(spec, 'dnsConfig'), 'nameservers').flatMap((server, at) =>
      ipWarnings(server, index(child(specPath, 'dnsConfig', 'nameservers'), at)),
    ),
    ...objectsAt(spec, 'hostAliases').flatMap((alias, at) =>
      ipWarnings(stringAt(alias, 'ip'), child(index(child(specPath, 'hostAliases'), at), 'ip')),
    ),
  ];
}

const deprecatedAnnotations = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
] as const;

const hard = 'requiredDuringSchedulingIgnoredDuringExecution';
const soft = 'preferredDuringSchedulingIgnoredDuringExecution';

function nodeWarnings(spec: Draft, specPath: FieldPath): string[] {
  const affinity = objectAt(objectAt(spec, 'affinity'), 'nodeAffinity');
  const at = child(specPath, 'affinity', 'nodeAffinity');
  const labels = Object.keys(objectAt(spec, 'nodeSelector')).flatMap((name) => {
    const words = deprecatedNodeLabel(name);
    return words === undefined ? [] : [`${key(child(specPath, 'nodeSelector'), name)}: ${words}`];
  });
  const required = objectsAt(objectAt(affinity, hard), 'nodeSelectorTerms').flatMap((term, t) =>
    nodeSelectorTermWarnings(term, index(child(at, hard, 'nodeSelectorTerms'), t)),
  );
  const preferred = objectsAt(affinity, soft).flatMap((weighted, t) => {
    const field = child(index(child(at, soft), t), 'preference');
    const term = objectAt(weighted, 'preference');
    return [...nodeSelectorTermWarnings(term, field), ...labelValueWarnings(term, field)];
  });
  return [...labels, ...required, ...preferred];
}

/** Preferences are not refused for values that no label can have. */
function labelValueWarnings(term: Draft, field: FieldPath): string[] {
  return objectsAt(term, 'matchExpressions').flatMap((expression, e) =>
    stringsAt(expression, 'values').flatMap((value, v) =>
      labelValueErrors(value).map((words) => {
        const at = index(child(index(child(field, 'matchExpressions'), e), 'values'), v);
        return `${at}: ${value} is invalid, ${words}`;
      }),
    ),
  );
}

const nullSelector = 'a null labelSelector results in matching no pod';

function spreadWarnings(spec: Draft, specPath: FieldPath): string[] {
  return objectsAt(spec, 'topologySpreadConstraints').flatMap((constraint, at) => {
    const field = index(child(specPath, 'topologySpreadConstraints'), at);
    const topology = stringAt(constraint, 'topologyKey');
    const deprecated = deprecatedNodeLabel(topology);
    return [
      ...(deprecated === undefined ? [] : [`${child(field, 'topologyKey')}: ${topology} is ${deprecated}`]),
      ...(isSet(constraint, 'labelSelector') ? [] : [`${child(field, 'labelSelector')}: ${nullSelector}`]),
    ];
  });
}

const deprecatedVolumes = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
] as const;

function volumeWarnings(spec: Draft, list: FieldPath): string[] {
  return objectsAt(spec, 'volumes').flatMap((volume, at) => {
    const template = optionalObject(optionalObject(volume, 'ephemeral'), 'volumeClaimTemplate');
    const claimPath = child(index(list, at), 'ephemeral', 'volumeClaimTemplate', 'spec');
    return [
      ...deprecatedVolumes.flatMap(([name, shown, words]) =>
        isSet(volume, name) ? [`${child(index(list, at), shown)}: ${words}`] : [],
      ),
      ...(template ? claimSpecWarnings(objectAt(template, 'spec'), claimPath) : []),
    ];
  });
}

function repeatedWarnings(spec: Draft, list: string, name: string, field: FieldPath): string[] {
  const seen = new Set<string>();
  return objectsAt(spec, list).flatMap((item, at) => {
    const value = stringAt(item, name);
    if (seen.has(value)) return [`${child(index(field, at), name)}: duplicate ${name} ${goQuote(value)}`];
    seen.add(value);
    return [];
  });
}

function emptySecretWarnings(spec: Draft, list: FieldPath): string[] {
  return objectsAt(spec, 'imagePullSecrets').flatMap((secret, at) =>
    stringAt(secret, 'name') === '' ? [`${child(index(list, at), 'name')}: invalid empty name ""`] : [],
  );
}

/** Bytes that are no whole number. */
function byteWarnings(amounts: Draft | undefined, field: FieldPath): string[] {
  return ['memory', 'ephemeral-storage'].flatMap((name) => {
    const quantity = amounts?.[name] === undefined ? undefined : quantityOf(amounts[name]);
    if (!quantity || quantityMilliValue(quantity) % 1000n === 0n) return [];
    const shown = goQuote(quantityText(quantity));
    return [`${key(field, name)}: fractional byte value ${shown} is invalid, must be an integer`];
  });
}

/** @param templatePath undefined for Pods, whose AppArmor annotations become fields with a warning of their own */
function profileWarnings(
  spec: Draft,
  annotations: Readonly<Record<string, string>>,
  templatePath: FieldPath | undefined,
  metaPath: FieldPath,
): string[] {
  const seccompWords = 'non-functional in v1.27+; use the "seccompProfile" field instead';
  const context = objectAt(spec, 'securityContext');
  const warnings: string[] = [];
  const seccomp = (name: string, owner: Draft): void => {
    if (isSet(owner, 'seccompProfile') || !Object.hasOwn(annotations, name)) return;
    warnings.push(`${key(metaPath, name)}: ${seccompWords}`);
  };
  seccomp(seccompPod, context);
  for (const { container } of eachContainer(spec)) {
    const name = stringAt(container, 'name');
    const own = objectAt(container, 'securityContext');
    seccomp(seccompPrefix + name, own);
    const annotation = annotations[appArmorPrefix + name];
    if (templatePath === undefined || annotation === undefined || isSet(own, 'appArmorProfile')) continue;
    if (sameProfile(optionalObject(context, 'appArmorProfile'), appArmorFromAnnotation(annotation))) continue;
    warnings.push(appArmorWarning(name, metaPath));
  }
  return warnings;
}

export function appArmorWarning(container: string, metaPath: FieldPath): string {
  const words = 'deprecated since v1.30; use the "appArmorProfile" field instead';
  return `${key(metaPath, appArmorPrefix + container)}: ${words}`;
}

export function sameProfile(one: Draft | undefined, other: Draft | undefined): boolean {
  if (!one || !other) return false;
  return one['type'] === other['type'] && one['localhostProfile'] === other['localhostProfile'];
}

function containerWarnings(container: Draft, path: FieldPath): string[] {
  const resources = optionalObject(container, 'resources');
  return [
    ...byteWarnings(optionalObject(resources, 'limits'), child(path, 'resources', 'limits')),
    ...byteWarnings(optionalObject(resources, 'requests'), child(path, 'resources', 'requests')),
    ...hiddenVariableWarnings(container, child(path, 'env')),
  ];
}

function hiddenVariableWarnings(container: Draft, list: FieldPath): string[] {
  const seen = new Set<string>();
  return objectsAt(container, 'env').flatMap((variable, at) => {
    const name = stringAt(variable, 'name');
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const value = stringAt(variable, 'value');
    const reference = `$(${name})`;
    if (!isSet(variable, 'valueFrom') && value !== reference && value.includes(reference)) return [];
    return [`${index(list, at)}: hides previous definition of ${goQuote(name)}, which may be dropped when using apply`];
  });
}

function graceWarnings(spec: Draft, specPath: FieldPath): string[] {
  if ((numberAt(spec, 'terminationGracePeriodSeconds') ?? 0) >= 0) return [];
  const words = 'must be >= 0; negative values are invalid and will be treated as 1';
  return [`${child(specPath, 'terminationGracePeriodSeconds')}: ${words}`];
}

function affinityWarnings(spec: Draft, field: FieldPath): string[] {
  const missing = (term: Draft, at: FieldPath): string[] =>
    isSet(term, 'labelSelector') ? [] : [`${child(at, 'labelSelector')}: ${nullSelector}`];
  return ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const rules = objectAt(objectAt(spec, 'affinity'), kind);
    const at = child(field, kind);
    return [
      ...objectsAt(rules, hard).flatMap((term, t) => missing(term, index(child(at, hard), t))),
      ...objectsAt(rules, soft).flatMap((weighted, t) =>
        missing(objectAt(weighted, 'podAffinityTerm'), child(index(child(at, soft), t), 'podAffinityTerm')),
      ),
    ];
  });
}
