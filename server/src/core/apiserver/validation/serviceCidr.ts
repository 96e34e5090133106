// ServiceCIDR and IPAddress: ranges for cluster IPs, and single addresses taken. Mirrors pkg/apis/networking/validation (v1.36).
import { parseCidr } from '../../kubernetes/ip.ts';
import { dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { objectAt, optionalObject, sameJson, stringAt, stringsAt } from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { pathSegmentName, subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, strictCidr, strictIp } from './checks.ts';

const IMMUTABLE = 'field is immutable';

export const serviceCidr: KindRules = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'ServiceCIDR',
  prepareForCreate(object) {
    object['status'] = {};
  },
  validate: (object) => [...validateObjectMeta(object, false, subdomainName), ...cidrErrors(object)],
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...cidrChanges(object, old)],
};

const cidrsOf = (object: Draft): string[] => stringsAt(objectAt(object, 'spec'), 'cidrs');
const FIELD = 'spec.cidrs';

function cidrErrors(object: Draft): FieldError[] {
  const cidrs = cidrsOf(object);
  if (cidrs.length === 0) return [required(FIELD, 'at least one CIDR required')];
  if (cidrs.length > 2) return [invalid(FIELD, { CIDRs: cidrs }, 'may only hold up to 2 values')];
  const errors = cidrs.flatMap((cidr, at) => strictCidr(cidr, index(FIELD, at)));
  const families = cidrs.map((cidr) => parseCidr(cidr)?.address.is4);
  if (families.length === 2 && families[0] !== undefined && families[0] === families[1]) {
    const words = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
    errors.push(invalid(FIELD, cidrs, words));
  }
  return errors;
}

function cidrChanges(object: Draft, old: Draft): FieldError[] {
  const cidrs = cidrsOf(object);
  const before = cidrsOf(old);
  const changed = (at: number): FieldError[] =>
    cidrs[at] === before[at] ? [] : [invalid(index(FIELD, at), cidrs[at] ?? '', IMMUTABLE)];
  if (cidrs.length === before.length) return before.flatMap((_, at) => changed(at));
  if (before.length === 1 && cidrs.length === 2) return [...changed(0), ...cidrErrors(object)];
  return [invalid(FIELD, cidrs.length === 0 ? null : cidrs, IMMUTABLE)];
}

export const ipAddress: KindRules = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IPAddress',
  validate: (object) => [
    ...validateObjectMeta(object, false, (name) => strictIp(name, '').map(detailOf)),
    ...parentErrors(optionalObject(objectAt(object, 'spec'), 'parentRef')),
  ],
  validateUpdate(object, old) {
    const parent = objectAt(object, 'spec')['parentRef'];
    const same = sameJson(parent, objectAt(old, 'spec')['parentRef']);
    const shown = parent === undefined ? null : parentAsGo(objectAt(objectAt(object, 'spec'), 'parentRef'));
    return [...validateObjectMetaUpdate(object, old), ...(same ? [] : [invalid('spec.parentRef', shown, IMMUTABLE)])];
  },
};

function parentAsGo(parent: Draft): Draft {
  const names = ['Group', 'Resource', 'Namespace', 'Name'];
  return Object.fromEntries(names.map((name) => [name, stringAt(parent, name.toLowerCase())]));
}

/** The words of a cause, without title and value. */
function detailOf(error: FieldError): string {
  return error.message.replace(/^Invalid value: "(?:[^"\\]|\\.)*": /, '');
}

function parentErrors(parent: Draft | undefined): FieldError[] {
  const field = 'spec.parentRef';
  if (!parent) return [required(field)];
  const group = stringAt(parent, 'group');
  const namespace = stringAt(parent, 'namespace');
  const segment = (name: string, value: string): FieldError[] =>
    invalidEach(`${field}.${name}`, value, pathSegmentName(value, false));
  return [
    ...(group === '' ? [] : invalidEach(`${field}.group`, group, dns1123SubdomainErrors(group))),
    ...['resource', 'name'].flatMap((name) => {
      const value = stringAt(parent, name);
      return value === '' ? [required(`${field}.${name}`)] : segment(name, value);
    }),
    ...(namespace === '' ? [] : segment('namespace', namespace)),
  ];
}
