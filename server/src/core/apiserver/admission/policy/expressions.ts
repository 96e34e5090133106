// The expressions of one policy, compiled once, and the variables that one request gives them. Mirrors k8s.io/apiserver
// pkg/admission/plugin/cel/{activation,composition,condition}.go (v1.36). What follows from a result is the plugins'.
import {
  compilePolicyExpression,
  type PolicyCompilation,
  type PolicyResult,
  variableType,
} from '../../../cel/policyExpressions.ts';
import type { PolicyScope } from '../../../cel/policyTypes.ts';
import { evaluate, type Outcome, type Variables } from '../../../cel/run/evaluate.ts';
import { fromJson } from '../../../cel/run/json.ts';
import { AUTHORIZER, CelFailure, lazyMap, type Value } from '../../../cel/run/values.ts';
import type { CelType } from '../../../cel/types.ts';
import { type Draft, isSet, objectsAt, stringAt } from '../../draft.ts';
import { type AdmissionCluster, type AdmissionRequest, nameOf, namespaceOf } from '../plugin.ts';
import { operationOf } from './matching.ts';

/** The scope of a policy's own expressions, and its variables, compiled. */
export interface PolicyExpressions {
  readonly scope: PolicyScope;
  readonly variables: ReadonlyMap<string, PolicyCompilation>;
  compile(source: string, result: PolicyResult): PolicyCompilation;
}

const compiled = new WeakMap<Draft, PolicyExpressions>();

/** Of a policy's `spec`, which does not change. */
export function expressionsOf(spec: Draft): PolicyExpressions {
  const known = compiled.get(spec) ?? compileAll(spec);
  compiled.set(spec, known);
  return known;
}

function compileAll(spec: Draft): PolicyExpressions {
  const params = isSet(spec, 'paramKind');
  const types = new Map<string, CelType>();
  const variables = new Map<string, PolicyCompilation>();
  const scope: PolicyScope = { params, authorizer: true, patches: false, variables: types };
  for (const variable of objectsAt(spec, 'variables')) {
    const name = stringAt(variable, 'name');
    const compilation = compilePolicyExpression(stringAt(variable, 'expression'), scope, 'any');
    variables.set(name, compilation);
    types.set(name, variableType(compilation));
  }
  const known = new Map<string, PolicyCompilation>();
  return {
    scope,
    variables,
    compile(source, result) {
      const key = `${result} ${source}`;
      const patches = result === 'ApplyConfiguration' || result === 'JSONPatch';
      const compilation = known.get(key) ?? compilePolicyExpression(source, { ...scope, patches }, result);
      known.set(key, compilation);
      return compilation;
    },
  };
}

/** The value of an expression; `error` in the server's words: `expression 'x' resulted in error: no such key: y`. */
export function outcomeOf(
  expressions: PolicyExpressions,
  source: string,
  result: PolicyResult,
  variables: Variables,
): Outcome {
  const compilation = expressions.compile(source, result);
  if (!compilation.ok) return { error: `compilation error: ${compilation.message}` };
  const outcome = evaluate(compilation.compiled, variables);
  return 'error' in outcome ? { error: `expression '${source}' resulted in error: ${outcome.error}` } : outcome;
}

/** What a request gives to expressions. Match conditions see neither the namespace nor the policy's variables. */
export function requestVariables(
  request: AdmissionRequest,
  cluster: AdmissionCluster,
  params: Draft | undefined,
  expressions: PolicyExpressions | undefined,
): Variables {
  const values: Readonly<Record<string, () => Value>> = {
    object: () => (request.verb === 'delete' ? null : fromJson(request.object)),
    oldObject: () => fromJson(request.verb === 'delete' ? request.object : request.old),
    request: () => fromJson(admissionRequest(request)),
    params: () => fromJson(params),
    namespaceObject: () => (expressions ? fromJson(namespaceObject(request, cluster)) : null),
    authorizer: () => AUTHORIZER,
    'authorizer.requestResource': () => AUTHORIZER,
    variables: () => (expressions ? composed(expressions, variables) : null),
  };
  const known = new Map<string, Value>();
  const variables: Variables = (name) => {
    const value = known.get(name) ?? (Object.hasOwn(values, name) ? values[name]?.() : undefined);
    if (value !== undefined) known.set(name, value);
    return value;
  };
  return variables;
}

/** The policy's variables; each is evaluated when somebody looks at it. */
function composed(expressions: PolicyExpressions, variables: Variables): Value {
  return lazyMap([...expressions.variables.keys()], (name) => {
    const compilation = expressions.variables.get(name);
    if (!compilation?.ok) {
      throw new CelFailure(`composited variable "${name}" fails to compile: ${compilation?.message ?? ''}`);
    }
    const outcome = evaluate(compilation.compiled, variables);
    if ('value' in outcome) return outcome.value;
    throw new CelFailure(`composited variable "${name}" fails to evaluate: ${outcome.error}`);
  });
}

function namespaceObject(request: AdmissionRequest, cluster: AdmissionCluster): Draft | undefined {
  const { kind } = request;
  return kind.namespaced ? cluster.get('Namespace', namespaceOf(request.object)) : undefined;
}

/** `admission.k8s.io/v1` AdmissionRequest, of the user that kubectl is set up with by kubeadm. */
function admissionRequest(request: AdmissionRequest): unknown {
  const { group, version, kind, plural: resource } = request.kind;
  const namespace = namespaceOf(request.object);
  const name = nameOf(request.object);
  return {
    uid: '',
    kind: { group, version, kind },
    resource: { group, version, resource },
    requestKind: { group, version, kind },
    requestResource: { group, version, resource },
    ...(name !== '' && { name }),
    ...(request.kind.namespaced && { namespace }),
    operation: operationOf(request),
    userInfo: { username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] },
    dryRun: false,
    options: { kind: OPTIONS[request.verb], apiVersion: 'meta.k8s.io/v1' },
  };
}

const OPTIONS = { create: 'CreateOptions', update: 'UpdateOptions', delete: 'DeleteOptions' } as const;

export type Matched = { readonly matches: boolean } | { readonly error: string };

/** Whether all `matchConditions` hold. One that is false decides; errors count only if none is. */
export function conditionsMatch(spec: Draft, expressions: PolicyExpressions, variables: Variables): Matched {
  const outcomes = objectsAt(spec, 'matchConditions').map((condition) =>
    outcomeOf(expressions, stringAt(condition, 'expression'), 'bool', variables),
  );
  if (outcomes.some((outcome) => 'value' in outcome && outcome.value === false)) return { matches: false };
  const errors = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
  if (errors.length === 0) return { matches: true };
  if (stringAt(spec, 'failurePolicy') === 'Ignore') return { matches: false };
  return { error: errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]` };
}
