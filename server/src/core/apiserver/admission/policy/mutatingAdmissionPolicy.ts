// MutatingAdmissionPolicy: apply configurations and JSON patches that policies make of a request. Mirrors k8s.io/apiserver
// pkg/admission/plugin/policy/mutating (v1.36). Policies are asked once, in the order of their creation: reinvocation is
// not played.
import type { Variables } from '../../../cel/run/evaluate.ts';
import { toJson } from '../../../cel/run/json.ts';
import { isList, isMap, StructValue, type Value } from '../../../cel/run/values.ts';
import { applySchemaDefaults } from '../../decode/encode.ts';
import { type Draft, isDraft, type Json, objectAt, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { rulesFor } from '../../registry.ts';
import type { FieldError } from '../../types.ts';
import { type AdmissionCluster, type AdmissionPlugin, type AdmissionRequest, nameOf } from '../plugin.ts';
import { applyConfiguration } from './applyConfiguration.ts';
import { conditionsMatch, expressionsOf, outcomeOf, type PolicyExpressions, requestVariables } from './expressions.ts';
import { applyJsonPatch, type PatchOperation } from './jsonPatch.ts';
import { isExempt, requestMatches } from './matching.ts';
import { parametersFor } from './parameters.ts';

export const mutatingAdmissionPolicy: AdmissionPlugin = {
  name: 'MutatingAdmissionPolicy',
  mutate(request, cluster) {
    const policies = cluster.list('MutatingAdmissionPolicy');
    if (policies.length === 0 || request.verb === 'delete' || isExempt(request)) return undefined;
    const errors = policies.flatMap((policy) => errorsOf(policy, request, cluster));
    return errors[0];
  },
};

function errorsOf(policy: Draft, request: AdmissionRequest, cluster: AdmissionCluster): FieldError[] {
  const spec = objectAt(policy, 'spec');
  if (!requestMatches(optionalObject(spec, 'matchConstraints'), request, cluster)) return [];
  return cluster.list('MutatingAdmissionPolicyBinding').flatMap((binding) => {
    const bound = objectAt(binding, 'spec');
    if (stringAt(bound, 'policyName') !== nameOf(policy)) return [];
    if (!requestMatches(optionalObject(bound, 'matchResources'), request, cluster)) return [];
    const error = appliedBinding(spec, bound, request, cluster);
    if (error === undefined || stringAt(spec, 'failurePolicy') === 'Ignore') return [];
    const message = `policy '${nameOf(policy)}' with binding '${nameOf(binding)}' denied request: ${error}`;
    const reason = error.startsWith(NOT_CONFIGURED) ? 'Forbidden' : 'Invalid';
    return [{ reason, code: 403, field: '', message }];
  });
}

const NOT_CONFIGURED = 'failed to configure binding: ';

/** Applies all mutations of a binding; the first that fails is told. */
function appliedBinding(
  spec: Draft,
  binding: Draft,
  request: AdmissionRequest,
  cluster: AdmissionCluster,
): string | undefined {
  const parameters = parametersFor(spec, binding, request, cluster);
  if ('error' in parameters) return `${NOT_CONFIGURED}${parameters.error}`;
  const errors = parameters.params.map((params) => appliedParams(spec, request, cluster, params));
  return errors.find((error) => error !== undefined);
}

function appliedParams(
  spec: Draft,
  request: AdmissionRequest,
  cluster: AdmissionCluster,
  params: Draft | undefined,
): string | undefined {
  const expressions = expressionsOf(spec);
  const matched = conditionsMatch(spec, expressions, requestVariables(request, cluster, params, undefined));
  if ('error' in matched) return matched.error;
  if (!matched.matches) return undefined;
  const errors = objectsAt(spec, 'mutations').map((mutation) => {
    const variables = requestVariables(request, cluster, params, expressions);
    return appliedMutation(mutation, expressions, variables, request);
  });
  return errors.find((error) => error !== undefined);
}

function appliedMutation(
  mutation: Draft,
  expressions: PolicyExpressions,
  variables: Variables,
  request: AdmissionRequest,
): string | undefined {
  const isPatch = stringAt(mutation, 'patchType') === 'JSONPatch';
  const source = stringAt(optionalObject(mutation, isPatch ? 'jsonPatch' : 'applyConfiguration'), 'expression').trim();
  const outcome = outcomeOf(expressions, source, isPatch ? 'JSONPatch' : 'ApplyConfiguration', variables);
  if ('error' in outcome) return outcome.error;
  const result = isPatch ? patched(request.object, outcome.value) : configured(request, outcome.value);
  if ('error' in result) return result.error;
  replace(request.object, result.object);
  rulesFor(request.kind.apiVersion, request.kind.kind)?.applyDefaults?.(request.object);
  applySchemaDefaults(request.schema, request.kind, request.object);
  return undefined;
}

function configured(request: AdmissionRequest, value: Value): ReturnType<typeof applyConfiguration> {
  const wrong = wrongNames(value, ['Object']);
  if (wrong.length > 0) return { error: `type mismatch: ${wrong.join('\n')}` };
  const patch = jsonOf(value);
  if (!isDraft(patch)) return { error: 'invalid return type' };
  return applyConfiguration(request.schema, request.kind, request.object, patch);
}

/** Messages must be named after the path of fields on which they stand. */
function wrongNames(value: Value, path: readonly string[]): string[] {
  if (isList(value)) return value.flatMap((item) => wrongNames(item, path));
  if (!(value instanceof StructValue))
    return isMap(value) ? [...value.values()].flatMap((one) => wrongNames(one, path)) : [];
  const expected = path.join('.');
  const words = `expected ${JSON.stringify(expected)}, which matches field name path from root Object type`;
  const own = value.type === expected ? [] : [`unexpected type name ${JSON.stringify(value.type)}, ${words}`];
  return [...own, ...[...value].flatMap(([name, field]) => wrongNames(field, [...path, String(name)]))];
}

function patched(object: Draft, value: Value): ReturnType<typeof applyJsonPatch> {
  const operations = isList(value) ? value.map(operationOf) : [];
  return applyJsonPatch(object, operations);
}

function operationOf(value: Value): PatchOperation {
  const member = (name: string): Value => (isMap(value) ? (value.get(name) ?? null) : null);
  const textOf = (name: string): string => String(member(name) ?? '');
  return { op: textOf('op'), path: textOf('path'), from: textOf('from'), value: jsonOf(member('value')) };
}

/** Values are plain JSON once converted. */
const jsonOf = (value: Value): Json => toJson(value) as Json;

/** Plugins write to the object of the request. */
function replace(object: Draft, by: Draft): void {
  if (object === by) return;
  for (const name of Object.keys(object)) delete object[name];
  Object.assign(object, by);
}
