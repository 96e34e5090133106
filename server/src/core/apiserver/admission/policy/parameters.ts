// The objects that a binding hands to its policy as `params`. Mirrors CollectParams of k8s.io/apiserver
// pkg/admission/plugin/policy/generic/policy_dispatcher.go (v1.36).
import { type Draft, optionalObject, stringAt } from '../../draft.ts';
import { type AdmissionCluster, type AdmissionRequest, namespaceOf } from '../plugin.ts';
import { selects } from './matching.ts';

/** One evaluation for each; undefined: an evaluation without params. */
export type Parameters = { readonly params: readonly (Draft | undefined)[] } | { readonly error: string };

export function parametersFor(
  policy: Draft,
  binding: Draft,
  request: AdmissionRequest,
  cluster: AdmissionCluster,
): Parameters {
  const kind = optionalObject(policy, 'paramKind');
  const reference = optionalObject(binding, 'paramRef');
  if (!kind || !reference) return { params: [undefined] };
  const [apiVersion, name] = [stringAt(kind, 'apiVersion'), stringAt(kind, 'kind')];
  const known = request.schema.kind(apiVersion, name);
  const namespace = stringAt(reference, 'namespace');
  if (known && !known.namespaced && namespace !== '') {
    return { error: 'paramRef.namespace must not be provided for a cluster-scoped `paramKind`' };
  }
  const where = known?.namespaced === false ? undefined : namespace || namespaceOf(request.object);
  if (where === '') {
    return { error: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources' };
  }
  const candidates = cluster.list(name, where).filter((object) => stringAt(object, 'apiVersion') === apiVersion);
  const params = candidates.filter((object) => isReferred(reference, object));
  if (params.length > 0 || stringAt(reference, 'parameterNotFoundAction') !== 'Deny') return { params };
  return { error: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
}

function isReferred(reference: Draft, object: Draft): boolean {
  const name = stringAt(reference, 'name');
  if (name !== '') return stringAt(optionalObject(object, 'metadata'), 'name') === name;
  const selector = optionalObject(reference, 'selector');
  return selector !== undefined && selects(selector, object);
}
