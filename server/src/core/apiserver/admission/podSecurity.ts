// PodSecurity: namespaces say by labels which level their pods must keep. Mirrors k8s.io/pod-security-admission (v0.36).
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, optionalObject, stringAt, stringMapAt } from '../draft.ts';
import { invalid } from '../fieldErrors.ts';
import { key } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import type { AdmissionCluster, AdmissionPlugin, AdmissionRequest, Answer } from './plugin.ts';
import { ADMITTED, forbid, isPod, nameOf, namespaceOf } from './plugin.ts';
import { type CheckedViolation, violations } from './podSecurityChecks.ts';
import type { PodLike, Violation } from './podSecurityFinding.ts';

type Level = 'privileged' | 'baseline' | 'restricted';

export interface LevelVersion {
  readonly level: Level;
  /** `latest` or `v1.30`. */
  readonly version: string;
}

interface Policy {
  readonly enforce: LevelVersion;
  readonly warn: LevelVersion;
  readonly errors: readonly FieldError[];
}

const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];
const PREFIX = 'pod-security.kubernetes.io/';

export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  validate(request, cluster) {
    if (request.verb === 'delete') return ADMITTED;
    if (request.kind.kind === 'Namespace') return namespaceAnswer(request, cluster);
    const policy = policyOf(cluster.get('Namespace', namespaceOf(request.object)));
    if (isPod(request)) return isSignificant(request) ? podAnswer(request, policy) : ADMITTED;
    const template = templateOf(request);
    return template ? { warnings: warningsOf(policy.warn, template) } : ADMITTED;
  },
};

function policyOf(namespace: Draft | undefined): Policy {
  const labels = stringMapAt(objectAt(namespace, 'metadata'), 'labels');
  const errors: FieldError[] = [];
  const wrong = (name: string, words: string): void => {
    errors.push(invalid(key('metadata.labels', PREFIX + name), labels[PREFIX + name], words));
  };
  const levelAt = (mode: string, otherwise: Level): Level => {
    const value = labels[PREFIX + mode];
    const level = LEVELS.find((known) => known === value);
    if (value !== undefined && !level) wrong(mode, `must be one of ${LEVELS.join(', ')}`);
    return level ?? (value === undefined ? 'privileged' : otherwise);
  };
  const versionAt = (mode: string): string => {
    const value = labels[`${PREFIX}${mode}-version`] ?? 'latest';
    if (value === 'latest' || /^v1\.([0-9]|[1-9][0-9]*)$/.test(value)) return value;
    wrong(`${mode}-version`, 'must be "latest" or "v1.x"');
    return 'latest';
  };
  const enforce = { level: levelAt('enforce', 'restricted'), version: versionAt('enforce') };
  levelAt('audit', 'privileged');
  versionAt('audit');
  const warn = { level: levelAt('warn', 'privileged'), version: versionAt('warn') };
  return { enforce, warn: defaultedWarn(labels, enforce, warn), errors };
}

/** Whoever enforces a level is warned of it as well, unless the warning level is set. */
function defaultedWarn(
  labels: Readonly<Record<string, string>>,
  enforce: LevelVersion,
  warn: LevelVersion,
): LevelVersion {
  const asked = labels[`${PREFIX}enforce`];
  if (labels[`${PREFIX}warn`] !== undefined || asked !== enforce.level || enforce.level === 'privileged') return warn;
  return {
    level: enforce.level,
    version: labels[`${PREFIX}warn-version`] === undefined ? enforce.version : warn.version,
  };
}

const LATEST_MINOR = Number.POSITIVE_INFINITY;

/** The level that a namespace enforces on its pods, and in which version; `privileged` where it says nothing. */
export function enforcedBy(namespace: Draft): LevelVersion {
  return policyOf(namespace).enforce;
}

/** What a level of a version finds wrong with a pod. */
export function violationsOf({ level, version }: LevelVersion, pod: PodLike): CheckedViolation[] {
  if (level === 'privileged') return [];
  return violations(level, version === 'latest' ? LATEST_MINOR : Number(version.slice(3)), pod);
}

