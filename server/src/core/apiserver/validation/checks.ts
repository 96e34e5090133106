// Small checks that many kinds share: names in fields, numbers that may not be negative, label selectors, IP fields.
// Mirrors pkg/apis/core/validation and apimachinery pkg/apis/meta/v1/validation (v1.36).
import {
  addrText,
  cidrText,
  ipText,
  isLinkLocalMulticast,
  isLinkLocalUnicast,
  isLoopback,
  isUnspecified,
  parseCidr,
  parseIp,
  prefixText,
} from '../../kubernetes/ip.ts';
import {
  dns1123LabelErrors,
  labelValueErrors,
  portNameErrors,
  portNumberErrors,
  qualifiedNameErrors,
} from '../../kubernetes/names.ts';
import type { Draft, Json } from '../draft.ts';
import { objectsAt, stringAt, stringMapAt, stringsAt } from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateLabels } from '../objectMeta.ts';
import type { FieldError } from '../types.ts';

/** One `Invalid value` for each message. */
export function invalidEach(field: FieldPath, value: Json | undefined, messages: readonly string[]): FieldError[] {
  return messages.map((message) => invalid(field, value, message));
}

export const NOT_NEGATIVE = 'must be greater than or equal to 0';

/** `ValidateNonnegativeField`. */
export function nonNegative(value: number | undefined, field: FieldPath): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(field, value, NOT_NEGATIVE)] : [];
}

export function qualifiedName(value: string, field: FieldPath): FieldError[] {
  return invalidEach(field, value, qualifiedNameErrors(value));
}

export function dnsLabel(value: string, field: FieldPath): FieldError[] {
  return invalidEach(field, value, dns1123LabelErrors(value));
}

/** A word of a closed list; empty is `Required value`. `supported` in the order to print. */
export function oneOf(value: string, field: FieldPath, supported: readonly string[]): FieldError[] {
  if (value === '') return [required(field)];
  return supported.includes(value) ? [] : [notSupported(field, value, supported)];
}

/** `ValidatePortNumOrName`: what a targetPort may hold. */
export function portNumberOrName(value: Json | undefined, field: FieldPath): FieldError[] {
  if (typeof value === 'string') return invalidEach(field, value, portNameErrors(value));
  return invalidEach(field, Number(value ?? 0), portNumberErrors(Number(value ?? 0)));
}

/**
 * `unversionedvalidation.ValidateLabelSelector`; nothing to say of a selector that is not set.
 * @param valuesChecked false where the server tolerates values that no label can have
 */
export function labelSelectorErrors(selector: Draft | undefined, field: FieldPath, valuesChecked = true): FieldError[] {
  if (!selector) return [];
  const expressions = objectsAt(selector, 'matchExpressions').flatMap((expression, at) =>
    expressionErrors(expression, index(child(field, 'matchExpressions'), at), valuesChecked),
  );
  return [...validateLabels(stringMapAt(selector, 'matchLabels'), child(field, 'matchLabels')), ...expressions];
}

function expressionErrors(expression: Draft, field: FieldPath, valuesChecked: boolean): FieldError[] {
  const operator = stringAt(expression, 'operator');
  const key = stringAt(expression, 'key');
  const values = stringsAt(expression, 'values');
  const checked = valuesChecked ? values : [];
  return [
    ...operatorErrors(operator, values, field),
    ...qualifiedName(key, child(field, 'key')),
    ...checked.flatMap((value, at) => invalidEach(index(child(field, 'values'), at), value, labelValueErrors(value))),
  ];
}

function operatorErrors(operator: string, values: readonly string[], field: FieldPath): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn': {
      const words = "must be specified when `operator` is 'In' or 'NotIn'";
      return values.length === 0 ? [required(child(field, 'values'), words)] : [];
    }
    case 'Exists':
    case 'DoesNotExist': {
      const words = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
      return values.length > 0 ? [forbidden(child(field, 'values'), words)] : [];
    }
    default:
      return [invalid(child(field, 'operator'), operator, 'not a valid selector operator')];
  }
}

