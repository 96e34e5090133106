// How objects are converted between versions: not at all, or by a webhook.
// Mirrors validateCustomResourceConversion of apiextensions-apiserver pkg/apis/apiextensions/validation (v1.36).
import { decodeBase64 } from '../../../kubernetes/base64.ts';
import { dns1035LabelErrors } from '../../../kubernetes/names.ts';
import { type Draft, isSet, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import { forbidden, invalid, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { webhookServiceErrors, webhookUrlErrors } from '../webhookConfiguration.ts';
import { wordErrors } from './names.ts';

export interface ConversionOptions {
  /** Whether one of the review versions has to be known; not asked where none was before. */
  readonly knownVersion: boolean;
  /** Whether a wrong bundle is let pass: before the definition is established, or if it was wrong before. */
  readonly anyBundle: boolean;
}

const FIELD = 'spec.conversion';
const NOT_WEBHOOK = 'should not be set when strategy is not set to Webhook';

/** @param conversion in internal form */
export function conversionErrors(conversion: Draft | undefined, options: ConversionOptions): FieldError[] {
  if (!conversion) return [];
  const strategy = stringAt(conversion, 'strategy');
  const client = optionalObject(conversion, 'webhookClientConfig');
  const versions = stringsAt(conversion, 'conversionReviewVersions');
  const errors = wordErrors(strategy, child(FIELD, 'strategy'), ['None', 'Webhook']);
  const clientField = child(FIELD, 'webhookClientConfig');
  const versionsField = child(FIELD, 'conversionReviewVersions');
  if (strategy === 'Webhook') {
    return [
      ...errors,
      ...clientErrors(client, clientField, options.anyBundle),
      ...reviewVersionErrors(versions, versionsField, options.knownVersion),
    ];
  }
  if (client) errors.push(forbidden(clientField, NOT_WEBHOOK));
  if (versions.length > 0) errors.push(forbidden(versionsField, NOT_WEBHOOK));
  return errors;
}

function clientErrors(client: Draft | undefined, field: FieldPath, anyBundle: boolean): FieldError[] {
  if (!client) return [required(field, 'required when strategy is set to Webhook')];
  const bundle = stringAt(client, 'caBundle');
  const wrongBundle = bundle === '' || anyBundle ? [] : bundleErrors(bundle, child(field, 'caBundle'));
  const service = optionalObject(client, 'service');
  if (isSet(client, 'url') === (service !== undefined)) {
    return [required(field, 'exactly one of url or service is required'), ...wrongBundle];
  }
  if (!service) return [...webhookUrlErrors(stringAt(client, 'url'), child(field, 'url')), ...wrongBundle];
  return [...webhookServiceErrors(service, child(field, 'service')), ...wrongBundle];
}

/** Whether bytes hold a certificate is all that is looked at. */
export function bundleErrors(bundle: string, field: FieldPath): FieldError[] {
  const decoded = decodeBase64(bundle);
  const text = 'bytes' in decoded ? String.fromCharCode(...decoded.bytes) : '';
  if (/-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----/.test(text)) return [];
  return [invalid(field, bundle, 'unable to load root certificates: unable to parse bytes as PEM block')];
}

export const KNOWN_VERSIONS = ['v1', 'v1beta1'];

function reviewVersionErrors(versions: readonly string[], field: FieldPath, known: boolean): FieldError[] {
  if (versions.length === 0) return [required(field)];
  const errors = versions.flatMap((version, at) =>
    versions.indexOf(version) < at
      ? [invalid(index(field, at), version, 'duplicate version')]
      : dns1035LabelErrors(version).map((words) => invalid(index(field, at), version, words)),
  );
  if (!known || versions.some((version) => KNOWN_VERSIONS.includes(version))) return errors;
  return [...errors, invalid(field, [...versions], `must include at least one of ${KNOWN_VERSIONS.join(', ')}`)];
}
