// A CustomResourceDefinition in the form in which the server judges it: what all versions say alike stands once at the top,
// and a webhook's parts beside the strategy. Mirrors pkg/apis/apiextensions/v1/conversion.go of apiextensions-apiserver (v1.36).
import { type Draft, isSet, type Json, objectAt, objectsAt, optionalObject, sameJson } from '../../draft.ts';

/** What a version says of its own, or all of them together: the name in versions, and the name at the top. */
const SHARED = [
  ['subresources', 'subresources'],
  ['schema', 'validation'],
  ['additionalPrinterColumns', 'additionalPrinterColumns'],
  ['selectableFields', 'selectableFields'],
] as const;

/** The spec in internal form; the definition is left as it is. */
export function internalSpec(definition: Draft): Draft {
  const spec: Draft = { ...objectAt(definition, 'spec') };
  const versions = objectsAt(spec, 'versions').map((version): Draft => ({ ...version }));
  spec['versions'] = versions;
  spec['conversion'] = internalConversion(optionalObject(spec, 'conversion'));
  const [first] = versions;
  if (!first) return spec;
  spec['version'] = first['name'] ?? '';
  for (const [own, top] of SHARED) {
    const value = first[own];
    if (!versions.every((version) => sameJson(version[own], value))) continue;
    if (value !== undefined) spec[top] = value;
    for (const version of versions) delete version[own];
  }
  return spec;
}

function internalConversion(conversion: Draft | undefined): Json {
  if (!conversion) return null;
  const webhook = optionalObject(conversion, 'webhook');
  const internal: Draft = { strategy: conversion['strategy'] ?? '' };
  if (webhook && isSet(webhook, 'clientConfig')) internal['webhookClientConfig'] = objectAt(webhook, 'clientConfig');
  if (webhook && isSet(webhook, 'conversionReviewVersions'))
    internal['conversionReviewVersions'] = webhook['conversionReviewVersions'] ?? null;
  return internal;
}
