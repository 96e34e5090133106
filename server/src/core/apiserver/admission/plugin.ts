// What an admission plugin is: it sees a request and the cluster, may write to the object, may refuse. One file a plugin,
// registered in `admit.ts` in the server's order. Mirrors k8s.io/apiserver pkg/admission (v1.36).
import type { KindInfo, Schema } from '../../schema/schema.ts';
import type { Draft } from '../draft.ts';
import { objectAt, stringAt } from '../draft.ts';
import type { FieldError } from '../types.ts';

/** The objects that plugins look things up in, in the order of their creation. */
export interface AdmissionCluster {
  list(kind: string, namespace?: string): readonly Draft[];
  get(kind: string, name: string, namespace?: string): Draft | undefined;
}

export interface AdmissionRequest {
  readonly schema: Schema;
  readonly verb: 'create' | 'update' | 'delete';
  readonly kind: KindInfo;
  readonly object: Draft;
  readonly old?: Draft;
}

export interface Answer {
  readonly refusal?: FieldError;
  readonly warnings?: readonly string[];
}

export interface AdmissionPlugin {
  /** As in the API server's `--enable-admission-plugins`. */
  readonly name: string;
  /** Before validation. May write to the object. */
  mutate?(request: AdmissionRequest, cluster: AdmissionCluster): FieldError | undefined;
  /** After validation, of the object as it will be stored. */
  validate?(request: AdmissionRequest, cluster: AdmissionCluster): Answer;
}

export const ADMITTED: Answer = {};

/** `pods` or `deployments.apps`. */
export function resourceName(kind: KindInfo): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

export function nameOf(object: Draft): string {
  return stringAt(objectAt(object, 'metadata'), 'name');
}

export function namespaceOf(object: Draft): string {
  return stringAt(objectAt(object, 'metadata'), 'namespace');
}

/** `admission.NewForbidden`. */
export function forbid(request: AdmissionRequest, words: string): FieldError {
  const metadata = objectAt(request.object, 'metadata');
  const name = stringAt(metadata, 'name') || stringAt(metadata, 'generateName');
  const message = `${resourceName(request.kind)} "${name}" is forbidden: ${words}`;
  return { reason: 'Forbidden', field: '', message };
}

export const isPod = (request: AdmissionRequest): boolean =>
  request.kind.kind === 'Pod' && request.kind.apiVersion === 'v1';
