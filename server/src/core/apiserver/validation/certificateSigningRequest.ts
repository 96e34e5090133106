// CertificateSigningRequest: the request itself, who is to sign it, for what use. Mirrors pkg/apis/certificates/validation
// and pkg/registry/certificates/certificates/strategy.go (v1.36). The signature of the request is not verified.
import { decodeBase64 } from '../../kubernetes/base64.ts';
import { certificateRequestError } from '../../kubernetes/certificateRequest.ts';
import { goQuote } from '../../kubernetes/goText.ts';
import { dns1123LabelErrors, dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import { decodePem } from '../../kubernetes/pem.ts';
import type { Draft } from '../draft.ts';
import { ensureObject, isSet, numberAt, objectAt, stringAt, stringsAt } from '../draft.ts';
import { duplicate, invalid, notSupported, required, tooLong } from '../fieldErrors.ts';
import { type FieldPath, index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';

export const certificateSigningRequest: KindRules = {
  apiVersion: 'certificates.k8s.io/v1',
  kind: 'CertificateSigningRequest',
  prepareForCreate(object) {
    // Who asks is the server's to say.
    const spec = ensureObject(object, 'spec');
    for (const name of ['username', 'uid', 'groups', 'extra']) delete spec[name];
    object['status'] = {};
  },
  validate: (object) => [
    ...validateObjectMeta(object, false, () => []),
    ...specErrors(objectAt(object, 'spec'), undefined),
  ],
  prepareForUpdate(object, old) {
    object['spec'] = old['spec'];
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [
    ...validateObjectMeta(object, false, () => []),
    ...specErrors(objectAt(object, 'spec'), objectAt(old, 'spec')),
    ...validateObjectMetaUpdate(object, old),
  ],
};

const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];

const SHORTEST_SECONDS = 600;
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';

/** @param old where the object exists: what it had already is let be */
function specErrors(spec: Draft, old: Draft | undefined): FieldError[] {
  const request = stringAt(spec, 'request');
  const signer = stringAt(spec, 'signerName');
  const seconds = numberAt(spec, 'expirationSeconds');
  const wrong = requestError(request);
  const errors: FieldError[] = [];
  if (wrong !== undefined) errors.push(invalid('spec.request', isSet(spec, 'request') ? request : null, wrong));
  errors.push(...usageErrors(stringsAt(spec, 'usages'), stringsAt(old, 'usages')));
  if (signer === LEGACY_SIGNER && stringAt(old, 'signerName') !== LEGACY_SIGNER) {
    errors.push(invalid('spec.signerName', signer, 'the legacy signerName is not allowed via this API version'));
  } else errors.push(...signerNameErrors(signer, 'spec.signerName'));
  if (seconds !== undefined && seconds < SHORTEST_SECONDS) {
    const words = 'may not specify a duration less than 600 seconds (10 minutes)';
    errors.push(invalid('spec.expirationSeconds', seconds, words));
  }
  return errors;
}

function requestError(base64: string): string | undefined {
  const decoded = decodeBase64(base64);
  const text = 'error' in decoded ? '' : decoded.bytes.map((byte) => String.fromCharCode(byte)).join('');
  const block = decodePem(text);
  if (block?.type !== 'CERTIFICATE REQUEST') return 'PEM block type must be CERTIFICATE REQUEST';
  return certificateRequestError(block.bytes);
}

function usageErrors(usages: readonly string[], before: readonly string[]): FieldError[] {
  const field = 'spec.usages';
  const unknownBefore = before.some((usage) => !USAGES.includes(usage));
  const repeatedBefore = new Set(before).size < before.length;
  return [
    ...(usages.length === 0 ? [required(field)] : []),
    ...usages.flatMap((usage, at) => {
      const known = unknownBefore || USAGES.includes(usage);
      const repeated = !repeatedBefore && usages.indexOf(usage) < at;
      return [
        ...(known ? [] : [notSupported(index(field, at), usage, USAGES)]),
        ...(repeated ? [duplicate(index(field, at), usage)] : []),
      ];
    }),
  ];
}

const MOST_DOMAIN_BYTES = 253;
const MOST_SIGNER_BYTES = MOST_DOMAIN_BYTES + 1 + MOST_DOMAIN_BYTES + 63 + 1;

/** `ValidateSignerName` of pkg/apis/core/validation/names.go. */
export function signerNameErrors(name: string, field: FieldPath): FieldError[] {
  if (name === '') return [required(field)];
  const [domain = '', path = '', ...more] = name.split('/');
  if (!name.includes('/') || more.length > 0) {
    const words = "must be a fully qualified domain and path of the form 'example.com/signer-name'";
    return [invalid(field, name, words)];
  }
  const labels = domain.split('.');
  const errors = domain.length > MOST_DOMAIN_BYTES ? [tooLong(field, MOST_DOMAIN_BYTES)] : [];
  errors.push(...firstWrongLabel(labels, domain, field, dns1123LabelErrors));
  if (labels.length < 2) {
    errors.push(invalid(field, domain, 'should be a domain with at least two segments separated by dots'));
  }
  errors.push(...firstWrongLabel(path.split('.'), path, field, dns1123SubdomainErrors));
  return name.length > MOST_SIGNER_BYTES ? [...errors, tooLong(field, MOST_SIGNER_BYTES)] : errors;
}

function firstWrongLabel(
  labels: readonly string[],
  segment: string,
  field: FieldPath,
  rule: (label: string) => readonly string[],
): FieldError[] {
  const wrong = labels.find((label) => rule(label).length > 0);
  if (wrong === undefined) return [];
  const words = rule(wrong).map((message) => `validating label ${goQuote(wrong)}: ${message}`);
  return invalidEach(field, segment, words);
}