/** `IsValidIPForLegacyField`: strict about zeros and mapped addresses, not about canonical form. */
export function legacyIp(value: string, field: FieldPath, validBefore: readonly string[] = []): FieldError[] {
  if (validBefore.includes(value)) return [];
  const address = parseIp(value);
  if (!address) return [invalid(field, value, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')];
  if (!address.strict) return [invalid(field, value, 'must not have leading 0s')];
  return address.mapped ? [invalid(field, value, 'must not be an IPv4-mapped IPv6 address')] : [];
}

/** `IsValidIP`: canonical form as well. */
export function strictIp(value: string, field: FieldPath): FieldError[] {
  const errors = legacyIp(value, field);
  const address = parseIp(value);
  if (errors.length > 0 || !address) return errors;
  const canonical = ipText(address);
  return canonical === value ? [] : [invalid(field, value, `must be in canonical form ("${canonical}")`)];
}

/** `IsValidCIDRForLegacyField`. */
export function legacyCidr(value: string, field: FieldPath, validBefore: readonly string[] = []): FieldError[] {
  if (validBefore.includes(value)) return [];
  const range = parseCidr(value);
  if (!range) return [invalid(field, value, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
  if (!range.strict) return [invalid(field, value, 'must not have leading 0s in IP or prefix length')];
  if (range.address.mapped) return [invalid(field, value, 'must not have an IPv4-mapped IPv6 address')];
  return range.hostBits ? [invalid(field, value, 'must not have bits set beyond the prefix length')] : [];
}

/** `IsValidCIDR`: canonical form as well. */
export function strictCidr(value: string, field: FieldPath): FieldError[] {
  const errors = legacyCidr(value, field);
  const range = parseCidr(value);
  if (errors.length > 0 || !range) return errors;
  const canonical = cidrText(range);
  return canonical === value ? [] : [invalid(field, value, `must be in canonical form ("${canonical}")`)];
}

/** `ValidateEndpointIP`: an address that traffic can be sent to. */
export function endpointIp(value: string, field: FieldPath): FieldError[] {
  const address = parseIp(value);
  if (!address) return [invalid(field, value, 'must be a valid IP address')];
  const wrong: string[] = [];
  if (isUnspecified(address)) wrong.push(`may not be unspecified (${value})`);
  if (isLoopback(address)) wrong.push('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (isLinkLocalUnicast(address)) wrong.push('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  if (isLinkLocalMulticast(address)) {
    wrong.push('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  }
  return invalidEach(field, value, wrong);
}

/** `GetWarningsForIP`. */
export function ipWarnings(value: string, field: FieldPath): string[] {
  const address = parseIp(value);
  if (!address) return [];
  if (!address.strict || address.mapped) {
    return [`${field}: non-standard IP address "${value}" is invalid: use "${ipText(address)}"`];
  }
  const canonical = addrText(address);
  if (address.is4 || canonical === value) return [];
  return [`${field}: IPv6 address "${value}" should be in RFC 5952 canonical format ("${canonical}")`];
}

/** `GetWarningsForCIDR`. */
export function cidrWarnings(value: string, field: FieldPath): string[] {
  const range = parseCidr(value);
  if (!range) return [];
  const network = cidrText(range);
  const warnings: string[] = [];
  if (range.hostBits) {
    const single = `${ipText(range.address)}/${range.address.is4 && !range.address.mapped ? 32 : 128}`;
    warnings.push(
      `${field}: CIDR value "${value}" is ambiguous in this context (should be "${network}" or "${single}"?)`,
    );
  }
  if (!range.strict || range.address.mapped) {
    warnings.push(`${field}: non-standard CIDR value "${value}" is invalid: use "${network}"`);
  }
  if (warnings.length > 0 || range.address.is4 || prefixText(range) === value) return warnings;
  return [`${field}: IPv6 CIDR value "${value}" should be in RFC 5952 canonical format ("${prefixText(range)}")`];
}
