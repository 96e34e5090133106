// ValidatingAdmissionPolicy: policies with their bindings, asked of the object as it will be stored. Mirrors k8s.io/apiserver
// pkg/admission/plugin/policy/validating/{dispatcher,validator}.go (v1.36). Audit annotations are not published.
import type { Variables } from '../../../cel/run/evaluate.ts';
import { type Draft, objectAt, objectsAt, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import type { FieldError, Reason } from '../../types.ts';
import {
  ADMITTED,
  type AdmissionCluster,
  type AdmissionPlugin,
  type AdmissionRequest,
  type Answer,
  forbid,
  nameOf,
} from '../plugin.ts';
import { conditionsMatch, expressionsOf, outcomeOf, type PolicyExpressions, requestVariables } from './expressions.ts';
import { isExempt, requestMatches } from './matching.ts';
import { parametersFor } from './parameters.ts';

export const validatingAdmissionPolicy: AdmissionPlugin = {
  name: 'ValidatingAdmissionPolicy',
  validate(request, cluster) {
    const policies = cluster.list('ValidatingAdmissionPolicy');
    if (policies.length === 0 || isExempt(request)) return ADMITTED;
    return answer(request, policyDecisions(request, cluster));
  },
};

/** What the policies of the cluster say against a request, denied or not. */
export function policyDecisions(request: AdmissionRequest, cluster: AdmissionCluster): PolicyDecision[] {
  if (isExempt(request)) return [];
  return cluster.list('ValidatingAdmissionPolicy').flatMap((policy) => decisionsOf(policy, request, cluster));
}

export interface PolicyDecision {
  readonly policy: string;
  readonly binding: string;
  /** `Deny`, `Warn`, `Audit`. */
  readonly actions: readonly string[];
  readonly message: string;
  readonly reason: string;
}

/** Only what a policy says against the request. */
function decisionsOf(policy: Draft, request: AdmissionRequest, cluster: AdmissionCluster): PolicyDecision[] {
  const spec = objectAt(policy, 'spec');
  if (!requestMatches(optionalObject(spec, 'matchConstraints'), request, cluster)) return [];
  const bindings = cluster
    .list('ValidatingAdmissionPolicyBinding')
    .filter((binding) => stringAt(objectAt(binding, 'spec'), 'policyName') === nameOf(policy));
  return bindings.flatMap((binding) => boundDecisions(policy, binding, request, cluster));
}

function boundDecisions(
  policy: Draft,
  binding: Draft,
  request: AdmissionRequest,
  cluster: AdmissionCluster,
): PolicyDecision[] {
  const [spec, bound] = [objectAt(policy, 'spec'), objectAt(binding, 'spec')];
  if (!requestMatches(optionalObject(bound, 'matchResources'), request, cluster)) return [];
  const about = { policy: nameOf(policy), binding: nameOf(binding), actions: stringsAt(bound, 'validationActions') };
  const parameters = parametersFor(spec, bound, request, cluster);
  if ('error' in parameters) {
    if (stringAt(spec, 'failurePolicy') === 'Ignore') return [];
    return [{ ...about, actions: ['Deny'], message: `failed to configure binding: ${parameters.error}`, reason: '' }];
  }
  return parameters.params
    .flatMap((params) => refusals(spec, request, cluster, params))
    .map((refusal) => ({ ...about, ...(refusal.always && { actions: ['Deny'] }), ...refusal }));
}

interface Refusal {
  readonly message: string;
  readonly reason: string;
  /** Denies whatever the binding's actions are. */
  readonly always?: boolean;
}

function refusals(
  spec: Draft,
  request: AdmissionRequest,
  cluster: AdmissionCluster,
  params: Draft | undefined,
): Refusal[] {
  const expressions = expressionsOf(spec);
  const ignored = stringAt(spec, 'failurePolicy') === 'Ignore';
  const failed = (message: string): Refusal[] => (ignored ? [] : [{ message, reason: '' }]);
  const matched = conditionsMatch(spec, expressions, requestVariables(request, cluster, params, undefined));
  if ('error' in matched) return failed(matched.error);
  if (!matched.matches) return [];
  const variables = requestVariables(request, cluster, params, expressions);
  const refused = objectsAt(spec, 'validations').flatMap((validation) => {
    const outcome = outcomeOf(expressions, stringAt(validation, 'expression'), 'bool', variables);
    if ('error' in outcome) return failed(outcome.error);
    if (outcome.value === true) return [];
    return [{ message: messageOf(validation, expressions, variables), reason: stringAt(validation, 'reason') }];
  });
  return [...refused, ...(ignored ? [] : auditErrors(spec, expressions, variables))];
}

const LONGEST_MESSAGE = 5 * 1024;

function messageOf(validation: Draft, expressions: PolicyExpressions, variables: Variables): string {
  const source = stringAt(validation, 'messageExpression');
  const outcome = source.trim() === '' ? undefined : outcomeOf(expressions, source, 'string', variables);
  const written = outcome && 'value' in outcome && typeof outcome.value === 'string' ? outcome.value.trim() : '';
  if (written !== '' && written.length <= LONGEST_MESSAGE && !written.includes('\n')) return written;
  const message = stringAt(validation, 'message').trim();
  return message === '' ? `failed expression: ${stringAt(validation, 'expression').trim()}` : message;
}

/** An annotation that cannot be evaluated denies the request. */
function auditErrors(spec: Draft, expressions: PolicyExpressions, variables: Variables): Refusal[] {
  return objectsAt(spec, 'auditAnnotations').flatMap((annotation) => {
    const outcome = outcomeOf(expressions, stringAt(annotation, 'valueExpression'), 'stringOrNull', variables);
    return 'error' in outcome ? [{ message: outcome.error, reason: '', always: true }] : [];
  });
}

const REASONS: readonly Reason[] = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];

function answer(request: AdmissionRequest, decisions: readonly PolicyDecision[]): Answer {
  const warnings = decisions
    .filter(({ actions }) => actions.includes('Warn'))
    .map(
      ({ policy, binding, message }) =>
        `Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${binding}': ${message}`,
    );
  const denied = decisions.find(({ actions }) => actions.includes('Deny'));
  return { ...(denied && { refusal: refusal(request, denied) }), ...(warnings.length > 0 && { warnings }) };
}

function refusal(request: AdmissionRequest, { policy, binding, message, reason }: PolicyDecision): FieldError {
  const words = `ValidatingAdmissionPolicy '${policy}' with binding '${binding}' denied request: ${message}`;
  return { ...forbid(request, words), reason: REASONS.find((known) => known === reason) ?? 'Invalid' };
}
