// The spec of a CustomResourceDefinition as the server holds it: what all versions say alike stands at the top, once.
// Messages name those places. Mirrors apiextensions-apiserver pkg/apis/apiextensions/v1/conversion.go (v1.36).
import {
  type Draft,
  isDraft,
  type Json,
  objectAt,
  objectsAt,
  optionalObject,
  sameJson,
  stringAt,
} from '../../draft.ts';

/** Fields that move, by their name in a version. */
const SHARED: Readonly<Record<string, string>> = {
  subresources: 'subresources',
  schema: 'validation',
  additionalPrinterColumns: 'additionalPrinterColumns',
  selectableFields: 'selectableFields',
};

/** A copy under the internal names: `validation`, `conversion.webhookClientConfig`. */
export function internalSpec(spec: Draft): Draft {
  const versions = objectsAt(spec, 'versions').map((version) => ({ ...version }));
  const internal: Draft = Array.isArray(spec['versions']) ? { ...spec, versions } : { ...spec };
  const [first] = versions;
  internal['conversion'] = internalConversion(optionalObject(spec, 'conversion'));
  if (!first) return internal;
  internal['version'] = stringAt(first, 'name');
  for (const [name, above] of Object.entries(SHARED)) {
    const value = first[name];
    if (!versions.every((version) => isSame(version[name], value))) continue;
    if (value !== undefined && value !== null) internal[above] = value;
    for (const version of versions) delete version[name];
  }
  return internal;
}

/** An empty object is another thing than none; an empty list is not. */
function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return isDraft(one) === isDraft(other) && sameJson(one, other);
}

function internalConversion(conversion: Draft | undefined): Draft | undefined {
  if (!conversion) return undefined;
  const webhook = objectAt(conversion, 'webhook');
  return {
    strategy: stringAt(conversion, 'strategy'),
    webhookClientConfig: webhook['clientConfig'],
    conversionReviewVersions: webhook['conversionReviewVersions'],
  };
}

/** The schemas of a spec in internal form: the one at the top, and those of versions. */
export function schemasIn(spec: Draft): Draft[] {
  const holders = [
    optionalObject(spec, 'validation'),
    ...objectsAt(spec, 'versions').map((one) => objectAt(one, 'schema')),
  ];
  return holders.map((holder) => optionalObject(holder, 'openAPIV3Schema')).filter((schema) => schema !== undefined);
}

/** The schema of one version, wherever it stands. */
export function schemaOfVersion(spec: Draft, name: string): Draft | undefined {
  const version = objectsAt(spec, 'versions').find((one) => stringAt(one, 'name') === name);
  const holder = optionalObject(spec, 'validation') ?? optionalObject(version, 'schema');
  return optionalObject(holder, 'openAPIV3Schema');
}
