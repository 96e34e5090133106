// Event, in the core group and in events.k8s.io. Mirrors pkg/apis/core/validation/events.go and
// pkg/registry/core/event (v1.36). Fields are named as the internal type has them in errors of either group.
import { byteLength } from '../../kubernetes/goText.ts';
import { dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import {
  type Draft,
  isDraft,
  isSet,
  type Json,
  numberAt,
  objectAt,
  optionalObject,
  sameJson,
  stringAt,
} from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, qualifiedName } from './checks.ts';
import { internalObject } from './pod/internalObject.ts';

/** The same fields under the names of the two groups. */
interface Names {
  readonly object: string;
  readonly message: string;
  readonly controller: string;
  readonly source: string;
  readonly first: string;
  readonly last: string;
  readonly count: string;
  /** What errors call the reporting controller. */
  readonly controllerInErrors: string;
}

const coreNames: Names = {
  object: 'involvedObject',
  message: 'message',
  controller: 'reportingComponent',
  source: 'source',
  first: 'firstTimestamp',
  last: 'lastTimestamp',
  count: 'count',
  controllerInErrors: 'reportingComponent',
};

const newNames: Names = {
  object: 'regarding',
  message: 'note',
  controller: 'reportingController',
  source: 'deprecatedSource',
  first: 'deprecatedFirstTimestamp',
  last: 'deprecatedLastTimestamp',
  count: 'deprecatedCount',
  controllerInErrors: 'reportingController',
};

export const event: KindRules = {
  apiVersion: 'v1',
  kind: 'Event',
  validate: (object) => commonErrors(object, coreNames),
  validateUpdate: (object) => commonErrors(object, coreNames),
};

export const eventOfGroup: KindRules = {
  apiVersion: 'events.k8s.io/v1',
  kind: 'Event',
  validate: (object) => [
    ...commonErrors(object, newNames),
    ...validateObjectMeta(object, true, subdomainName),
    ...seriesErrors(object),
    ...(isSet(object, 'eventTime') ? [] : [required('eventTime')]),
    ...typeErrors(object),
    ...unsetErrors(object),
  ],
  validateUpdate: (object, old) => [
    ...commonErrors(object, newNames),
    ...validateObjectMetaUpdate(object, old),
    ...(sameJson(object['series'], old['series']) ? [] : seriesErrors(object)),
    ...unchangedErrors(object, old),
  ],
};

const longest = 128;
const longestMessage = 1024;

/** `legacyValidateEvent`. */
function commonErrors(object: Draft, names: Names): FieldError[] {
  const namespace = stringAt(objectAt(object, 'metadata'), 'namespace');
  const involved = stringAt(objectAt(object, names.object), 'namespace');
  const errors = isSet(object, 'eventTime')
    ? reportedErrors(object, names, namespace, involved)
    : elsewhere(namespace, involved, involved === '' ? ['', 'default'] : [involved]);
  return [...errors, ...invalidEach('namespace', namespace, dns1123SubdomainErrors(namespace))];
}

function elsewhere(namespace: string, involved: string, allowed: readonly string[]): FieldError[] {
  if (allowed.includes(namespace)) return [];
  return [invalid('involvedObject.namespace', involved, 'does not match event.namespace')];
}

function reportedErrors(object: Draft, names: Names, namespace: string, involved: string): FieldError[] {
  const controller = stringAt(object, names.controller);
  const errors = involved === '' ? elsewhere(namespace, involved, ['default', 'kube-system']) : [];
  if (controller === '') errors.push(required(names.controllerInErrors));
  errors.push(...qualifiedName(controller, names.controllerInErrors));
  for (const name of ['reportingInstance', 'action', 'reason']) {
    const value = stringAt(object, name);
    if (value === '') errors.push(required(name));
    errors.push(...tooLongErrors(value, longest, name));
  }
  return [...errors, ...tooLongErrors(stringAt(object, names.message), longestMessage, 'message')];
}

function tooLongErrors(value: string, most: number, field: string): FieldError[] {
  return byteLength(value) > most ? [invalid(field, '', `can have at most ${most} characters`)] : [];
}

function seriesErrors(object: Draft): FieldError[] {
  const series = optionalObject(object, 'series');
  if (!series) return [];
  return [
    ...((numberAt(series, 'count') ?? 0) < 2 ? [invalid('series.count', '', 'should be at least 2')] : []),
    ...(isSet(series, 'lastObservedTime') ? [] : [required('series.lastObservedTime')]),
  ];
}

function typeErrors(object: Draft): FieldError[] {
  const type = stringAt(object, 'type');
  return type === 'Normal' || type === 'Warning' ? [] : [invalid('type', '', `has invalid value: ${type}`)];
}

/** What only the core group may still write. */
function unsetErrors(object: Draft): FieldError[] {
  const source = objectAt(object, newNames.source);
  const given = [
    ['firstTimestamp', isSet(object, newNames.first)],
    ['lastTimestamp', isSet(object, newNames.last)],
    ['count', (numberAt(object, newNames.count) ?? 0) !== 0],
    ['source', stringAt(source, 'component') !== '' || stringAt(source, 'host') !== ''],
  ] as const;
  return given.filter(([, is]) => is).map(([field]) => invalid(field, '', 'needs to be unset'));
}

/** Fields of events.k8s.io, with what errors call them. */
const fixed = [
  [newNames.object, 'involvedObject'],
  ['reason', 'reason'],
  [newNames.message, 'message'],
  [newNames.source, 'source'],
  [newNames.first, 'firstTimestamp'],
  [newNames.last, 'lastTimestamp'],
  [newNames.count, 'count'],
  ['type', 'type'],
  ['eventTime', 'eventTime'],
  ['action', 'action'],
  ['related', 'related'],
  [newNames.controller, 'reportingController'],
  ['reportingInstance', 'reportingInstance'],
] as const;

function unchangedErrors(object: Draft, old: Draft): FieldError[] {
  return fixed.flatMap(([name, field]) => validateImmutable(asGo(name, object[name]), asGo(name, old[name]), field));
}

/** The field as the internal struct holds it: what is not set is its zero value, but for the pointer to a second object. */
function asGo(name: string, value: Draft[string]): Json {
  switch (name) {
    case newNames.object:
      return internalObject('core.ObjectReference', isDraft(value) ? value : {});
    case newNames.source:
      return internalObject('core.EventSource', isDraft(value) ? value : {});
    case 'related':
      return isDraft(value) ? internalObject('core.ObjectReference', value) : null;
    case newNames.first:
    case newNames.last:
    case 'eventTime':
      return value ?? null;
    case newNames.count:
      return value ?? 0;
    default:
      return value ?? '';
  }
}
