// Which pods a selector selects, for the rules that join resources. Loose input: what is no valid selector selects nothing.
import type { JsonObject, JsonValue } from '../apiserver/types.ts';
import { didYouMean } from '../schema/didYouMean.ts';
import { text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import { items, object, string, strings } from './containers.ts';
import type { ComplaintFix, PodTemplate, RuleResource, RuleWorkspace } from './rule.ts';

export interface SelectedPod {
  readonly resource: RuleResource;
  readonly pod: PodTemplate;
}

/** `matchLabels` and `matchExpressions`; an empty selector selects all, as `metav1.LabelSelectorAsSelector` says. */
export function labelSelectorMatches(selector: JsonObject, labels: Readonly<Record<string, string>>): boolean {
  if (!mapMatches(object(selector['matchLabels']), labels)) return false;
  return items(selector['matchExpressions']).every((expression) => expressionMatches(expression, labels));
}

/** A plain map of labels, as in a Service. */
export function mapMatches(selector: JsonObject, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === String(value));
}

function expressionMatches(expression: JsonObject, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[string(expression['key']) ?? ''];
  const values = strings(expression['values']);
  switch (expression['operator']) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/**
 * The pods near a resource that a selector matches, and whether anything can be said at all: in a workspace without a
 * single pod the pods live elsewhere, and a selector that selects nothing here is no fault.
 */
export function selected(
  workspace: RuleWorkspace,
  resource: RuleResource,
  selector: JsonObject,
): { readonly pods: readonly SelectedPod[]; readonly known: boolean } {
  const near = workspace.podsLabelled(resource, labelsOf(object(selector['matchLabels'])));
  const pods = near.filter(({ pod }) => labelSelectorMatches(selector, pod.labels));
  return { pods, known: pods.length > 0 || workspace.podsNear(resource).length > 0 };
}

/** The same for a plain map of labels, as Services have it. */
export function selectedByMap(workspace: RuleWorkspace, resource: RuleResource, selector: JsonObject) {
  return selected(workspace, resource, { matchLabels: selector });
}

function labelsOf(selector: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, String(value)]));
}

/**
 * Labels that the author probably meant: of a pod with all the keys, and values that are alike, or of a workload of the
 * same name. Other pods are other people's.
 */
export function nearestLabels(
  workspace: RuleWorkspace,
  resource: RuleResource,
  wanted: JsonObject,
): string | undefined {
  const found = nearestPod(workspace, resource, wanted);
  if (!found) return undefined;
  const labels = Object.keys(wanted).map((key) => `${key}: ${found.pod.labels[key]}`);
  return `${found.resource.kind} "${found.resource.name}" has ${labels.join(', ')}`;
}

function nearestPod(workspace: RuleWorkspace, resource: RuleResource, wanted: JsonObject): SelectedPod | undefined {
  const pairs = Object.entries(labelsOf(wanted));
  return workspace.podsNear(resource).find(({ resource: owner, pod }) => {
    if (!pairs.every(([key]) => pod.labels[key] !== undefined)) return false;
    return owner.name === resource.name || pairs.every(([key, value]) => areAlike(value, pod.labels[key]));
  });
}

/** A fix that makes a map of labels select the pods that were probably meant; undefined where none are. */
export function alignment(
  workspace: RuleWorkspace,
  resource: RuleResource,
  path: Path,
  wanted: JsonObject,
): ComplaintFix | undefined {
  const found = nearestPod(workspace, resource, wanted);
  if (!found || Object.keys(wanted).length === 0) return undefined;
  const { kind, name } = found.resource;
  const changes = Object.keys(wanted)
    .filter((key) => found.pod.labels[key] !== String(wanted[key]))
    .map((key) => ({ set: [...path, key], to: found.pod.labels[key] ?? '' }));
  return { title: text(`Select the pods of ${kind} "${name}"`, `选择 ${kind} "${name}" 的 Pod`), changes };
}

function areAlike(wanted: string, has: string | undefined): boolean {
  return has !== undefined && (has === wanted || didYouMean(wanted, [has]).length > 0);
}

/** Whether two resources' kinds and names agree with a reference such as `scaleTargetRef`. */
export function refersTo(reference: JsonValue | undefined, resource: RuleResource): boolean {
  const ref = object(reference);
  return ref['kind'] === resource.kind && ref['name'] === resource.name;
}
