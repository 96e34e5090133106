// Probes and lifecycle hooks, and what they do. Mirrors validateProbe, validateLifecycle, validateHandler (v1.36).
import { httpHeaderNameErrors } from '../../../kubernetes/names.ts';
import { type Draft, isSet, numberAt, objectsAt, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { invalidEach, nonNegative, portNumberOrName } from '../checks.ts';

type ActionRule = (action: Draft, field: FieldPath, gracePeriod: number | undefined) => FieldError[];

const schemes = ['HTTP', 'HTTPS'];
const exec: ActionRule = (action, field) =>
  stringsAt(action, 'command').length === 0 ? [required(child(field, 'command'))] : [];
const tcpSocket: ActionRule = (action, field) => portNumberOrName(action['port'], child(field, 'port'));

const httpGet: ActionRule = (action, field) => {
  const scheme = stringAt(action, 'scheme');
  return [
    ...(stringAt(action, 'path') === '' ? [required(child(field, 'path'))] : []),
    ...portNumberOrName(action['port'], child(field, 'port')),
    ...(schemes.includes(scheme) ? [] : [notSupported(child(field, 'scheme'), scheme, schemes)]),
    ...objectsAt(action, 'httpHeaders').flatMap((header) => {
      const name = stringAt(header, 'name');
      return invalidEach(child(field, 'httpHeaders'), name, httpHeaderNameErrors(name));
    }),
  ];
};

const sleep: ActionRule = (action, field, gracePeriod) => {
  const seconds = numberAt(action, 'seconds') ?? 0;
  if (gracePeriod === undefined || (seconds >= 0 && seconds <= gracePeriod)) return [];
  const words = `must be non-negative and less than terminationGracePeriodSeconds (${gracePeriod})`;
  return [invalid(field, seconds, words)];
};

type Actions = readonly (readonly [string, ActionRule])[];
const probeActions: Actions = [
  ['exec', exec],
  ['httpGet', httpGet],
  ['tcpSocket', tcpSocket],
  ['grpc', tcpSocket],
];
const hookActions: Actions = [
  ['exec', exec],
  ['httpGet', httpGet],
  ['tcpSocket', tcpSocket],
  ['sleep', sleep],
];

/** The first action counts; the others are forbidden. */
function handlerErrors(
  handler: Draft,
  actions: Actions,
  gracePeriod: number | undefined,
  field: FieldPath,
): FieldError[] {
  const errors: FieldError[] = [];
  let found = false;
  for (const [name, rule] of actions) {
    const action = optionalObject(handler, name);
    if (!action) continue;
    const at = child(field, name);
    errors.push(
      ...(found ? [forbidden(at, 'may not specify more than 1 handler type')] : rule(action, at, gracePeriod)),
    );
    found = true;
  }
  return found ? errors : [required(field, 'must specify a handler type')];
}

const counters = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

function probeErrors(probe: Draft, gracePeriod: number | undefined, field: FieldPath): FieldError[] {
  const grace = numberAt(probe, 'terminationGracePeriodSeconds');
  const errors = [
    ...handlerErrors(probe, probeActions, gracePeriod, field),
    ...counters.flatMap((name) => nonNegative(numberAt(probe, name), child(field, name))),
  ];
  if (grace !== undefined && grace <= 0) {
    errors.push(invalid(child(field, 'terminationGracePeriodSeconds'), grace, 'must be greater than 0'));
  }
  return errors;
}

/** The three probes of a container. Only readiness may want several successes; only it has no grace period. */
export function allProbeErrors(container: Draft, gracePeriod: number | undefined, path: FieldPath): FieldError[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) => {
    const probe = optionalObject(container, name);
    if (!probe) return [];
    const field = child(path, name);
    const errors = probeErrors(probe, gracePeriod, field);
    const successes = numberAt(probe, 'successThreshold') ?? 0;
    const grace = probe['terminationGracePeriodSeconds'];
    if (name !== 'readinessProbe') {
      return successes === 1 ? errors : [...errors, invalid(child(field, 'successThreshold'), successes, 'must be 1')];
    }
    if (!isSet(probe, 'terminationGracePeriodSeconds')) return errors;
    const at = child(field, 'terminationGracePeriodSeconds');
    return [...errors, invalid(at, grace, 'must not be set for readinessProbes')];
  });
}

export function lifecycleErrors(container: Draft, gracePeriod: number | undefined, path: FieldPath): FieldError[] {
  const lifecycle = optionalObject(container, 'lifecycle');
  return ['postStart', 'preStop'].flatMap((name) => {
    const hook = optionalObject(lifecycle, name);
    return hook ? handlerErrors(hook, hookActions, gracePeriod, child(path, 'lifecycle', name)) : [];
  });
}
