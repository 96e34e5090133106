// Lease. Mirrors pkg/apis/coordination/validation (v1.36).
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, stringAt } from '../draft.ts';
import { forbidden, invalid, notSupported } from '../fieldErrors.ts';
import { validateGeneralObjectMeta, validateGeneralObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { nonNegative, qualifiedName } from './checks.ts';

export const lease: KindRules = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  // Without the gate CoordinatedLeaderElection the two fields are dropped.
  prepareForCreate: dropCoordination,
  validate: (object) => [
    ...validateGeneralObjectMeta(object, true, subdomainName),
    ...specErrors(objectAt(object, 'spec')),
  ],
  prepareForUpdate: dropCoordination,
  validateUpdate: (object, old) => [
    ...validateGeneralObjectMetaUpdate(object, old),
    ...specErrors(objectAt(object, 'spec')),
  ],
};

function dropCoordination(object: Draft): void {
  const spec = objectAt(object, 'spec');
  delete spec['strategy'];
  delete spec['preferredHolder'];
}

function specErrors(spec: Draft): FieldError[] {
  const duration = numberAt(spec, 'leaseDurationSeconds');
  const strategy = stringAt(spec, 'strategy');
  const errors: FieldError[] = [];
  if (duration !== undefined && duration <= 0) {
    errors.push(invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0'));
  }
  errors.push(...nonNegative(numberAt(spec, 'leaseTransitions'), 'spec.leaseTransitions'));
  if (isSet(spec, 'strategy')) errors.push(...strategyErrors(strategy));
  if (stringAt(spec, 'preferredHolder') !== '' && strategy === '') {
    errors.push(forbidden('spec.preferredHolder', 'may only be specified if `strategy` is defined'));
  }
  return errors;
}

function strategyErrors(strategy: string): FieldError[] {
  const field = 'spec.strategy.strategy';
  if (strategy.includes('/')) return qualifiedName(strategy, field);
  return strategy === 'OldestEmulationVersion' ? [] : [notSupported(field, strategy, ['OldestEmulationVersion'])];
}
