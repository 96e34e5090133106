// CustomResourceDefinition: kinds of one's own. Mirrors apiextensions-apiserver pkg/apis/apiextensions/{v1,validation} and
// pkg/registry/customresourcedefinition/strategy.go (v1.36). Whether names are taken by others is not known here.
import { goQuote } from '../../kubernetes/goText.ts';
import { dns1035LabelErrors } from '../../kubernetes/names.ts';
import { isSupportedFormat } from '../customResources/formats.ts';
import { type Draft, isSet, objectAt, objectsAt, optionalObject, setDefault, stringAt, stringsAt } from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { child, index } from '../fieldPath.ts';
import { validateGeneralObjectMeta, validateGeneralObjectMetaUpdate, validateImmutable } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { conversionErrors } from './definitions/conversion.ts';
import { versionAsGo } from './definitions/goSchema.ts';
import { internalSpec, schemasIn } from './definitions/internalSpec.ts';
import { approvalErrors, groupErrors, missingNames, nameErrors, wordErrors } from './definitions/names.ts';
import { creating, type DefinitionOptions, established, updating } from './definitions/ratchet.ts';
import { schemaErrors } from './definitions/schema.ts';
import { columnErrors, deprecationErrors, selectableErrors, subresourceErrors } from './definitions/versions.ts';
import { schemasWithin } from './definitions/walk.ts';

export const customResourceDefinition: KindRules = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  countsGenerations: true,
  applyDefaults,
  prepareForCreate(object) {
    const stored = storageVersion(object);
    const storedVersions = stored === undefined ? {} : { storedVersions: [stored] };
    object['status'] = { conditions: null, acceptedNames: { plural: '', kind: '' }, ...storedVersions };
  },
  validate(object) {
    const spec = internalSpec(objectAt(object, 'spec'));
    const requiredName = `${stringAt(objectAt(spec, 'names'), 'plural')}.${stringAt(spec, 'group')}`;
    const errors = validateGeneralObjectMeta(object, false, (name, prefix) => [
      ...subdomainName(name, prefix),
      ...(name === requiredName ? [] : ['must be spec.names.plural+"."+spec.group']),
    ]);
    return [...errors, ...specErrors(spec, creating), ...otherErrors(object, spec)];
  },
  prepareForUpdate(object, old) {
    const before = objectAt(old, 'status');
    const stored = storageVersion(object);
    const known = stringsAt(before, 'storedVersions');
    const versions = known.length > 0 ? known : [storageVersion(old) ?? []].flat();
    const missing = stored === undefined || versions.includes(stored) ? [] : [stored];
    object['status'] = { ...before, storedVersions: [...versions, ...missing] };
  },
  validateUpdate(object, old) {
    const [spec, before] = [internalSpec(objectAt(object, 'spec')), internalSpec(objectAt(old, 'spec'))];
    return [
      ...validateGeneralObjectMetaUpdate(object, old),
      ...specErrors(spec, updating(spec, before, old)),
      ...immutableErrors(spec, before, old),
      ...otherErrors(object, spec, old),
    ];
  },
  warnings(object, old) {
    const before = new Set(old ? unknownFormats(old) : []);
    return unknownFormats(object)
      .filter((format) => !before.has(format))
      .map((format) => `unrecognized format ${goQuote(format)}`);
  },
};

function applyDefaults(object: Draft): void {
  const spec = optionalObject(object, 'spec');
  if (!spec) return;
  const names = objectAt(spec, 'names');
  const kind = stringAt(names, 'kind');
  if (stringAt(names, 'singular') === '') names['singular'] = kind.toLowerCase();
  if (stringAt(names, 'listKind') === '' && kind !== '') names['listKind'] = `${kind}List`;
  spec['names'] = names;
  setDefault(spec, 'conversion', { strategy: 'None' });
  const webhook = objectAt(objectAt(spec, 'conversion'), 'webhook');
  const service = optionalObject(objectAt(webhook, 'clientConfig'), 'service');
  if (service) setDefault(service, 'port', 443);
}

