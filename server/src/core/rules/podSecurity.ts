// What the rules of the Pod Security Standards share: which check of the admission plugin each stands for, where its
// findings stand in a resource, and what makes the pod pass. What is a violation the plugin's own checks decide.
import { type PodSecurityCheck, type PodSecurityLevel, violationOf } from '../apiserver/admission/podSecurityChecks.ts';
import type { PodLike } from '../apiserver/admission/podSecurityFinding.ts';
import { draftOf } from '../apiserver/draft.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import { type Text, text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import { mustEscalate, string } from './containers.ts';
import type { Change, Complaint, Rule, RuleLevel, Target } from './rule.ts';

export interface PodSecurityRule extends Pick<Rule, 'id' | 'summary' | 'why' | 'remedy' | 'bad' | 'good' | 'peers'> {
  readonly podSecurityCheck: PodSecurityCheck;
  readonly podSecurityLevel: PodSecurityLevel;
  /** A baseline check that the restricted level replaces by a stricter one. */
  readonly isReplaced?: boolean;
}

/** The rule for one check of the standards: off but in their profiles, and judged as the chosen Kubernetes version does. */
export function podSecurityRule(facts: PodSecurityRule): Rule {
  const { podSecurityCheck, podSecurityLevel, isReplaced = false, ...documentation } = facts;
  const warning: RuleLevel = 'warning';
  const baseline = podSecurityLevel === 'baseline' ? { 'pss-baseline': warning } : {};
  const restricted = isReplaced ? {} : { 'pss-restricted': warning };
  return {
    ...documentation,
    level: 'off',
    profiles: { ...baseline, ...restricted },
    *check(target: Target): Iterable<Complaint> {
      if (!target.pod) return;
      const pod = podLike(target);
      const violation = violationOf(podSecurityCheck, target.workspace.kubernetesMinor, pod);
      for (const place of violation?.at ?? []) {
        const who = ownerOf(target.pod.spec, place);
        const message = text(
          `${who.en}${facts.summary.en}, which Pod Security "${podSecurityLevel}" refuses; ${facts.remedy.en}`,
          `${who.zh}${facts.summary.zh}，Pod Security "${podSecurityLevel}" 会拒绝；请${facts.remedy.zh}`,
        );
        yield placedComplaint(target, podSecurityCheck, place, message);
      }
    },
  };
}

/** A complaint about one place of a violation, with the fix that its check has. */
export function placedComplaint(target: Target, check: PodSecurityCheck, place: Path, message: Text): Complaint {
  const prefix = target.pod?.path ?? [];
  const refused = check === 'allowPrivilegeEscalation' && mustEscalate(contextAt(target, place));
  const fix = refused ? undefined : fixes[check]?.(place);
  const path = [...prefix, ...markedPlace(target.pod?.spec ?? {}, place)];
  if (!fix) return { path, message };
  return { path, message, fix: { title: titleOf(fix), changes: [below(prefix, fix)], isSure: true } };
}

/** The security context of a place inside it; the place begins at the pod. */
function contextAt(target: Target, place: Path): JsonValue | undefined {
  return valueAt(target.pod?.spec ?? {}, place.slice(1, place.indexOf('securityContext') + 1));
}

const podsLike = new WeakMap<JsonObject, PodLike>();

/** The target's pod as admission sees it; the same for the same spec. */
export function podLike({ pod }: Target): PodLike {
  const spec = pod?.spec ?? {};
  const known = podsLike.get(spec);
  if (known) return known;
  const read = { metadata: { annotations: { ...pod?.annotations } }, spec: draftOf(spec) };
  podsLike.set(spec, read);
  return read;
}

/** The name says which container lacks a whole security context; else the deepest part that is there is marked. */
function markedPlace(spec: JsonObject, place: Path): Path {
  const at = place.indexOf('securityContext');
  const holder = place.slice(0, at);
  const isMissing = at === 3 && valueAt(spec, [...holder.slice(1), 'securityContext']) === undefined;
  return isMissing ? [...holder, 'name'] : place;
}

function valueAt(spec: JsonObject, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, segment) => {
    if (typeof segment === 'number') return Array.isArray(value) ? value[segment] : undefined;
    return isJsonObject(value) ? value[segment] : undefined;
  }, spec);
}

function ownerOf(spec: JsonObject, place: Path): Text {
  const [, list, index] = place;
  if (typeof index !== 'number' || !/[cC]ontainers$/.test(String(list))) return text('', '');
  const container = valueAt(spec, [String(list), index]);
  const name = isJsonObject(container) ? (string(container['name']) ?? '') : '';
  return text(`container "${name}": `, `容器 "${name}"：`);
}

type PlacedFix = { readonly set: Path; readonly to: JsonValue } | { readonly remove: Path };

const removal = (place: Path): PlacedFix => ({ remove: place });
const setting =
  (to: JsonValue) =>
  (place: Path): PlacedFix => ({ set: place, to });

/** What makes the check pass; none where only the author knows what to have instead. */
const fixes: Readonly<Partial<Record<PodSecurityCheck, (place: Path) => PlacedFix>>> = {
  appArmorProfile: (place) => (place[0] === 'metadata' ? removal(place) : setting('RuntimeDefault')(place)),
  capabilities_baseline: removal,
  hostNamespaces: removal,
  hostPorts: removal,
  hostProbesAndHostLifecycle: removal,
  privileged: removal,
  procMount: removal,
  seLinuxOptions: removal,
  seccompProfile_baseline: (place) => (place[0] === 'metadata' ? removal(place) : setting('RuntimeDefault')(place)),
  sysctls: (place) => removal(place.slice(0, -1)),
  windowsHostProcess: removal,
  allowPrivilegeEscalation: setting(false),
  capabilities_restricted: (place) => (place.at(-1) === 'drop' ? setting(['ALL'])(place) : removal(place)),
  procMount_restricted: removal,
  runAsNonRoot: setting(true),
  runAsUser: removal,
  seccompProfile_restricted: setting('RuntimeDefault'),
};

function titleOf(fix: PlacedFix): Text {
  const place = 'set' in fix ? fix.set : fix.remove;
  const from = place.indexOf('securityContext');
  const words = place
    .slice(from < 0 ? -1 : from)
    .filter((segment) => typeof segment === 'string')
    .join('.');
  if ('set' in fix) {
    const value = typeof fix.to === 'string' ? fix.to : JSON.stringify(fix.to);
    return text(`Set ${words}: ${value}`, `设置 ${words}: ${value}`);
  }
  return typeof place.at(-1) === 'number'
    ? text(`Remove this item of ${words}`, `去掉 ${words} 中的此项`)
    : text(`Remove ${words}`, `去掉 ${words}`);
}

function below(prefix: Path, fix: PlacedFix): Change {
  return 'set' in fix ? { set: [...prefix, ...fix.set], to: fix.to } : { remove: [...prefix, ...fix.remove] };
}
