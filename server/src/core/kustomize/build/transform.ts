// What a kustomization does to all objects that it has gathered: namespaces, prefixes, labels, annotations, replicas,
// images, in kustomize's order (v5 api/internal/target). Which fields of a kind take labels the kinds' data says.
import { kindFacts } from '../../kubernetes/kinds/catalogue.ts';
import { podSelectors } from '../../kubernetes/kinds/podSpec.ts';
import type { Schema } from '../../schema/schema.ts';
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { type BuiltObject, groupOf, kindOf, mappingsAt, nameOf, namespaceOf, rename, wordAt } from './object.ts';

export function transform(all: readonly BuiltObject[], says: PlainObject, schema: Schema | undefined): void {
  const namespace = wordAt(says, ['namespace']);
  if (namespace !== '') for (const one of all) moveTo(one, namespace, schema);
  const [prefix, suffix] = [wordAt(says, ['namePrefix']), wordAt(says, ['nameSuffix'])];
  if (prefix !== '' || suffix !== '') for (const one of all) affix(one, prefix, suffix);
  for (const rule of labelRules(says)) for (const { object } of all) label(object, rule);
  const annotations = pairsOf(says['commonAnnotations']);
  for (const { object } of all) annotate(object, annotations);
  for (const one of itemsOf(says['replicas'])) scale(all, one);
  for (const one of itemsOf(says['images'])) for (const { object } of all) retag(object, one);
}

export const itemsOf = (value: PlainValue | undefined): readonly PlainObject[] =>
  Array.isArray(value) ? value.filter(isPlainObject) : [];

export function pairsOf(value: PlainValue | undefined): Readonly<Record<string, string>> {
  if (!isPlainObject(value)) return {};
  return Object.fromEntries(Object.keys(value).map((key) => [key, wordAt(value, [key])]));
}

function moveTo(one: BuiltObject, namespace: string, schema: Schema | undefined): void {
  const { object } = one;
  if (kindOf(one) === 'Namespace' && groupOf(one) === '') {
    rename(one, namespace, '');
    return;
  }
  const kind = schema?.kind(wordAt(object, ['apiVersion']), kindOf(one));
  if (kind?.namespaced !== false) rename(one, nameOf(one), namespace);
  // Accounts called `default` are those of the namespace.
  for (const subject of itemsOf(object['subjects'])) {
    if (subject['kind'] === 'ServiceAccount' && subject['name'] === 'default') subject['namespace'] = namespace;
  }
}

/** Names that other things hang on: namepaces, definitions and API services keep theirs. */
const keepTheirNames = new Set(['Namespace', 'CustomResourceDefinition', 'APIService']);

function affix(one: BuiltObject, prefix: string, suffix: string): void {
  if (!keepTheirNames.has(kindOf(one))) rename(one, `${prefix}${nameOf(one)}${suffix}`, namespaceOf(one));
}

interface LabelRule {
  readonly pairs: Readonly<Record<string, string>>;
  readonly inSelectors: boolean;
  readonly inTemplates: boolean;
}

function labelRules(says: PlainObject): readonly LabelRule[] {
  const common = pairsOf(says['commonLabels']);
  const rules = itemsOf(says['labels']).map((one) => ({
    pairs: pairsOf(one['pairs']),
    inSelectors: one['includeSelectors'] === true,
    inTemplates: one['includeSelectors'] === true || one['includeTemplates'] === true,
  }));
  return Object.keys(common).length === 0 ? rules : [...rules, { pairs: common, inSelectors: true, inTemplates: true }];
}

/** Kinds whose selector is written even where there is none. */
const withSelector = new Set([
  'Service',
  'ReplicationController',
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
]);

/** Kinds whose rules of affinity and spreading take labels, too. */
const spread = new Set(['Deployment', 'StatefulSet']);

function label(object: PlainObject, { pairs, inSelectors, inTemplates }: LabelRule): void {
  const kind = wordAt(object, ['kind']);
  const facts = kindFacts(groupOf({ object }), kind);
  const put = (path: string, creates: boolean) => {
    for (const labels of mappingsAt(object, path, creates)) Object.assign(labels, pairs);
  };
  put('metadata.labels', true);
  const template = facts?.podTemplate;
  if (inTemplates && template !== undefined && template !== '') {
    put(`${template}.metadata.labels`, true);
    if (kind === 'CronJob') put('spec.jobTemplate.metadata.labels', true);
    if (kind === 'StatefulSet') put('spec.volumeClaimTemplates[*].metadata.labels', true);
  }
  if (!inSelectors) return;
  if (template !== undefined && spread.has(kind)) {
    for (const { path, form, selects } of podSelectors) {
      if (form === 'labelSelector' && selects === 'pods') put(`${template}.spec.${path}.matchLabels`, false);
    }
  }
  for (const { path, form, selects } of facts?.selectors ?? []) {
    if (selects === 'pods') put(form === 'labels' ? path : `${path}.matchLabels`, withSelector.has(kind));
  }
}

function annotate(object: PlainObject, pairs: Readonly<Record<string, string>>): void {
  if (Object.keys(pairs).length === 0) return;
  const template = kindFacts(groupOf({ object }), wordAt(object, ['kind']))?.podTemplate;
  const paths = ['metadata.annotations'];
  if (template !== undefined && template !== '') paths.push(`${template}.metadata.annotations`);
  if (wordAt(object, ['kind']) === 'CronJob') paths.push('spec.jobTemplate.metadata.annotations');
  for (const path of paths) for (const annotations of mappingsAt(object, path, true)) Object.assign(annotations, pairs);
}

const scalable = new Set(['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

function scale(all: readonly BuiltObject[], one: PlainObject): void {
  const name = wordAt(one, ['name']);
  for (const built of all) {
    const isMeant = nameOf(built) === name || built.names.some((former) => former.name === name);
    if (isMeant && scalable.has(kindOf(built))) {
      for (const spec of mappingsAt(built.object, 'spec', true)) spec['replicas'] = one['count'] ?? 0;
    }
  }
}

const containerLists = ['containers', 'initContainers'];

/** In every list of containers, wherever it stands (kustomize's legacy image transformer does so, too). */
function retag(value: PlainValue | undefined, image: PlainObject): void {
  if (Array.isArray(value)) for (const item of value) retag(item, image);
  if (!isPlainObject(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (containerLists.includes(key)) {
      for (const container of itemsOf(inner)) {
        const written = wordAt(container, ['image']);
        if (written !== '') container['image'] = retagged(written, image);
      }
    }
    retag(inner, image);
  }
}

function retagged(written: string, image: PlainObject): string {
  const match = /^([^@]*?)(?::([\w][\w.-]*))?(@[^@]+)?$/.exec(written);
  const [name, tag, digest] = [match?.[1] ?? written, match?.[2], match?.[3]];
  if (name !== wordAt(image, ['name'])) return written;
  const newName = wordAt(image, ['newName']) || name;
  const [newTag, newDigest] = [wordAt(image, ['newTag']), wordAt(image, ['digest'])];
  const tail = wordAt(image, ['tagSuffix']);
  if (newTag !== '' && newDigest !== '') return `${newName}:${newTag}@${newDigest}`;
  if (newTag !== '') return `${newName}:${newTag}`;
  if (newDigest !== '') return `${newName}@${newDigest}`;
  return `${newName}${tag === undefined ? '' : `:${tag}${tail}`}${digest ?? ''}`;
}