function storageVersion(object: Draft): string | undefined {
  const versions = objectsAt(objectAt(object, 'spec'), 'versions');
  const stored = versions.find((version) => version['storage'] === true);
  return stored && stringAt(stored, 'name');
}

function specErrors(spec: Draft, options: DefinitionOptions): FieldError[] {
  const versions = objectsAt(spec, 'versions');
  const errors = [
    ...groupErrors(stringAt(spec, 'group')),
    ...wordErrors(stringAt(spec, 'scope'), 'spec.scope', ['Cluster', 'Namespaced']),
    ...missingSchemas(spec, options),
    ...versions.flatMap((version, at) => versionErrors(version, at, spec, options)),
    ...versionListErrors(spec, versions),
  ];
  const names = objectAt(spec, 'names');
  const top = optionalObject(optionalObject(spec, 'validation'), 'openAPIV3Schema');
  const hasStatus = [spec, ...versions].some((holder) => isSet(optionalObject(holder, 'subresources'), 'status'));
  return [
    ...errors,
    ...missingNames(names, 'spec.names'),
    ...nameErrors(names, 'spec.names'),
    ...schemaErrors(
      top,
      'spec.validation.openAPIV3Schema',
      hasStatus,
      schemaOptions(options, stringAt(spec, 'version')),
    ),
    ...subresourceErrors(spec, 'spec'),
    ...columnErrors(spec, 'spec'),
    ...selectableErrors(spec, top, 'spec', options.manySelectable.has('')),
    ...keepUnknownErrors(spec),
    ...conversionErrors(optionalObject(spec, 'conversion'), options),
  ];
}

const schemaOptions = (options: DefinitionOptions, version: string) => ({
  ...options,
  costly: options.unchanged.has(version),
});

/** All versions that are served have a schema; all versions, unless one went without before. */
function missingSchemas(spec: Draft, options: DefinitionOptions): FieldError[] {
  if (isSet(optionalObject(spec, 'validation'), 'openAPIV3Schema')) return [];
  return objectsAt(spec, 'versions').flatMap((version, at) => {
    if (isSet(optionalObject(version, 'schema'), 'openAPIV3Schema')) return [];
    const field = `spec.versions[${at}].schema.openAPIV3Schema`;
    if (options.schemas) return [required(field)];
    const pruned = version['served'] === true && spec['preserveUnknownFields'] !== true;
    return pruned ? [required(field, 'because otherwise all fields are pruned')] : [];
  });
}

function versionErrors(version: Draft, at: number, spec: Draft, options: DefinitionOptions): FieldError[] {
  const field = index('spec.versions', at);
  const name = stringAt(version, 'name');
  const wrong = dns1035LabelErrors(name);
  const schema = optionalObject(optionalObject(version, 'schema'), 'openAPIV3Schema');
  const hasStatus = [spec, version].some((holder) => isSet(optionalObject(holder, 'subresources'), 'status'));
  return [
    ...(wrong.length > 0 ? [invalid(child(field, 'name'), name, wrong.join(','))] : []),
    ...deprecationErrors(version, field),
    ...schemaErrors(schema, child(field, 'schema', 'openAPIV3Schema'), hasStatus, schemaOptions(options, name)),
    ...subresourceErrors(version, field),
    ...columnErrors(version, field),
    ...selectableErrors(version, schema, field, options.manySelectable.has(name)),
  ];
}

function versionListErrors(spec: Draft, versions: readonly Draft[]): FieldError[] {
  const names = versions.map((version) => stringAt(version, 'name'));
  const shown = Array.isArray(spec['versions']) ? versions.map(versionAsGo) : null;
  const errors: FieldError[] = [];
  if (new Set(names).size < names.length) {
    errors.push(invalid('spec.versions', shown, 'must contain unique version names'));
  }
  if (versions.filter((version) => version['storage'] === true).length !== 1) {
    errors.push(invalid('spec.versions', shown, 'must have exactly one version marked as storage version'));
  }
  const version = stringAt(spec, 'version');
  const wrong = version === '' ? [] : dns1035LabelErrors(version);
  return wrong.length > 0 ? [...errors, invalid('spec.version', version, wrong.join(','))] : errors;
}

