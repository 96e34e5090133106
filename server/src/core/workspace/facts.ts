// What one document says that others may ask about: the objects it defines, what they refer to, the labels they carry
// and select. Plain values with spans and no nodes, so that a workspace of thousands of files keeps facts, not trees.
// It is made from the kinds' data alone and knows no other document.
import type { Span } from '../finding.ts';
import { kindFacts, typeOf, typesOfResource } from '../kubernetes/kinds/catalogue.ts';
import type { KindFacts, ReferenceFact, SelectorFact } from '../kubernetes/kinds/kind.ts';
import { podReferences, podSelectors } from '../kubernetes/kinds/podSpec.ts';
import { type Resource, resourcesOf } from '../kubernetes/resource.ts';
import type { Node } from '../yaml/nodes.ts';
import { nodeAt } from '../yaml/path.ts';
import { type ManifestDocument, perDocument, treeToRead } from './document.ts';
import { documentKind } from './documentKind.ts';
import { kustomizationFacts, kustomizationLabels, kustomizationReferences } from './kustomizationFacts.ts';
import { joined, matchesOf, patternBelow, patternOf, wordOf, wordPairs } from './pattern.ts';

export interface DocumentFacts {
  readonly objects: readonly ObjectFact[];
  readonly references: readonly Reference[];
  readonly labels: readonly LabelUse[];
  /** What tools read that borrowed the shape of objects: no API server knows them, and nothing refers to them. */
  readonly tools: readonly ObjectFact[];
}

export interface ObjectFact {
  /** `apps/Deployment`. */
  readonly type: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly span: Span;
  /** Of its name, or of its kind where it has no name. */
  readonly nameSpan: Span;
  /** Its own labels, and those of the pods that it is or makes. */
  readonly labels: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>> | undefined;
  /** Made by a generator of Kustomize's: its keys, and whether it may have others. */
  readonly generated?: {
    readonly keys: readonly { readonly name: string; readonly span: Span }[];
    readonly isOpen: boolean;
  };
}

export interface Reference {
  /** Which of the document's objects refers. */
  readonly object: number;
  /** Types that may be meant. */
  readonly types: readonly string[];
  readonly name: string;
  readonly namespace: string | undefined;
  readonly span: Span;
  readonly members: readonly { readonly name: string; readonly span: Span }[];
  readonly optional: boolean;
  readonly elsewhere: boolean;
}

export interface LabelUse {
  readonly object: number;
  readonly key: string;
  readonly value: string;
  /**
   * Carried, or asked for by a selector of pods, namespaces or other objects; in an expression it may also be what is not
   * wanted. Each expression is there once more without a value.
   */
  readonly role: 'label' | 'podLabel' | 'expression' | SelectorFact['selects'];
  readonly span: Span;
  readonly keySpan: Span;
}

const nothing: DocumentFacts = { objects: [], references: [], labels: [], tools: [] };

export const factsOf: (document: ManifestDocument) => DocumentFacts = perDocument((document) => {
  const { text } = document;
  if (!text.includes('kind') && !mayBeKustomization(text)) return nothing;
  const tree = treeToRead(document);
  const kind = documentKind(text, tree);
  if (kind === 'kustomization') {
    return {
      objects: kustomizationFacts(tree.root, text),
      references: kustomizationReferences(tree.root, text),
      labels: kustomizationLabels(tree.root, text),
      tools: toolFacts(tree.root, text),
    };
  }
  if (kind === 'foreign') return { ...nothing, tools: toolFacts(tree.root, text) };
  if (kind !== 'manifest') return nothing;
  const found = { objects: [] as ObjectFact[], references: [] as Reference[], labels: [] as LabelUse[], tools: [] };
  for (const [index, resource] of resourcesOf(tree.root).entries()) {
    const reading = { resource, index, text, facts: kindFacts(resource.group, resource.kind) };
    found.objects.push(objectFact(reading));
    const labels = labelsOf(reading);
    found.references.push(...referencesFrom(reading), ...namespacesIn(labels));
    found.labels.push(...labels);
  }
  return found;
});