const listed = (found: readonly Violation[]): string => found.map((v) => `${v.reason} (${v.detail})`).join(', ');

function warningsOf(warn: LevelVersion, pod: PodLike): string[] {
  const found = violationsOf(warn, pod);
  return found.length > 0 ? [`would violate PodSecurity "${warn.level}:${warn.version}": ${listed(found)}`] : [];
}

const podOf = (object: Draft): PodLike => ({ metadata: objectAt(object, 'metadata'), spec: objectAt(object, 'spec') });

function podAnswer(request: AdmissionRequest, policy: Policy): Answer {
  const pod = podOf(request.object);
  const found = violationsOf(policy.enforce, pod);
  if (found.length === 0) return { warnings: warningsOf(policy.warn, pod) };
  const { level, version } = policy.enforce;
  return { refusal: forbid(request, `violates PodSecurity "${level}:${version}": ${listed(found)}`) };
}

/** An update matters only when a container or an image is new. */
function isSignificant({ object, old }: AdmissionRequest): boolean {
  if (!old) return true;
  const images = (pod: Draft, list: string): string =>
    objectsAt(objectAt(pod, 'spec'), list)
      .map((container) => stringAt(container, 'image'))
      .join('\n');
  return ['containers', 'initContainers', 'ephemeralContainers'].some(
    (list) => images(object, list) !== images(old, list),
  );
}

const WORKLOADS = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job'];

function templateOf({ kind, object }: AdmissionRequest): PodLike | undefined {
  const spec = objectAt(object, 'spec');
  const owner =
    kind.kind === 'CronJob'
      ? objectAt(objectAt(spec, 'jobTemplate'), 'spec')
      : kind.kind === 'PodTemplate'
        ? object
        : WORKLOADS.includes(kind.kind)
          ? spec
          : undefined;
  const template = optionalObject(owner, 'template');
  return template && podOf(template);
}

function namespaceAnswer(request: AdmissionRequest, cluster: AdmissionCluster): Answer {
  const policy = policyOf(request.object);
  const before = request.old && policyOf(request.old);
  const name = nameOf(request.object);
  if (policy.errors.length > 0 && JSON.stringify(policy.errors) !== JSON.stringify(before?.errors)) {
    const causes = policy.errors.map(({ field, message }) => `${field}: ${message}`);
    const listedCauses = causes.length === 1 ? causes[0] : `[${causes.join(', ')}]`;
    return { refusal: { reason: 'Invalid', field: '', message: `Namespace "${name}" is invalid: ${listedCauses}` } };
  }
  if (!before || !isStricter(policy.enforce, before.enforce)) return ADMITTED;
  return { warnings: existingPodWarnings(cluster.list('Pod', name), name, policy.enforce) };
}

function isStricter(now: LevelVersion, before: LevelVersion): boolean {
  if (now.level === 'privileged') return false;
  if (now.version !== before.version) return true;
  return LEVELS.indexOf(now.level) > LEVELS.indexOf(before.level);
}

function existingPodWarnings(pods: readonly Draft[], namespace: string, enforce: LevelVersion): string[] {
  const names = new Map<string, string[]>();
  for (const pod of pods) {
    const found = violationsOf(enforce, podOf(pod));
    const reasons = found.map(({ reason }) => reason).join(', ');
    if (found.length > 0) names.set(reasons, [...(names.get(reasons) ?? []), nameOf(pod)]);
  }
  if (names.size === 0) return [];
  const head = `existing pods in namespace "${namespace}" violate the new PodSecurity enforce level "${enforce.level}:${enforce.version}"`;
  const lines = [...names].map(([reasons, who]) => `${[...who].sort()[0]}${others(who.length - 1)}: ${reasons}`);
  return [head, ...lines.sort()];
}

function others(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' (and 1 other pod)' : ` (and ${count} other pods)`;
}
