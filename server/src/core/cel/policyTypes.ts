// What an expression of an admission policy or a webhook may name: object, oldObject, request, params, namespaceObject,
// variables, authorizer, and the types that mutations construct. Mirrors apiserver/pkg/admission/plugin/cel/{compile,
// composition}.go and pkg/cel/mutation (v1.36). Objects are dynamic there: no schema is asked.
import type { Declarations } from './check.ts';
import { BOOL, type CelType, DYN, INT, listType, mapType, objectType, STRING, simple } from './types.ts';

export interface PolicyScope {
  /** Whether `params` is declared. */
  readonly params: boolean;
  readonly authorizer: boolean;
  /** Names and types below `variables`; undefined where there is no such variable. */
  readonly variables?: ReadonlyMap<string, CelType>;
  /** Whether `Object{…}` and `JSONPatch{…}` may be constructed. */
  readonly patches: boolean;
}

const VARIABLES = 'kubernetes.variables';

export function policyDeclarations(scope: PolicyScope): Declarations {
  const variables = new Map<string, CelType>([
    ['object', DYN],
    ['oldObject', DYN],
    ['namespaceObject', objectType('kubernetes.Namespace')],
    ['request', objectType('kubernetes.AdmissionRequest')],
  ]);
  if (scope.params) variables.set('params', DYN);
  if (scope.variables) variables.set('variables', objectType(VARIABLES));
  if (scope.authorizer) {
    variables.set('authorizer', objectType('kubernetes.authorization.Authorizer'));
    variables.set('authorizer.requestResource', objectType('kubernetes.authorization.ResourceCheck'));
  }
  return {
    variables,
    hasFunction: (name) => scope.patches || name !== 'jsonpatch.escapeKey',
    hasObject: (name) => name in OBJECTS || isPatchType(scope, name) || (name === VARIABLES && !!scope.variables),
    fieldType: (object, field) => {
      if (object === VARIABLES) return scope.variables?.get(field);
      if (object === 'JSONPatch') return JSON_PATCH[field] ?? UNKNOWN;
      return isPatchType(scope, object) ? DYN : OBJECTS[object]?.[field];
    },
  };
}

const isPatchType = (scope: PolicyScope, name: string): boolean =>
  scope.patches && (name === 'JSONPatch' || name === 'Object' || name.startsWith('Object.'));

type Fields = Readonly<Record<string, CelType>>;

/** A field that JSONPatch does not have takes no value. */
const UNKNOWN: CelType = { kind: 'object', name: '' };
const JSON_PATCH: Fields = { op: STRING, path: STRING, from: STRING, value: DYN };
const STRINGS = listType(STRING);
const TIMESTAMP = simple('timestamp');
const KIND = objectType('kubernetes.GroupVersionKind');
const RESOURCE = objectType('kubernetes.GroupVersionResource');

const OBJECTS: Readonly<Record<string, Fields>> = {
  'kubernetes.GroupVersionKind': { group: STRING, version: STRING, kind: STRING },
  'kubernetes.GroupVersionResource': { group: STRING, version: STRING, resource: STRING },
  'kubernetes.UserInfo': { username: STRING, uid: STRING, groups: STRINGS, extra: mapType(STRING, STRINGS) },
  'kubernetes.AdmissionRequest': {
    kind: KIND,
    resource: RESOURCE,
    subResource: STRING,
    requestKind: KIND,
    requestResource: RESOURCE,
    requestSubResource: STRING,
    name: STRING,
    namespace: STRING,
    operation: STRING,
    userInfo: objectType('kubernetes.UserInfo'),
    dryRun: BOOL,
    options: DYN,
  },
  'kubernetes.NamespaceSpec': { finalizers: STRINGS },
  'kubernetes.NamespaceCondition': {
    status: STRING,
    type: STRING,
    lastTransitionTime: TIMESTAMP,
    message: STRING,
    reason: STRING,
  },
  'kubernetes.NamespaceStatus': { conditions: listType(objectType('kubernetes.NamespaceCondition')), phase: STRING },
  'kubernetes.NamespaceMetadata': {
    name: STRING,
    generateName: STRING,
    namespace: STRING,
    labels: mapType(STRING, STRING),
    annotations: mapType(STRING, STRING),
    UID: STRING,
    creationTimestamp: TIMESTAMP,
    deletionGracePeriodSeconds: INT,
    deletionTimestamp: TIMESTAMP,
    generation: INT,
    resourceVersion: STRING,
    finalizers: STRINGS,
  },
  'kubernetes.Namespace': {
    metadata: objectType('kubernetes.NamespaceMetadata'),
    spec: objectType('kubernetes.NamespaceSpec'),
    status: objectType('kubernetes.NamespaceStatus'),
  },
};
