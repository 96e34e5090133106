// Which requests a policy or a binding is about: rules, exclusions, selectors of namespaces and objects. Mirrors
// k8s.io/apiserver pkg/admission/plugin/policy/matching and plugin/webhook/predicates (v1.36). Of `matchPolicy: Equivalent`
// only what is exact is known here: objects are not converted between versions.
import { selectorFromLabelSelector, selectorMatches } from '../../../kubernetes/selectors.ts';
import { type Draft, objectAt, objectsAt, optionalObject, stringAt, stringMapAt, stringsAt } from '../../draft.ts';
import { type AdmissionCluster, type AdmissionRequest, nameOf, namespaceOf } from '../plugin.ts';

const OPERATIONS = { create: 'CREATE', update: 'UPDATE', delete: 'DELETE' } as const;

/** `CREATE`, as rules and expressions know the verb. */
export const operationOf = (request: AdmissionRequest): string => OPERATIONS[request.verb];

const EXEMPT: ReadonlySet<string> = new Set(
  ['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy']
    .flatMap((kind) => [kind, `${kind}Binding`])
    .concat(['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']),
);

/** Policies and webhooks themselves are never asked of policies. */
export const isExempt = ({ kind }: AdmissionRequest): boolean =>
  kind.group === 'admissionregistration.k8s.io' && EXEMPT.has(kind.kind);

/** Whether `matchConstraints` or `matchResources` take the request; what is not set takes every request. */
export function requestMatches(
  match: Draft | undefined,
  request: AdmissionRequest,
  cluster: AdmissionCluster,
): boolean {
  if (!match) return true;
  if (!namespaceMatches(optionalObject(match, 'namespaceSelector'), request, cluster)) return false;
  if (!objectMatches(optionalObject(match, 'objectSelector'), request)) return false;
  if (objectsAt(match, 'excludeResourceRules').some((rule) => ruleMatches(rule, request))) return false;
  const rules = objectsAt(match, 'resourceRules');
  return rules.length === 0 || rules.some((rule) => ruleMatches(rule, request));
}

function labelsMatch(selector: Draft, labels: Readonly<Record<string, string>>): boolean {
  const matchExpressions = objectsAt(selector, 'matchExpressions').map((expression) => ({
    key: stringAt(expression, 'key'),
    operator: stringAt(expression, 'operator'),
    values: stringsAt(expression, 'values'),
  }));
  const parsed = selectorFromLabelSelector({ matchLabels: stringMapAt(selector, 'matchLabels'), matchExpressions });
  return 'selector' in parsed && selectorMatches(parsed.selector, labels);
}

const labelsOf = (object: Draft | undefined): Record<string, string> =>
  stringMapAt(objectAt(object, 'metadata'), 'labels');

/** Objects of the cluster that are no namespaces are never exempted by a namespace selector. */
function namespaceMatches(selector: Draft | undefined, request: AdmissionRequest, cluster: AdmissionCluster): boolean {
  if (!selector || Object.keys(selector).length === 0) return true;
  if (request.kind.kind === 'Namespace' && request.kind.apiVersion === 'v1') {
    return labelsMatch(selector, {
      'kubernetes.io/metadata.name': nameOf(request.object),
      ...labelsOf(request.object),
    });
  }
  if (!request.kind.namespaced) return true;
  const namespace = namespaceOf(request.object);
  const labels = labelsOf(cluster.get('Namespace', namespace));
  return labelsMatch(selector, { 'kubernetes.io/metadata.name': namespace, ...labels });
}

/** The object before or after the request. */
function objectMatches(selector: Draft | undefined, request: AdmissionRequest): boolean {
  if (!selector || Object.keys(selector).length === 0) return true;
  return [request.object, request.old].some((object) => object && labelsMatch(selector, labelsOf(object)));
}

const includes = (wanted: readonly string[], value: string): boolean => wanted.includes('*') || wanted.includes(value);

function ruleMatches(rule: Draft, request: AdmissionRequest): boolean {
  const { kind } = request;
  const names = stringsAt(rule, 'resourceNames');
  return (
    includes(stringsAt(rule, 'operations'), operationOf(request)) &&
    includes(stringsAt(rule, 'apiGroups'), kind.group) &&
    includes(stringsAt(rule, 'apiVersions'), kind.version) &&
    stringsAt(rule, 'resources').some((resource) => resourceMatches(resource, kind.plural)) &&
    scopeMatches(stringAt(rule, 'scope'), kind.namespaced) &&
    (names.length === 0 || names.includes(nameOf(request.object)))
  );
}

/** Requests here are about the object itself, never about a subresource. */
function resourceMatches(wanted: string, plural: string): boolean {
  const [resource = '', subresource = ''] = wanted.split('/');
  return (resource === '*' || resource === plural) && (subresource === '' || subresource === '*');
}

function scopeMatches(scope: string, namespaced: boolean): boolean {
  if (scope === 'Namespaced') return namespaced;
  return scope !== 'Cluster' || !namespaced;
}

/** Whether the labels of an object are those that a `paramRef` asks for. */
export const selects = (selector: Draft, object: Draft): boolean => labelsMatch(selector, labelsOf(object));
