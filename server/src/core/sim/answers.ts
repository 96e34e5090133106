// The API server's refusals in its own words, and the judge the simulator asks about manifests.
// Source: apimachinery/pkg/api/errors/errors.go (v1.36). Knows no cluster.
import type { JsonObject, Verdict } from '../apiserver/types.ts';
import type { ClusterView, Outcome } from './frame.ts';
import { resourceName } from './kinds.ts';
import type { KubeObject } from './objects.ts';

/** Strict decoding, defaulting, admission and validation; given from outside so that the simulator knows no schema. */
export interface ApiServer {
  /** Without a cluster: no admission. */
  judge(object: JsonObject): Verdict;
  /** `chosen`: the uid, and the end of a generated name, that the object gets. */
  create(view: ClusterView, object: JsonObject, chosen: { readonly uid: string; readonly suffix: string }): Verdict;
  update(view: ClusterView, before: JsonObject, after: JsonObject): Verdict;
  /** What is said against a person's deletion. */
  remove(view: ClusterView, object: JsonObject): Refused | undefined;
}

export type Refused = Extract<Outcome, { ok: false }>;

export function refusedBy(reason: string, message: string, causes?: Refused['causes']): Refused {
  return { ok: false, reason, message, ...(causes && { causes }) };
}

export function notFound(apiVersion: string, kind: string, name: string): Refused {
  return refusedBy('NotFound', `${resourceName(apiVersion, kind)} "${name}" not found`);
}

export function alreadyExists(apiVersion: string, kind: string, name: string): Refused {
  return refusedBy('AlreadyExists', `${resourceName(apiVersion, kind)} "${name}" already exists`);
}

export function forbidden(apiVersion: string, kind: string, name: string, why: string): Refused {
  return refusedBy('Forbidden', `${resourceName(apiVersion, kind)} "${name}" is forbidden: ${why}`);
}

export function conflict(object: KubeObject): Refused {
  const resource = resourceName(object.apiVersion, object.kind);
  const why = 'the object has been modified; please apply your changes to the latest version and try again';
  return refusedBy('Conflict', `Operation cannot be fulfilled on ${resource} "${object.metadata.name}": ${why}`);
}

/** `apierrors.NewInvalid`: the refusal of an object that breaks validation rules. */
export function invalid(apiVersion: string, kind: string, name: string, verdict: Verdict): Refused {
  const causes = verdict.errors.map(({ reason, field, message }) => ({ reason, field, message }));
  const parts = causes.map((cause) => (cause.field ? `${cause.field}: ${cause.message}` : cause.message));
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  const list = parts.length === 1 ? (parts[0] ?? '') : `[${[...new Set(parts)].join(', ')}]`;
  return refusedBy('Invalid', `${kind}${group} "${name}" is invalid: ${list}`, causes);
}

/** `deployment.apps/web`, `pod/a`: how kubectl names an object in its messages. */
export function resourceArgument(apiVersion: string, kind: string, name: string): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind.toLowerCase()}${group}/${name}`;
}

/** A refusal as kubectl prints it; `doing` stands before the message of refusals that name no field. */
export function serverError(refused: Refused, kind: string, name: string, doing = ''): string {
  if (refused.reason !== 'Invalid') return `Error from server (${refused.reason}): ${doing}${refused.message}\n`;
  const causes = refused.causes ?? [];
  const lines = [...new Set(causes.map((cause) => (cause.field ? `${cause.field}: ${cause.message}` : cause.message)))];
  if (lines.length === 1) return `The ${kind} "${name}" is invalid: ${lines[0]}\n`;
  return `The ${kind} "${name}" is invalid: \n${lines.map((line) => `* ${line}\n`).join('')}`;
}
