// Which pods a selector selects, for the rules that join resources. Loose input: what is no valid selector selects nothing.
import type { JsonObject, JsonValue } from '../apiserver/types.ts';
import { didYouMean } from '../schema/didYouMean.ts';
import { items, object, string, strings } from './containers.ts';
import type { PodTemplate, RuleResource, RuleWorkspace } from './rule.ts';

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
  const pairs = Object.entries(labelsOf(wanted));
  for (const { resource: owner, pod } of workspace.podsNear(resource)) {
    if (!pairs.every(([key]) => pod.labels[key] !== undefined)) continue;
    if (owner.name !== resource.name && !pairs.every(([key, value]) => areAlike(value, pod.labels[key]))) continue;
    const labels = pairs.map(([key]) => `${key}: ${pod.labels[key]}`).join(', ');
    return `${owner.kind} "${owner.name}" has ${labels}`;
  }
  return undefined;
}

function areAlike(wanted: string, has: string | undefined): boolean {
  return has !== undefined && (has === wanted || didYouMean(wanted, [has]).length > 0);
}

/** Whether two resources' kinds and names agree with a reference such as `scaleTargetRef`. */
export function refersTo(reference: JsonValue | undefined, resource: RuleResource): boolean {
  const ref = object(reference);
  return ref['kind'] === resource.kind && ref['name'] === resource.name;
}