/** `skaffold/v3`, `Config`: a version with a group, and a kind. */
function toolFacts(root: Node | undefined, text: string): readonly ObjectFact[] {
  const [resource] = resourcesOf(root);
  if (!resource?.apiVersion.includes('/') || resource.path.length > 0) return [];
  return [objectFact({ resource, index: 0, text, facts: undefined })];
}

/** Those need not say what they are. */
function mayBeKustomization(text: string): boolean {
  return /^(resources|bases|components|patches\w*|name(Prefix|Suffix)|common\w+|\w+Generator|helmCharts)\s*:/m.test(
    text,
  );
}

interface Reading {
  readonly resource: Resource;
  readonly index: number;
  readonly text: string;
  readonly facts: KindFacts | undefined;
}

function objectFact({ resource, text, facts }: Reading): ObjectFact {
  const { node, group, kind, apiVersion, name, namespace } = resource;
  const template = facts?.podTemplate;
  return {
    type: typeOf(group, kind),
    apiVersion,
    kind,
    name,
    namespace,
    span: { start: node.start, end: node.end },
    nameSpan: (wordOf(nodeAt(node, ['metadata', 'name']), text) ?? wordOf(nodeAt(node, ['kind']), text))?.span ?? {
      start: node.start,
      end: node.start,
    },
    labels: recordAt(node, 'metadata.labels', text),
    podLabels: template === undefined ? undefined : recordAt(node, joined(template, 'metadata.labels'), text),
  };
}

function recordAt(node: Node, path: string, text: string): Readonly<Record<string, string>> {
  const [mapping] = matchesOf(node, patternOf(path));
  return Object.fromEntries(wordPairs(mapping, text).map(({ key, value }) => [key, value]));
}

/** Every object names its namespace, and may name its owners. */
const ofEveryObject: readonly ReferenceFact[] = [
  { at: 'metadata', name: 'namespace', to: 'Namespace', elsewhere: true },
];

function referencesFrom(reading: Reading): readonly Reference[] {
  const { facts } = reading;
  const own = [...ofEveryObject, ...(facts?.references ?? [])].flatMap((fact) => readReference(reading, '', fact));
  if (facts?.permissions !== undefined) return [...own, ...namesInRules(reading, facts.permissions)];
  if (facts?.podTemplate === undefined) return own;
  const spec = joined(facts.podTemplate, 'spec');
  return [...own, ...podReferences.flatMap((fact) => readReference(reading, spec, fact))];
}

/** Objects that a rule allows by name: such as it speaks of one resource only. */
function namesInRules({ resource, index, text }: Reading, path: string): readonly Reference[] {
  return matchesOf(resource.node, patternOf(path)).flatMap((rule) => {
    const words = (list: string) =>
      matchesOf(rule, patternOf(`${list}[*]`)).flatMap((node) => wordOf(node, text) ?? []);
    const [only, ...others] = words('resources').map(({ word }) => word.split('/')[0] ?? '');
    if (only === undefined || others.some((other) => other !== only)) return [];
    // The core group is no word.
    const groups = matchesOf(rule, patternOf('apiGroups[*]')).map((node) => wordOf(node, text)?.word ?? '');
    const types = groups.flatMap((group) => typesOfResource(group, only));
    if (types.length === 0) return [];
    const { namespace } = resource;
    return words('resourceNames').map(({ word, span }) => ({
      object: index,
      types,
      name: word,
      namespace,
      span,
      members: [],
      optional: true,
      elsewhere: true,
    }));
  });
}

