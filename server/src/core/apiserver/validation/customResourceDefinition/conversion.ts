// How a custom resource is converted between its versions. Mirrors validateCustomResourceConversion (v1.36).
import { dns1035LabelErrors } from '../../../kubernetes/names.ts';
import { type Draft, isSet, objectAt, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { webhookServiceErrors, webhookUrlErrors } from '../webhookConfiguration.ts';

const RECOGNIZED = ['v1', 'v1beta1'];

/** @param mustRecognize whether one of the review versions must be one that the server knows */
export function conversionErrors(spec: Draft, field: FieldPath, mustRecognize: boolean): FieldError[] {
  const conversion = optionalObject(spec, 'conversion');
  if (!conversion) return [];
  const strategy = stringAt(conversion, 'strategy');
  if (strategy === 'Webhook') return webhookErrors(conversion, field, mustRecognize);
  const unwanted = ['webhookClientConfig', 'conversionReviewVersions']
    .filter((name) => (name === 'webhookClientConfig' ? isSet(conversion, name) : stringsAt(conversion, name).length > 0))
    .map((name) => forbidden(child(field, name), 'should not be set when strategy is not set to Webhook'));
  return [...strategyErrors(strategy, child(field, 'strategy')), ...unwanted];
}

function strategyErrors(strategy: string, field: FieldPath): FieldError[] {
  if (strategy === '') return [required(field)];
  return strategy === 'None' ? [] : [notSupported(field, strategy, ['None', 'Webhook'])];
}

function webhookErrors(conversion: Draft, field: FieldPath, mustRecognize: boolean): FieldError[] {
  return [
    ...clientErrors(conversion, child(field, 'webhookClientConfig')),
    ...reviewVersionErrors(stringsAt(conversion, 'conversionReviewVersions'), child(field, 'conversionReviewVersions'), mustRecognize),
  ];
}

function clientErrors(conversion: Draft, field: FieldPath): FieldError[] {
  if (!isSet(conversion, 'webhookClientConfig')) return [required(field, 'required when strategy is set to Webhook')];
  const client = objectAt(conversion, 'webhookClientConfig');
  if (isSet(client, 'url') === isSet(client, 'service')) return [required(field, 'exactly one of url or service is required')];
  if (isSet(client, 'url')) return webhookUrlErrors(stringAt(client, 'url'), child(field, 'url'));
  return webhookServiceErrors(objectAt(client, 'service'), child(field, 'service'));
}

function reviewVersionErrors(versions: string[], field: FieldPath, mustRecognize: boolean): FieldError[] {
  if (versions.length === 0) return [required(field)];
  const errors = versions.flatMap((version, at) => {
    if (versions.indexOf(version) < at) return [invalid(index(field, at), version, 'duplicate version')];
    return dns1035LabelErrors(version).map((words) => invalid(index(field, at), version, words));
  });
  const isKnown = versions.some((version) => RECOGNIZED.includes(version));
  const words = `must include at least one of ${RECOGNIZED.join(', ')}`;
  return isKnown || !mustRecognize ? errors : [...errors, invalid(field, versions, words)];
}
