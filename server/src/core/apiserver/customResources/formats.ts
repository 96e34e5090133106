// The formats of strings that the server knows in schemas of custom resources, and what is of such a format.
// Mirrors kube-openapi pkg/validation/strfmt and apiextensions-apiserver pkg/apiserver/validation/formats.go (v1.36).
import { parseCidr, parseIp } from '../../kubernetes/ip.ts';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../kubernetes/names.ts';

const uuid = (version: string, variant = '[0-9a-f]'): RegExp =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i');

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})t([01]\d|2[0-3]):[0-5]\d:[0-5]\d(.\d+)?(z|[+-]\d{2}:\d{2})$/i;
const GO_DURATION = /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;
/** A unit in full, in short, or by how its name begins. */
const DURATION_UNIT = /^(ns|nano.*|us|µs|micro.*|ms|milli.*|s|sec.*|m|min.*|h|hr|hour.*|d|day.*|w|wk|week.*)$/i;
const HOSTNAME =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
const CREDIT_CARD =
  /^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35\d{3})\d{11})$/;
const RGB =
  /^rgb\(\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*,\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*,\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*\)$/;
const MAC = /^([0-9a-fA-F]{2}([:-]))([0-9a-fA-F]{2}\2)*[0-9a-fA-F]{2}$|^([0-9a-fA-F]{4}\.)+[0-9a-fA-F]{4}$/;
const MAC_BYTES = new Set([6, 8, 20]);
const EMAIL = /^(?:[^<>@",;:\\[\]()\s]+|"[^"]*")@[^<>@",;:\\()\s]+$/;

/** By the name without dashes. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: (text) => /^[0-9a-fA-F]{24}$/.test(text),
  byte: (text) => BASE64.test(text),
  cidr: (text) => parseCidr(text) !== undefined,
  creditcard: isCreditCard,
  date: isDate,
  datetime: isDateTime,
  duration: isDuration,
  email: isEmail,
  hexcolor: (text) => /^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/.test(text),
  hostname: isHostname,
  ipv4: (text) => parseIp(text) !== undefined && text.includes('.'),
  ipv6: (text) => parseIp(text) !== undefined && text.includes(':'),
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  k8slongname: (text) => dns1123SubdomainErrors(text).length === 0,
  k8sshortname: (text) => dns1123LabelErrors(text).length === 0,
  mac: isMac,
  password: () => true,
  rgbcolor: (text) => RGB.test(text),
  ssn: (text) => /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text) && text.length === 11,
  uri: isRequestUri,
  uuid: (text) => uuid('[0-9a-f]').test(text),
  uuid3: (text) => uuid('3').test(text),
  uuid4: (text) => uuid('4', '[89ab]').test(text),
  uuid5: (text) => uuid('5', '[89ab]').test(text),
};

const normalized = (format: string): string => format.replaceAll('-', '');

/** Whether strings are held to the format at all. */
export const isKnownFormat = (format: string): boolean => Object.hasOwn(FORMATS, normalized(format));

/** Whether a text is of a known format. */
export const isOfFormat = (format: string, text: string): boolean => FORMATS[normalized(format)]?.(text) ?? true;

/** Whether values of a schema's type are held to its format: `StripUnsupportedFormatsPostProcess`. */
export function isSupportedFormat(type: string, format: string): boolean {
  if (type === '' || type === 'string') return isKnownFormat(format);
  if (type === 'integer') return format === 'int32' || format === 'int64';
  return type === 'number' && (format === 'float' || format === 'double');
}

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

function isDateTime(text: string): boolean {
  const parts = DATE_TIME.exec(text);
  return parts !== null && isDate(parts[1] ?? '');
}

/** A Go duration, or amounts with spelled out units. */
function isDuration(text: string): boolean {
  if (GO_DURATION.test(text)) return true;
  return [...text.matchAll(/\d+\s*([A-Za-zµ]+)/g)].some((part) => DURATION_UNIT.test(part[1] ?? ''));
}

function isHostname(text: string): boolean {
  if (!HOSTNAME.test(text) || text.length > 255) return false;
  return text.split('.').every((label) => label.length <= 63);
}

/** An address of RFC 5322, with or without a name before it. */
function isEmail(text: string): boolean {
  const inAngles = /^[^<>]*<([^<>]+)>$/.exec(text.trim());
  const address = inAngles?.[1] ?? text.trim();
  const local = address.slice(0, address.lastIndexOf('@'));
  return EMAIL.test(address) && !/^\.|\.$|\.\./.test(local);
}

function isMac(text: string): boolean {
  return MAC.test(text) && MAC_BYTES.has(text.replace(/[^0-9a-fA-F]/g, '').length / 2);
}

/** `url.ParseRequestURI`: absolute, or a path. */
function isRequestUri(text: string): boolean {
  if (text === '' || [...text].some((letter) => letter < ' ' || letter === '\x7f')) return false;
  if (/%(?![0-9a-fA-F]{2})/.test(text.split('?')[0] ?? '')) return false;
  if (text === '*' || text.startsWith('/')) return true;
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return false;
  const host = /^[^:]*:\/\/([^/?]*)/.exec(text)?.[1] ?? '';
  return !/[ <>"]/.test(host) && /^(?:.*@)?(?:\[[^\]]*\]|[^:]*)(?::\d*)?$/.test(host);
}

function isIsbn10(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  if (!/^(?:[0-9]{9}X|[0-9]{10})$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, at) => total + (at + 1) * (digit === 'X' ? 10 : Number(digit)), 0);
  return sum % 11 === 0;
}

function isIsbn13(text: string): boolean {
  const digits = text.replace(/[\s-]+/g, '');
  if (!/^[0-9]{13}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, at) => total + (at % 2 === 0 ? 1 : 3) * Number(digit), 0);
  return sum % 10 === 0;
}

function isCreditCard(text: string): boolean {
  const digits = text.replace(/[^0-9]+/g, '');
  if (!CREDIT_CARD.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = at % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