/** Fields that no schema knows cannot be kept for all of a definition any more. */
function keepUnknownErrors(spec: Draft): FieldError[] {
  if (spec['preserveUnknownFields'] !== true) return [];
  const strategy = stringAt(objectAt(spec, 'conversion'), 'strategy');
  const errors: FieldError[] = [];
  if (
    schemasIn(spec)
      .flatMap(schemasWithin)
      .some((schema) => isSet(schema, 'default'))
  ) {
    const words = 'must be false in order to use defaults in the schema';
    errors.push(invalid('spec.preserveUnknownFields', true, words));
  }
  if (isSet(spec, 'conversion') && strategy !== 'None') {
    const words = 'must be None if spec.preserveUnknownFields is true';
    errors.push(invalid('spec.conversion.strategy', strategy, words));
  }
  return errors;
}

const KEEPS_UNKNOWN =
  'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';

function otherErrors(object: Draft, spec: Draft, old?: Draft): FieldError[] {
  const status = objectAt(object, 'status');
  const kept = objectAt(old, 'spec')['preserveUnknownFields'] === true;
  return [
    ...nameErrors(objectAt(status, 'acceptedNames'), 'status.acceptedNames'),
    ...storedVersionErrors(stringsAt(status, 'storedVersions'), objectsAt(spec, 'versions')),
    ...approvalErrors(object, old),
    ...(spec['preserveUnknownFields'] === true && !kept
      ? [invalid('spec.preserveUnknownFields', true, KEEPS_UNKNOWN)]
      : []),
  ];
}

function storedVersionErrors(stored: readonly string[], versions: readonly Draft[]): FieldError[] {
  const field = 'status.storedVersions';
  if (stored.length === 0) return [invalid(field, null, 'must have at least one stored version')];
  const names = new Set(versions.map((version) => stringAt(version, 'name')));
  const left = new Set(stored);
  const absent: FieldError[] = [];
  for (const version of versions) {
    const name = stringAt(version, 'name');
    if (version['storage'] === true && !left.has(name)) {
      absent.push(invalid(field, [...stored], `must have the storage version ${name}`));
    }
    left.delete(name);
  }
  const gone = stored.flatMap((name, at) => {
    if (names.has(name)) return [];
    const words = `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
    return [invalid(index(field, at), name, words)];
  });
  return [...absent, ...gone];
}

/** Names that are in use do not change. */
function immutableErrors(spec: Draft, before: Draft, old: Draft): FieldError[] {
  const [names, oldNames] = [objectAt(spec, 'names'), objectAt(before, 'names')];
  const inUse = established(old)
    ? [
        ...validateImmutable(stringAt(spec, 'scope'), stringAt(before, 'scope'), 'spec.scope'),
        ...validateImmutable(stringAt(names, 'kind'), stringAt(oldNames, 'kind'), 'spec.names.kind'),
      ]
    : [];
  return [
    ...inUse,
    ...validateImmutable(stringAt(spec, 'group'), stringAt(before, 'group'), 'spec.group'),
    ...validateImmutable(stringAt(names, 'plural'), stringAt(oldNames, 'plural'), 'spec.names.plural'),
  ];
}

function unknownFormats(object: Draft): string[] {
  return schemasIn(internalSpec(objectAt(object, 'spec'))).flatMap((schema) =>
    schemasWithin(schema)
      .filter((inner) => stringAt(inner, 'format') !== '')
      .filter((inner) => !isSupportedFormat(stringAt(inner, 'type'), stringAt(inner, 'format')))
      .map((inner) => stringAt(inner, 'format')),
  );
}