function readReference(reading: Reading, prefix: string, fact: ReferenceFact): readonly Reference[] {
  const { resource, index, text } = reading;
  return matchesOf(resource.node, patternBelow(prefix, fact.at)).flatMap((holder) => {
    const wordAt = (path: string) => wordOf(matchesOf(holder, patternOf(path))[0], text);
    const name = wordAt(fact.name);
    const types =
      typeof fact.to === 'string'
        ? [fact.to]
        : typesMeant(fact.to.types, wordAt(fact.to.kind)?.word ?? fact.to.otherwise);
    if (!name || types.length === 0) return [];
    const namespace = fact.namespace === undefined ? undefined : wordAt(fact.namespace);
    return [
      ...(namespace ? [toNamespace(index, namespace)] : []),
      {
        object: index,
        types,
        name: name.word,
        namespace: namespace?.word ?? resource.namespace,
        span: name.span,
        members: (fact.members ?? []).flatMap((path) =>
          matchesOf(holder, patternOf(path)).flatMap((node) => {
            const member = wordOf(node, text);
            return member ? [{ name: member.word, span: member.span }] : [];
          }),
        ),
        optional: fact.optional !== undefined && wordAt(fact.optional)?.word === 'true',
        elsewhere: fact.elsewhere === true,
      },
    ];
  });
}

function toNamespace(object: number, { word, span }: { readonly word: string; readonly span: Span }): Reference {
  return {
    object,
    types: ['Namespace'],
    name: word,
    namespace: undefined,
    span,
    members: [],
    optional: false,
    elsewhere: true,
  };
}

/** Every namespace carries its name as a label, by which selectors ask for it. */
const nameOfNamespace = 'kubernetes.io/metadata.name';

function namespacesIn(labels: readonly LabelUse[]): readonly Reference[] {
  return labels
    .filter(({ key, value, role }) => key === nameOfNamespace && value !== '' && role !== 'podLabel')
    .map(({ object, value, span }) => toNamespace(object, { word: value, span }));
}

function typesMeant(types: readonly string[], kind: string | undefined): readonly string[] {
  return kind === undefined ? [] : types.filter((type) => type === kind || type.endsWith(`/${kind}`));
}

function labelsOf(reading: Reading): readonly LabelUse[] {
  const { resource, facts } = reading;
  const uses = pairsAt(reading, 'metadata.labels', 'label');
  for (const selector of facts?.selectors ?? []) uses.push(...selectorPairs(reading, '', selector));
  if (facts?.podTemplate === undefined) return uses;
  const template = facts.podTemplate;
  if (template !== '') uses.push(...pairsAt(reading, joined(template, 'metadata.labels'), 'podLabel'));
  else for (const [at, use] of uses.entries()) if (use.role === 'label') uses[at] = { ...use, role: 'podLabel' };
  for (const selector of podSelectors) uses.push(...selectorPairs(reading, joined(template, 'spec'), selector));
  return resource.kind === '' ? [] : uses;
}

function selectorPairs(reading: Reading, prefix: string, { path, form, selects }: SelectorFact): LabelUse[] {
  const at = joined(prefix, path);
  if (form === 'labels') return pairsAt(reading, at, selects);
  return [...pairsAt(reading, joined(at, 'matchLabels'), selects), ...expressionsAt(reading, at)];
}

function expressionsAt({ resource, index, text }: Reading, path: string): LabelUse[] {
  return matchesOf(resource.node, patternOf(joined(path, 'matchExpressions[*]'))).flatMap((node) => {
    const key = wordOf(nodeAt(node, ['key']), text);
    if (!key) return [];
    const use = { object: index, key: key.word, role: 'expression', keySpan: key.span } as const;
    const values = matchesOf(node, patternOf('values[*]')).flatMap((value) => wordOf(value, text) ?? []);
    return [{ ...use, value: '', span: key.span }, ...values.map(({ word, span }) => ({ ...use, value: word, span }))];
  });
}

function pairsAt({ resource, index, text }: Reading, path: string, role: LabelUse['role']): LabelUse[] {
  return matchesOf(resource.node, patternOf(path)).flatMap((node) =>
    wordPairs(node, text).map(({ key, value, keySpan, valueSpan }) => ({
      object: index,
      key,
      value,
      role,
      span: valueSpan,
      keySpan,
    })),
  );
}
