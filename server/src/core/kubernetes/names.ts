// The grammars of names: labels, subdomains, identifiers, keys, ports. Each function gives the API server's own messages,
// none when the value is good. Mirrors k8s.io/apimachinery pkg/util/validation and pkg/api/validate/content (v1.36).
// Does not know which field has which grammar.
import { byteLength } from './goText.ts';

/** The older checks say "characters", those shared with declarative validation "bytes"; both count bytes. */
export type LengthUnit = 'characters' | 'bytes';

export function maxLengthError(length: number, unit: LengthUnit = 'characters'): string {
  return `must be no more than ${length} ${unit}`;
}

export function inclusiveRangeError(low: number | bigint, high: number | bigint): string {
  return `must be between ${low} and ${high}, inclusive`;
}

export function regexError(message: string, format: string, ...examples: readonly string[]): string {
  if (examples.length === 0) return `${message} (regex used for validation is '${format}')`;
  const shown = examples.map((example) => `'${example}', `).join(' or ');
  return `${message} (e.g. ${shown}regex used for validation is '${format}')`;
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const UNDERSCORE_LABEL = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const UNDERSCORE_SUBDOMAIN = `${UNDERSCORE_LABEL}(\\.${UNDERSCORE_LABEL})*`;
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?';
const WILDCARD = `\\*\\.${SUBDOMAIN}`;
const LABEL_KEY = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const LABEL_VALUE = `(${LABEL_KEY})?`;
const C_IDENTIFIER = '[A-Za-z_][A-Za-z0-9_]*';
const ENV_NAME = '[-._a-zA-Z][-._a-zA-Z0-9]*';
const CONFIG_KEY = '[-._a-zA-Z0-9]+';
const HTTP_HEADER = '[-A-Za-z0-9]+';
const PERCENT = '[0-9]+%';
const HTTP_PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+";

const whole = (format: string): RegExp => new RegExp(`^${format}$`);
const IS_LABEL = whole(LABEL);
const IS_SUBDOMAIN = whole(SUBDOMAIN);
const IS_UNDERSCORE_SUBDOMAIN = whole(UNDERSCORE_SUBDOMAIN);
const IS_LABEL_1035 = whole(LABEL_1035);
const IS_WILDCARD = whole(WILDCARD);
const IS_LABEL_KEY = whole(LABEL_KEY);
const IS_LABEL_VALUE = whole(LABEL_VALUE);
const IS_C_IDENTIFIER = whole(C_IDENTIFIER);
const IS_ENV_NAME = whole(ENV_NAME);
const IS_CONFIG_KEY = whole(CONFIG_KEY);
const IS_HTTP_HEADER = whole(HTTP_HEADER);
const IS_PERCENT = whole(PERCENT);
const IS_HTTP_PATH = whole(HTTP_PATH);

function tooLong(value: string, most: number, unit: LengthUnit): string[] {
  return byteLength(value) > most ? [maxLengthError(most, unit)] : [];
}

const LABEL_WORDS =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
const SUBDOMAIN_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
const UNDERSCORE_SUBDOMAIN_WORDS =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character";
const LABEL_1035_WORDS =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
const WILDCARD_WORDS =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character";
const NAME_WORDS =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** `IsDNS1123Label`: one word, 63 bytes. */
export function dns1123LabelErrors(value: string, unit: LengthUnit = 'characters'): string[] {
  const errors = tooLong(value, 63, unit);
  if (IS_LABEL.test(value)) return errors;
  if (IS_SUBDOMAIN.test(value)) return [...errors, 'must not contain dots'];
  return [...errors, regexError(LABEL_WORDS, LABEL, 'my-name', '123-abc')];
}

/** `IsDNS1123Subdomain`: words joined by dots, 253 bytes. */
export function dns1123SubdomainErrors(value: string, unit: LengthUnit = 'characters'): string[] {
  const errors = tooLong(value, 253, unit);
  if (!IS_SUBDOMAIN.test(value)) errors.push(regexError(SUBDOMAIN_WORDS, SUBDOMAIN, 'example.com'));
  return errors;
}

/** `IsDNS1123SubdomainCaseless`. */
export function dns1123SubdomainCaselessErrors(value: string, unit: LengthUnit = 'bytes'): string[] {
  const errors = tooLong(value, 253, unit);
  if (IS_SUBDOMAIN.test(value.toLowerCase())) return errors;
  const words = SUBDOMAIN_WORDS.replace('a lowercase RFC', 'an RFC').replace('lower case ', '');
  return [...errors, regexError(words, SUBDOMAIN, 'Example.com')];
}

/** `IsDNS1123SubdomainWithUnderscore`: as resolv.conf's search domains allow. */
export function dns1123SubdomainWithUnderscoreErrors(value: string): string[] {
  const errors = tooLong(value, 253, 'characters');
  if (!IS_UNDERSCORE_SUBDOMAIN.test(value)) {
    errors.push(regexError(UNDERSCORE_SUBDOMAIN_WORDS, UNDERSCORE_SUBDOMAIN, 'example.com'));
  }
  return errors;
}

/** `IsDNS1035Label`: names of Services before 1.34. */
export function dns1035LabelErrors(value: string): string[] {
  const errors = tooLong(value, 63, 'characters');
  if (!IS_LABEL_1035.test(value)) errors.push(regexError(LABEL_1035_WORDS, LABEL_1035, 'my-name', 'abc-123'));
  return errors;
}

/** `IsWildcardDNS1123Subdomain`: `*.example.com`. */
export function wildcardSubdomainErrors(value: string): string[] {
  const errors = tooLong(value, 253, 'characters');
  if (!IS_WILDCARD.test(value)) errors.push(regexError(WILDCARD_WORDS, WILDCARD, '*.example.com'));
  return errors;
}

/** `IsQualifiedName`, also `IsLabelKey`: `name` or `example.com/name`. */
export function qualifiedNameErrors(value: string): string[] {
  const parts = value.split('/');
  const explained = regexError(NAME_WORDS, LABEL_KEY, 'MyName', 'my.name', '123-abc');
  if (parts.length > 2) {
    return [`a valid label key ${explained} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  const name = parts[parts.length - 1] ?? '';
  const errors = parts.length === 2 ? prefixErrors(parts[0] ?? '') : [];
  if (name === '') errors.push('name part must be non-empty');
  else if (byteLength(name) > 63) errors.push(`name part ${maxLengthError(63, 'bytes')}`);
  if (!IS_LABEL_KEY.test(name)) errors.push(`name part ${explained}`);
  return errors;
}

function prefixErrors(prefix: string): string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  return dns1123SubdomainErrors(prefix, 'bytes').map((error) => `prefix part ${error}`);
}

/** `IsLabelValue`. */
export function labelValueErrors(value: string): string[] {
  const errors = tooLong(value, 63, 'bytes');
  if (!IS_LABEL_VALUE.test(value)) {
    const words = `a valid label must be an empty string or ${NAME_WORDS.replace('must consist', 'consist')}`;
    errors.push(regexError(words, LABEL_VALUE, 'MyValue', 'my_value', '12345'));
  }
  return errors;
}

/** `IsCIdentifier`. */
export function cIdentifierErrors(value: string): string[] {
  if (IS_C_IDENTIFIER.test(value)) return [];
  const words =
    "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'";
  return [regexError(words, C_IDENTIFIER, 'my_name', 'MY_NAME', 'MyName')];
}

/** `IsValidPortName`: an IANA service name. */
export function portNameErrors(value: string): string[] {
  const errors = tooLong(value, 15, 'characters');
  if (!/^[-a-z0-9]+$/.test(value)) {
    errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)');
  }
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)');
  if (value.includes('--')) errors.push('must not contain consecutive hyphens');
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen');
  return errors;
}

/** `IsValidPortNum`. */
export function portNumberErrors(value: number | bigint): string[] {
  return value >= 1 && value <= 65535 ? [] : [inclusiveRangeError(1, 65535)];
}

/** `IsValidGroupID` and `IsValidUserID`. */
export function userIdErrors(value: number | bigint): string[] {
  return value >= 0 && value <= 2147483647 ? [] : [inclusiveRangeError(0, 2147483647)];
}

/** `IsValidPercent`. */
export function percentErrors(value: string): string[] {
  if (IS_PERCENT.test(value)) return [];
  return [
    regexError("a valid percent string must be a numeric string followed by an ending '%'", PERCENT, '1%', '93%'),
  ];
}

/** `IsHTTPHeaderName`. */
export function httpHeaderNameErrors(value: string): string[] {
  if (IS_HTTP_HEADER.test(value)) return [];
  return [
    regexError("a valid HTTP header must consist of alphanumeric characters or '-'", HTTP_HEADER, 'X-Header-Name'),
  ];
}

/** `IsEnvVarName`, the strict form. */
export function envVarNameErrors(value: string): string[] {
  const errors = dotErrors(value);
  if (IS_ENV_NAME.test(value)) return errors;
  const words =
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit";
  return [regexError(words, ENV_NAME, 'my.env-name', 'MY_ENV.NAME', 'MyEnvName1'), ...errors];
}

/** `IsRelaxedEnvVarName`: any printable ASCII but `=`. */
export function relaxedEnvVarNameErrors(value: string): string[] {
  if (value === '') return ['environment variable name must be non-empty'];
  if (/^[\x20-\x3c\x3e-\x7e]+$/.test(value)) return [];
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
}

/** `IsConfigMapKey`: keys of ConfigMaps and Secrets. */
export function configMapKeyErrors(value: string): string[] {
  const errors = tooLong(value, 253, 'characters');
  if (!IS_CONFIG_KEY.test(value)) {
    const words = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
    errors.push(regexError(words, CONFIG_KEY, 'key.name', 'KEY_NAME', 'key-name'));
  }
  return [...errors, ...dotErrors(value)];
}

function dotErrors(value: string): string[] {
  if (value === '.') return ["must not be '.'"];
  if (value === '..') return ["must not be '..'"];
  if (value.startsWith('..')) return ["must not start with '..'"];
  return [];
}

/** What may follow the slash of a domain-prefixed path. */
export function httpPathErrors(value: string): string[] {
  return IS_HTTP_PATH.test(value) ? [] : [regexError('Invalid path', HTTP_PATH)];
}
