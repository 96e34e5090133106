// Kubernetes' own types: quantities, addresses, URLs, versions, named formats. Mirrors apiserver/pkg/cel/library/{quantity,
// ip,cidr,urls,semverlib,format}.go (v1.36).
import { decodeBase64 } from '../../../kubernetes/base64.ts';
import { goQuote } from '../../../kubernetes/goText.ts';
import {
  addrText,
  cidrContains,
  type IpAddress,
  type IpRange,
  isLinkLocalMulticast,
  isLinkLocalUnicast,
  isLoopback,
  isUnspecified,
  parseCidr,
  parseIp,
} from '../../../kubernetes/ip.ts';
import {
  dns1035LabelErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../../../kubernetes/names.ts';
import {
  addQuantities,
  compareQuantities,
  parseQuantity,
  type Quantity,
  quantityNumber,
  quantitySign,
  quantityValue,
  subtractQuantities,
} from '../../../kubernetes/quantity.ts';
import { timestampNanos } from '../../time.ts';
import { compareSemvers, parseSemver, type Semver } from '../semver.ts';
import { escapedPath, hostName, parseUrl, portOf, queryValues, type Url } from '../url.ts';
import { bool, CelFailure, contentOf, Foreign, NONE, noSuchOverload, some, text, type Value } from '../values.ts';
import type { Handler, Handlers } from './handler.ts';

function failed(message: string): never {
  throw new CelFailure(message);
}

const quantity = (parsed: Quantity): Foreign => new Foreign({ type: 'quantity', quantity: parsed });

function toQuantity(value: Value | undefined): Quantity {
  if (typeof value !== 'bigint') return contentOf(value, 'quantity').quantity;
  const parsed = parseQuantity(String(value));
  return 'quantity' in parsed ? parsed.quantity : failed(parsed.error);
}

/** `AsInt64`: what is kept as a decimal is never taken for an integer. */
const isWhole = (one: Quantity): boolean => {
  if (one.wide) return false;
  const value = quantityValue(one);
  const whole = parseQuantity(String(value));
  return 'quantity' in whole && BigInt.asIntN(64, value) === value && compareQuantities(whole.quantity, one) === 0;
};

/** Quantities and versions compare alike. */
function compared(self: Value | undefined, other: Value | undefined): number {
  if (self instanceof Foreign && self.content.type === 'semver') {
    return compareSemvers(self.content.version, contentOf(other, 'semver').version);
  }
  return compareQuantities(contentOf(self, 'quantity').quantity, contentOf(other, 'quantity').quantity);
}

const QUANTITIES: Handlers = {
  quantity: (written) => {
    const parsed = parseQuantity(text(written));
    return 'quantity' in parsed ? quantity(parsed.quantity) : failed(parsed.error);
  },
  isQuantity: (written) => 'quantity' in parseQuantity(text(written)),
  isInteger: (self) => isWhole(contentOf(self, 'quantity').quantity),
  asInteger: (self) => {
    const { quantity: one } = contentOf(self, 'quantity');
    return isWhole(one) ? quantityValue(one) : failed('cannot convert value to integer');
  },
  asApproximateFloat: (self) => quantityNumber(contentOf(self, 'quantity').quantity),
  sign: (self) => BigInt(quantitySign(contentOf(self, 'quantity').quantity)),
  add: (self, other) => quantity(addQuantities(toQuantity(self), toQuantity(other))),
  sub: (self, other) => quantity(subtractQuantities(toQuantity(self), toQuantity(other))),
  isGreaterThan: (self, other) => compared(self, other) > 0,
  isLessThan: (self, other) => compared(self, other) < 0,
  compareTo: (self, other) => BigInt(Math.sign(compared(self, other))),
};

function address(written: string): IpAddress | string {
  const [plain = ''] = written.split('%');
  const parsed = parseIp(plain);
  const failure = `IP Address ${goQuote(written)} parse error during conversion from string: ParseAddr(${goQuote(written)}): unable to parse IP`;
  if (!parsed?.strict) return failure;
  if (plain !== written) return `IP address ${goQuote(written)} with zone value is not allowed`;
  return parsed.mapped ? `IPv4-mapped IPv6 address ${goQuote(written)} is not allowed` : parsed;
}

function ip(written: Value | undefined): IpAddress {
  const parsed = address(text(written));
  return typeof parsed === 'string' ? failed(parsed) : parsed;
}

function cidr(written: Value | undefined): IpRange {
  const prefix = 'network address parse error during conversion from string: ';
  const parsed = parseCidr(text(written));
  if (parsed?.address.mapped) {
    return failed(`${prefix}IPv4-mapped IPv6 address ${goQuote(text(written))} is not allowed`);
  }
  if (parsed?.strict) return parsed;
  const why = text(written).includes('/') ? 'unable to parse IP' : "no '/'";
  return failed(`${prefix}${prefix}netip.ParsePrefix(${goQuote(text(written))}): ${why}`);
}

const isRange = (range: IpRange | undefined): boolean => !!range?.strict && !range.address.mapped;
const addressOf = (self: Value | undefined): IpAddress => contentOf(self, 'ip').address;
const rangeOf = (self: Value | undefined): IpRange => contentOf(self, 'cidr').range;
const isText = (value: Value | undefined): value is string => typeof value === 'string';

/** A text within a call that is none of the asked kind is told as a wrong argument. */
function inner<T>(read: () => T): T {
  try {
    return read();
  } catch (failure) {
    return failure instanceof CelFailure ? noSuchOverload() : failed(String(failure));
  }
}

const NETWORKS: Handlers = {
  ip: (self) => {
    if (isText(self)) return new Foreign({ type: 'ip', address: ip(self) });
    return new Foreign({ type: 'ip', address: rangeOf(self).address });
  },
  isIP: (written) => typeof address(text(written)) !== 'string',
  'ip.isCanonical': (written) => addrText(ip(written)) === text(written),
  family: (self) => (addressOf(self).is4 ? 4n : 6n),
  isUnspecified: (self) => isUnspecified(addressOf(self)),
  isLoopback: (self) => isLoopback(addressOf(self)),
  isLinkLocalMulticast: (self) => isLinkLocalMulticast(addressOf(self)),
  isLinkLocalUnicast: (self) => isLinkLocalUnicast(addressOf(self)),
  isGlobalUnicast: (self) => isGlobalUnicast(addressOf(self)),
  cidr: (written) => new Foreign({ type: 'cidr', range: cidr(written) }),
  isCIDR: (written) => isRange(parseCidr(text(written))),
  prefixLength: (self) => BigInt(rangeOf(self).bits),
  masked: (self) => new Foreign({ type: 'cidr', range: masked(rangeOf(self)) }),
  containsIP: (self, other) => cidrContains(rangeOf(self), isText(other) ? inner(() => ip(other)) : addressOf(other)),
  containsCIDR: (self, other) => {
    const [outer, part] = [rangeOf(self), isText(other) ? inner(() => cidr(other)) : rangeOf(other)];
    return outer.bits <= part.bits && cidrContains(outer, part.address);
  },
};

function isGlobalUnicast(one: IpAddress): boolean {
  const written = addrText(one);
  const multicast = one.is4 ? /^(?:22[4-9]|23\d)\./.test(written) : /^ff/i.test(written);
  return !(
    isUnspecified(one) ||
    isLoopback(one) ||
    isLinkLocalUnicast(one) ||
    multicast ||
    written === '255.255.255.255'
  );
}

function masked(range: IpRange): IpRange {
  const bits = range.bits + (range.address.is4 ? 96 : 0);
  const bytes = range.address.bytes.map((byte, at) => {
    const kept = Math.max(0, Math.min(8, bits - at * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return { ...range, address: { ...range.address, bytes } };
}

const urlOf = (self: Value | undefined): Url => contentOf(self, 'url').url;

const URLS: Handlers = {
  url: (written) => {
    const parsed = parseUrl(text(written));
    return 'error' in parsed
      ? failed(`URL parse error during conversion from string: ${parsed.error}`)
      : new Foreign({ type: 'url', url: parsed });
  },
  isURL: (written) => !('error' in parseUrl(text(written))),
  getScheme: (self) => urlOf(self).scheme,
  getHost: (self) => urlOf(self).host,
  getHostname: (self) => hostName(urlOf(self)),
  getPort: (self) => portOf(urlOf(self)),
  getEscapedPath: (self) => escapedPath(urlOf(self)),
  getQuery: (self) => new Map<Value, Value>(queryValues(urlOf(self))),
};

function semver(written: Value | undefined, normalized: Value | undefined): Semver | { readonly error: string } {
  return parseSemver(text(written), normalized === undefined ? false : bool(normalized));
}

const versionOf = (self: Value | undefined): Semver => contentOf(self, 'semver').version;

const SEMVERS: Handlers = {
  semver: (written, normalized) => {
    const parsed = semver(written, normalized);
    return 'error' in parsed ? failed(parsed.error) : new Foreign({ type: 'semver', version: parsed });
  },
  isSemver: (written, normalized) => !('error' in semver(written, normalized)),
  major: (self) => versionOf(self).major,
  minor: (self) => versionOf(self).minor,
  patch: (self) => versionOf(self).patch,
};

/** A generated name's prefix may end in the dash that the generated part follows. */
const asPrefix =
  (errors: (value: string) => readonly string[]) =>
  (value: string): readonly string[] =>
    errors(value.length > 1 && value.endsWith('-') ? `${value.slice(0, -2)}a` : value);

const either = (isRight: boolean, words: string): readonly string[] => (isRight ? [] : [words]);

const FORMATS: Readonly<Record<string, (value: string) => readonly string[]>> = {
  dns1123Label: (value) => dns1123LabelErrors(value),
  dns1123Subdomain: (value) => dns1123SubdomainErrors(value),
  dns1035Label: dns1035LabelErrors,
  qualifiedName: qualifiedNameErrors,
  dns1123LabelPrefix: asPrefix((value) => dns1123LabelErrors(value)),
  dns1123SubdomainPrefix: asPrefix((value) => dns1123SubdomainErrors(value)),
  dns1035LabelPrefix: asPrefix(dns1035LabelErrors),
  labelValue: labelValueErrors,
  uri: (value) => {
    const parsed = parseUrl(value);
    return 'error' in parsed ? [parsed.error] : [];
  },
  uuid: (value) =>
    either(
      /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(value),
      'does not match the UUID format',
    ),
  byte: (value) => either(value !== '' && 'bytes' in decodeBase64(value), 'invalid base64'),
  date: (value) => either(timestampNanos(`${value}T00:00:00Z`) !== undefined, 'invalid date'),
  datetime: (value) => either(isDateTime(value), 'invalid datetime'),
};

const isDateTime = (value: string): boolean =>
  timestampNanos(value.toUpperCase().replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) !== undefined;

const format = (name: string): Foreign => new Foreign({ type: 'format', name });
const named: Handlers = Object.fromEntries(
  Object.keys(FORMATS).map((name): [string, Handler] => [`format.${name}`, () => format(name)]),
);

const NAMED_FORMATS: Handlers = {
  ...named,
  'format.named': (name) => (Object.hasOwn(FORMATS, text(name)) ? some(format(text(name))) : NONE),
  validate: (self, value) => {
    const errors = FORMATS[contentOf(self, 'format').name]?.(text(value)) ?? noSuchOverload();
    return errors.length === 0 ? NONE : some(errors);
  },
};

export const KUBERNETES_FUNCTIONS: Handlers = { ...QUANTITIES, ...NETWORKS, ...URLS, ...SEMVERS, ...NAMED_FORMATS };
