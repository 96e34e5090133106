// PriorityLevelConfiguration. Mirrors pkg/apis/flowcontrol/validation and pkg/apis/flowcontrol/v1 (v1.36).
import {
  type Draft,
  ensureObject,
  isSet,
  numberAt,
  objectAt,
  optionalObject,
  setDefault,
  setDefaultIfZero,
  stringAt,
} from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { conditionErrors } from './flowSchema.ts';

const mostQueues = 10_000_000;
/** `shufflesharding.MaxHashBits`. */
const mostEntropyBits = 60;
const zeroShares = 'flowcontrol.k8s.io/preserve-zero-concurrency-shares';

export const priorityLevelConfiguration: KindRules = {
  apiVersion: 'flowcontrol.apiserver.k8s.io/v1',
  kind: 'PriorityLevelConfiguration',
  countsGenerations: true,
  applyDefaults,
  prepareForCreate: (object) => {
    object['status'] = {};
  },
  validate,
  prepareForUpdate: (object, old) => {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...validate(object)],
};

function applyDefaults(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  const exempt = optionalObject(spec, 'exempt');
  if (exempt) for (const name of ['nominalConcurrencyShares', 'lendablePercent']) setDefault(exempt, name, 0);
  const limited = optionalObject(spec, 'limited');
  if (!limited) return;
  setDefault(limited, 'nominalConcurrencyShares', 30);
  setDefault(limited, 'lendablePercent', 0);
  const queuing = optionalObject(optionalObject(limited, 'limitResponse'), 'queuing');
  if (!queuing) return;
  setDefaultIfZero(queuing, 'handSize', 8);
  setDefaultIfZero(queuing, 'queues', 64);
  setDefaultIfZero(queuing, 'queueLengthLimit', 50);
}

function validate(object: Draft): FieldError[] {
  const meta = objectAt(object, 'metadata');
  const marked = objectAt(meta, 'annotations')[zeroShares] !== undefined;
  return [
    ...validateObjectMeta(object, false, subdomainName),
    ...(marked ? [forbidden('metadata.annotations', `annotation '${zeroShares}' is forbidden`)] : []),
    ...specErrors(objectAt(object, 'spec'), stringAt(meta, 'name')),
    ...conditionErrors(object),
  ];
}

function specErrors(spec: Draft, name: string): FieldError[] {
  const type = stringAt(spec, 'type');
  const wrong = (name === 'exempt') !== (type === 'Exempt');
  const errors = wrong ? [invalid('spec.type', type, "must be 'Exempt' if and only if `name` is 'exempt'")] : [];
  return [...errors, ...typeErrors(spec, type)];
}

function typeErrors(spec: Draft, type: string): FieldError[] {
  const limited = optionalObject(spec, 'limited');
  const exempt = optionalObject(spec, 'exempt');
  switch (type) {
    case 'Exempt':
      return [
        ...(limited ? [forbidden('spec.limited', 'must be nil if the type is not Limited')] : []),
        ...(exempt ? exemptErrors(exempt, 'spec.exempt') : []),
      ];
    case 'Limited':
      return [
        ...(exempt ? [forbidden('spec.exempt', 'must be nil if the type is Limited')] : []),
        ...(limited ? limitedErrors(limited) : [required('spec.limited', 'must not be empty when type is Limited')]),
      ];
    case '':
      return [required('spec.type')];
    default:
      return [notSupported('spec.type', type, ['Exempt', 'Limited'])];
  }
}

function exemptErrors(exempt: Draft, path: FieldPath): FieldError[] {
  return [...sharesErrors(exempt, path), ...lendableErrors(exempt, path)];
}

function sharesErrors(level: Draft, path: FieldPath): FieldError[] {
  const shares = numberAt(level, 'nominalConcurrencyShares') ?? 0;
  const field = child(path, 'nominalConcurrencyShares');
  return shares < 0 ? [invalid(field, shares, 'must be a non-negative integer')] : [];
}

function lendableErrors(level: Draft, path: FieldPath): FieldError[] {
  const percent = numberAt(level, 'lendablePercent') ?? 0;
  if (percent >= 0 && percent <= 100) return [];
  return [invalid(child(path, 'lendablePercent'), percent, 'must be between 0 and 100, inclusive')];
}

function limitedErrors(limited: Draft): FieldError[] {
  const path = 'spec.limited';
  const borrowing = numberAt(limited, 'borrowingLimitPercent') ?? 0;
  const words = 'if specified, must be a non-negative integer';
  return [
    ...sharesErrors(limited, path),
    ...responseErrors(objectAt(limited, 'limitResponse'), child(path, 'limitResponse')),
    ...lendableErrors(limited, path),
    ...(borrowing < 0 ? [invalid(child(path, 'borrowingLimitPercent'), borrowing, words)] : []),
  ];
}

function responseErrors(response: Draft, path: FieldPath): FieldError[] {
  const type = stringAt(response, 'type');
  const queuing = optionalObject(response, 'queuing');
  const at = child(path, 'queuing');
  switch (type) {
    case 'Reject':
      return isSet(response, 'queuing')
        ? [forbidden(at, 'must be nil if limited.limitResponse.type is not Limited')]
        : [];
    case 'Queue':
      return queuing
        ? queuingErrors(queuing, at)
        : [required(at, 'must not be empty if limited.limitResponse.type is Limited')];
    case '':
      return [required(child(path, 'type'))];
    default:
      return [notSupported(child(path, 'type'), type, ['Queue', 'Reject'])];
  }
}

function queuingErrors(queuing: Draft, path: FieldPath): FieldError[] {
  const [length = 0, queues = 0, hand = 0] = ['queueLengthLimit', 'queues', 'handSize'].map(
    (name) => numberAt(queuing, name) ?? 0,
  );
  const errors = length <= 0 ? [invalid(child(path, 'queueLengthLimit'), length, 'must be positive')] : [];
  const queuesAt = child(path, 'queues');
  if (queues <= 0) errors.push(invalid(queuesAt, queues, 'must be positive'));
  else if (queues > mostQueues) errors.push(invalid(queuesAt, queues, `must not be greater than ${mostQueues}`));
  return [...errors, ...handErrors(hand, queues, child(path, 'handSize'))];
}

function handErrors(hand: number, queues: number, field: FieldPath): FieldError[] {
  if (hand <= 0) return [invalid(field, hand, 'must be positive')];
  if (hand > queues) return [invalid(field, hand, `should not be greater than queues (${queues})`)];
  if (entropyBits(queues, hand) <= mostEntropyBits) return [];
  const words = `required entropy bits of deckSize ${queues} and handSize ${hand} should not be greater than ${mostEntropyBits}`;
  return [invalid(field, hand, words)];
}

/** `shufflesharding.RequiredEntropyBits`: what it takes to choose a hand of distinct queues. */
function entropyBits(deck: number, hand: number): number {
  return Math.ceil(Math.log2(deck) * hand);
}
