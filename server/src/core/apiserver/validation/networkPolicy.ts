// NetworkPolicy: ports, peers, IP blocks, policy types. Mirrors pkg/apis/networking/validation and v1/defaults.go (v1.36).
import { cidrContains, parseCidr } from '../../kubernetes/ip.ts';
import { portNameErrors, portNumberErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import {
  ensureObject,
  isSet,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  setDefault,
  stringAt,
  stringsAt,
} from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { cidrWarnings, invalidEach, labelSelectorErrors, legacyCidr } from './checks.ts';

export const networkPolicy: KindRules = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  countsGenerations: true,
  applyDefaults,
  validate: (object) => [
    ...validateObjectMeta(object, true, subdomainName),
    ...specErrors(objectAt(object, 'spec'), []),
  ],
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(
      objectAt(object, 'spec'),
      blocks(old).flatMap(({ cidr, except }) => [cidr, ...except]),
    ),
  ],
  warnings: (object) =>
    blocks(object).flatMap(({ cidr, except, field }) => [
      ...cidrWarnings(cidr, child(field, 'cidr')),
      ...except.flatMap((value, at) => cidrWarnings(value, index(child(field, 'except'), at))),
    ]),
};

const DIRECTIONS = [
  ['ingress', 'from'],
  ['egress', 'to'],
] as const;

function applyDefaults(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  for (const [direction] of DIRECTIONS) {
    for (const rule of objectsAt(spec, direction)) {
      for (const port of objectsAt(rule, 'ports')) setDefault(port, 'protocol', 'TCP');
    }
  }
  if (stringsAt(spec, 'policyTypes').length > 0) return;
  spec['policyTypes'] = objectsAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

interface Block {
  readonly cidr: string;
  readonly except: readonly string[];
  readonly field: FieldPath;
}

/** All IP blocks of the policy, with their places. */
function blocks(object: Draft): Block[] {
  return DIRECTIONS.flatMap(([direction, peers]) =>
    objectsAt(objectAt(object, 'spec'), direction).flatMap((rule, r) =>
      objectsAt(rule, peers).flatMap((peer, p) => {
        const block = optionalObject(peer, 'ipBlock');
        if (!block) return [];
        const field = `spec.${direction}[${r}].${peers}[${p}].ipBlock`;
        return [{ cidr: stringAt(block, 'cidr'), except: stringsAt(block, 'except'), field }];
      }),
    ),
  );
}

function specErrors(spec: Draft, validBefore: readonly string[]): FieldError[] {
  const rules = DIRECTIONS.flatMap(([direction, peers]) =>
    objectsAt(spec, direction).flatMap((rule, r) => {
      const field = index(`spec.${direction}`, r);
      return [
        ...objectsAt(rule, 'ports').flatMap((port, p) => portErrors(port, index(child(field, 'ports'), p))),
        ...objectsAt(rule, peers).flatMap((peer, p) => peerErrors(peer, index(child(field, peers), p), validBefore)),
      ];
    }),
  );
  const selector = labelSelectorErrors(optionalObject(spec, 'podSelector'), 'spec.podSelector');
  return [...selector, ...rules, ...typeErrors(stringsAt(spec, 'policyTypes'))];
}

function typeErrors(types: readonly string[]): FieldError[] {
  const field = 'spec.policyTypes';
  if (types.length > 2) return [invalid(field, [...types], 'may not specify more than two policyTypes')];
  const known = ['Ingress', 'Egress'];
  return types.flatMap((type, at) => (known.includes(type) ? [] : [notSupported(index(field, at), type, known)]));
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

function portErrors(port: Draft, field: FieldPath): FieldError[] {
  const protocol = stringAt(port, 'protocol');
  const errors: FieldError[] = [];
  if (isSet(port, 'protocol') && !PROTOCOLS.includes(protocol)) {
    errors.push(notSupported(child(field, 'protocol'), protocol, PROTOCOLS));
  }
  const end = numberAt(port, 'endPort');
  const endField = child(field, 'endPort');
  const value = port['port'];
  if (!isSet(port, 'port')) {
    if (end !== undefined) errors.push(invalid(endField, end, 'may not be specified when `port` is not specified'));
  } else if (typeof value === 'string') {
    if (end !== undefined) errors.push(invalid(endField, end, 'may not be specified when `port` is non-numeric'));
    errors.push(...invalidEach(child(field, 'port'), value, portNameErrors(value)));
  } else {
    const number = Number(value);
    errors.push(...invalidEach(child(field, 'port'), number, portNumberErrors(number)));
    if (end === undefined) return errors;
    if (end < number) errors.push(invalid(endField, number, 'must be greater than or equal to `port`'));
    errors.push(...invalidEach(endField, end, portNumberErrors(end)));
  }
  return errors;
}

function peerErrors(peer: Draft, field: FieldPath, validBefore: readonly string[]): FieldError[] {
  const selectors = ['podSelector', 'namespaceSelector'];
  const errors = selectors.flatMap((name) => labelSelectorErrors(optionalObject(peer, name), child(field, name)));
  const block = optionalObject(peer, 'ipBlock');
  if (block) errors.push(...blockErrors(block, child(field, 'ipBlock'), validBefore));
  const selecting = selectors.some((name) => isSet(peer, name));
  if (!block && !selecting) errors.push(required(field, 'must specify a peer'));
  if (block && selecting) errors.push(forbidden(field, 'may not specify both ipBlock and another peer'));
  return errors;
}

function blockErrors(block: Draft, field: FieldPath, validBefore: readonly string[]): FieldError[] {
  const cidr = stringAt(block, 'cidr');
  if (cidr === '') return [required(child(field, 'cidr'))];
  const errors = legacyCidr(cidr, child(field, 'cidr'), validBefore);
  const range = parseCidr(cidr);
  if (!range) return errors;
  for (const [at, value] of stringsAt(block, 'except').entries()) {
    const place = index(child(field, 'except'), at);
    errors.push(...legacyCidr(value, place, validBefore));
    const except = parseCidr(value);
    if (!except || (cidrContains(range, except.address) && range.bits < except.bits)) continue;
    errors.push(invalid(place, value, 'must be a strict subset of `cidr`'));
  }
  return errors;
}
