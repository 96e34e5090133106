// Secret: keys, size, what each type requires, immutability; `stringData` is merged as the conversion to the stored form
// does. Mirrors pkg/apis/core/validation ValidateSecret and pkg/registry/core/secret (v1.36).
import { decodeBase64, encodeBase64, utf8Bytes, utf8Text } from '../../kubernetes/base64.ts';
import { goQuote } from '../../kubernetes/goText.ts';
import { configMapKeyErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { ensureObject, setDefaultIfZero, stringAt, stringMapAt } from '../draft.ts';
import { invalid, required, tooLong } from '../fieldErrors.ts';
import { key } from '../fieldPath.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';
import { decodedLength, immutableDataErrors, MAX_DATA_BYTES } from './configMap.ts';

export const secret: KindRules = {
  apiVersion: 'v1',
  kind: 'Secret',
  applyDefaults(object) {
    setDefaultIfZero(object, 'type', 'Opaque');
    mergeStringData(object);
  },
  validate,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...validateImmutable(stringAt(object, 'type'), stringAt(old, 'type'), 'type'),
    ...immutableDataErrors(object, old, ['data']),
    ...validate(object),
  ],
  warnings: (object) => (stringAt(object, 'type') === 'kubernetes.io/tls' ? keyPairWarnings(object) : []),
};

/** pkg/apis/core/v1 Convert_v1_Secret_To_core_Secret. */
function mergeStringData(object: Draft): void {
  const plain = Object.entries(stringMapAt(object, 'stringData'));
  delete object['stringData'];
  if (plain.length === 0) return;
  const data = ensureObject(object, 'data');
  for (const [name, value] of plain) data[name] = encodeBase64(utf8Bytes(value));
}

function validate(object: Draft): FieldError[] {
  const data = stringMapAt(object, 'data');
  const errors = validateObjectMeta(object, true, subdomainName);
  let size = 0;
  for (const [name, value] of Object.entries(data)) {
    errors.push(...invalidEach(key('data', name), name, configMapKeyErrors(name)));
    size += decodedLength(value);
  }
  if (size > MAX_DATA_BYTES) errors.push(tooLong('data', MAX_DATA_BYTES));
  return [...errors, ...typeErrors(object, data)];
}

const missing = (name: string): FieldError => required(key('data', name));

function typeErrors(object: Draft, data: Readonly<Record<string, string>>): FieldError[] {
  switch (stringAt(object, 'type')) {
    case 'kubernetes.io/service-account-token': {
      const annotation = 'kubernetes.io/service-account.name';
      const named = stringMapAt(ensureObject(object, 'metadata'), 'annotations')[annotation] ?? '';
      return named === '' ? [required(key('metadata.annotations', annotation))] : [];
    }
    case 'kubernetes.io/dockercfg':
      return jsonErrors(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return jsonErrors(data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth': {
      const either = data['username'] !== undefined || data['password'] !== undefined;
      return either ? [] : [missing('username'), missing('password')];
    }
    case 'kubernetes.io/ssh-auth':
      return (data['ssh-privatekey'] ?? '') === '' ? [missing('ssh-privatekey')] : [];
    case 'kubernetes.io/tls':
      return ['tls.crt', 'tls.key'].filter((name) => data[name] === undefined).map(missing);
    default:
      return [];
  }
}

function jsonErrors(data: Readonly<Record<string, string>>, name: string): FieldError[] {
  const value = data[name];
  if (value === undefined) return [missing(name)];
  const error = goJsonObjectError(plainText(value));
  return error === undefined ? [] : [invalid(key('data', name), '<secret contents redacted>', error)];
}

function plainText(base64: string): string {
  const decoded = decodeBase64(base64);
  return 'error' in decoded ? '' : (utf8Text(decoded.bytes) ?? '\ufffd');
}

/** Go's words about text that should be a JSON object; the place of an error inside is told only at its beginning. */
function goJsonObjectError(text: string): string | undefined {
  const start = text.trimStart();
  if (start === '') return 'unexpected end of JSON input';
  const first = [...start][0] ?? '';
  if (!/[[{"0-9tfn-]/.test(first)) return `invalid character ${goRune(first)} looking for beginning of value`;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return undefined;
    if (value === null) return undefined;
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
  } catch {
    return brokenJsonError(start);
  }
}

function brokenJsonError(text: string): string {
  if (text.startsWith('{')) {
    const next = [...text.slice(1).trimStart()][0];
    if (next !== undefined && next !== '"' && next !== '}') {
      return `invalid character ${goRune(next)} looking for beginning of object key string`;
    }
  }
  const literal = ['true', 'false', 'null'].find((word) => text.startsWith(word[0] ?? ''));
  if (literal) {
    const at = [...text].findIndex((letter, index) => letter !== literal[index]);
    const wrong = [...text][at];
    if (wrong !== undefined && at > 0 && at < literal.length) {
      return `invalid character ${goRune(wrong)} in literal ${literal} (expecting '${literal[at]}')`;
    }
  }
  return 'unexpected end of JSON input';
}

/** Go's `quoteChar` of encoding/json. */
function goRune(rune: string): string {
  if (rune === "'") return String.raw`'\''`;
  if (rune === '"') return `'"'`;
  return `'${goQuote(rune).slice(1, -1)}'`;
}

/** What tls.X509KeyPair says of text that is no PEM at all; certificates themselves are not examined. */
function keyPairWarnings(object: Draft): string[] {
  const data = stringMapAt(object, 'data');
  const isPem = (name: string): boolean => /-----BEGIN [A-Z0-9 ]+-----/.test(plainText(data[name] ?? ''));
  if (!isPem('tls.crt')) return ['tls: failed to find any PEM data in certificate input'];
  if (!isPem('tls.key')) return ['tls: failed to find any PEM data in key input'];
  return [];
}
