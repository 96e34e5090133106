// Secret: keys, size, what each type requires, immutability; `stringData` is merged as the conversion to the stored form
// does. Mirrors pkg/apis/core/validation ValidateSecret and pkg/registry/core/secret (v1.36).
import { decodeBase64, encodeBase64, utf8Bytes } from '../../kubernetes/base64.ts';
import { jsonSyntaxError } from '../../kubernetes/jsonSyntax.ts';
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
  const error = goJsonObjectError(byteText(value));
  return error === undefined ? [] : [invalid(key('data', name), '<secret contents redacted>', error)];
}

/** One character a byte. */
function byteText(base64: string): string {
  const decoded = decodeBase64(base64);
  return 'error' in decoded ? '' : decoded.bytes.map((byte) => String.fromCharCode(byte)).join('');
}

/** Go's words about text that should be a JSON object. */
function goJsonObjectError(text: string): string | undefined {
  const error = jsonSyntaxError(text);
  if (error !== undefined) return error;
  const first = text.trimStart()[0] ?? '';
  const kind = KINDS.find(([start]) => start.test(first))?.[1];
  return kind && `json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`;
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\[/, 'array'],
  [/"/, 'string'],
  [/[tf]/, 'bool'],
  [/[-0-9]/, 'number'],
];

/** What tls.X509KeyPair says of text that is no PEM at all; certificates themselves are not examined. */
function keyPairWarnings(object: Draft): string[] {
  const data = stringMapAt(object, 'data');
  const isPem = (name: string): boolean => /-----BEGIN [A-Z0-9 ]+-----/.test(byteText(data[name] ?? ''));
  if (!isPem('tls.crt')) return ['tls: failed to find any PEM data in certificate input'];
  if (!isPem('tls.key')) return ['tls: failed to find any PEM data in key input'];
  return [];
}
