// CustomResourceDefinition to apiextensions.k8s.io/v1: what was said once for all versions is said for each, every version
// has a structural schema, and conversion by webhook has an object of its own.
import type { Path } from '../../yaml/nodes.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import type { Step } from '../refactorings/steps.ts';
import type { MigratedObject, Migration } from './migration.ts';
import { itemsAt, move, nest, remove, rename, set, setIfMissing, valueAt } from './steps.ts';
import { structural } from './structuralSchema.ts';

export const customResourceDefinition: Migration = {
  from: ['apiextensions.k8s.io/v1beta1'],
  kinds: ['CustomResourceDefinition'],
  steps: (object) => {
    const spec = [...object.at, 'spec'];
    return [
      setIfMissing([...spec, 'scope'], 'Namespaced'),
      ...listedVersions(object),
      ...perVersion(object),
      ...conversion(object),
      remove([...spec, 'preserveUnknownFields']),
    ];
  },
};

/** `version: v1` alone becomes a list of one. */
function listedVersions({ value, at }: MigratedObject): readonly Step[] {
  const spec = [...at, 'spec'];
  const version = valueAt(value, ['spec', 'version']);
  if (itemsAt(value, ['spec', 'versions']).length > 0) return [remove([...spec, 'version'])];
  if (typeof version !== 'string') return [];
  return [
    rename([...spec, 'version'], 'versions'),
    set([...spec, 'versions'], [{ name: version, served: true, storage: true }]),
  ];
}

const shared: Readonly<Record<string, string>> = {
  validation: 'schema',
  subresources: 'subresources',
  additionalPrinterColumns: 'additionalPrinterColumns',
};

/** The first version takes the lines; the others get copies. */
function perVersion({ value, at }: MigratedObject): readonly Step[] {
  const versions = versionsOf(value);
  const spec = [...at, 'spec'];
  const moves = Object.entries(shared).flatMap(([from, to]) => {
    const said = valueAt(value, ['spec', from]);
    if (said === undefined) return [];
    const lacking = versions.flatMap((version, index) => (version[to] === undefined ? [index] : []));
    const [first, ...others] = lacking.map((index) => [...spec, 'versions', index, to]);
    const copies = others.map((path) => set(path, said));
    return [...copies, ...(first ? [move([...spec, from], first)] : [remove([...spec, from])])];
  });
  return [...moves, ...versions.flatMap((version, index) => ofVersion(value, [...spec, 'versions', index], version))];
}

function versionsOf(value: PlainValue): readonly PlainObject[] {
  const listed = itemsAt(value, ['spec', 'versions']).map(({ item }) => item);
  return listed.length > 0 ? listed : [{}];
}

function ofVersion(value: PlainValue, path: Path, version: PlainObject): readonly Step[] {
  const said =
    valueAt(version, ['schema', 'openAPIV3Schema']) ?? valueAt(value, ['spec', 'validation', 'openAPIV3Schema']);
  const schema = [...path, 'schema', 'openAPIV3Schema'];
  const columns =
    valueAt(version, ['additionalPrinterColumns']) ?? valueAt(value, ['spec', 'additionalPrinterColumns']) ?? [];
  const isOpen = !isPlainObject(said) || valueAt(value, ['spec', 'preserveUnknownFields']) === true;
  return [
    ...(Array.isArray(columns)
      ? columns.map((_, index) => rename([...path, 'additionalPrinterColumns', index, 'JSONPath'], 'jsonPath'))
      : []),
    ...(isPlainObject(said) ? structural(schema, said) : [setIfMissing([...schema, 'type'], 'object')]),
    ...(isOpen ? [setIfMissing([...schema, 'x-kubernetes-preserve-unknown-fields'], true)] : []),
  ];
}

function conversion({ at }: MigratedObject): readonly Step[] {
  return [
    nest([...at, 'spec', 'conversion'], {
      webhookClientConfig: ['webhook', 'clientConfig'],
      conversionReviewVersions: ['webhook', 'conversionReviewVersions'],
    }),
  ];
}
