// `kubectl describe` of roles and bindings. Sources: kubectl/pkg/describe/describe.go, kubectl/pkg/util/rbac/rbac.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { byBytes, list, text } from '../read.ts';
import { goList, metadataLines } from './sections.ts';
import type { Writer } from './writer.ts';

/** A rule of one resource or one URL, and at most one resource name. */
interface PlainRule {
  readonly verbs: readonly string[];
  readonly group?: string;
  readonly resource?: string;
  readonly resourceName?: string;
  readonly url?: string;
}

export function role(w: Writer, object: JsonObject): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  metadataLines(w, object);
  w.line(0, 'PolicyRule:');
  w.line(1, 'Resources\tNon-Resource URLs\tResource Names\tVerbs');
  w.line(1, '---------\t-----------------\t--------------\t-----');
  const rules = compacted(list(object, 'rules').flatMap(brokenDown));
  const sorted = rules.map((rule) => ({ rule, key: goText(rule) })).sort((a, b) => byBytes(a.key, b.key));
  for (const { rule } of sorted) {
    const { url, resourceName, verbs } = rule;
    const cells = [whole(rule), url === undefined ? '[]' : goList([url])];
    w.line(1, [...cells, resourceName === undefined ? '[]' : goList([resourceName]), goList(verbs)].join('\t'));
  }
}

const strings = (rule: JsonValue, field: string): readonly string[] => list(rule, field).map(String);

/** `BreakdownRule`, whose verbs `CompactRules` would gather again where they are of resources. */
function brokenDown(rule: JsonValue): readonly PlainRule[] {
  const verbs = strings(rule, 'verbs');
  const named = strings(rule, 'resourceNames');
  const names = named.length > 0 ? named.map((resourceName) => ({ resourceName })) : [{}];
  const resources = strings(rule, 'apiGroups').flatMap((group) =>
    strings(rule, 'resources').flatMap((resource) => names.map((name) => ({ group, resource, ...name, verbs }))),
  );
  const urls = strings(rule, 'nonResourceURLs').flatMap((url) => verbs.map((verb) => ({ url, verbs: [verb] })));
  return [...resources, ...urls].filter((plain) => plain.verbs.length > 0);
}

/** Rules of the same resource and name become one, with the verbs of all. */
function compacted(rules: readonly PlainRule[]): readonly PlainRule[] {
  const urls = rules.filter(({ url }) => url !== undefined);
  const byResource = new Map<string, PlainRule>();
  for (const rule of rules) {
    if (rule.url !== undefined) continue;
    const key = JSON.stringify([rule.group, rule.resource, rule.resourceName]);
    const verbs = [...new Set([...(byResource.get(key)?.verbs ?? []), ...rule.verbs])];
    byResource.set(key, { ...rule, verbs });
  }
  return [...urls, ...byResource.values()];
}

/** What `PolicyRule.String` writes: the order of the lines. */
function goText({ verbs, group, resource, resourceName, url }: PlainRule): string {
  const one = (value: string | undefined) => goList(value === undefined ? [] : [value]);
  const parts = [one(group), one(resource), one(resourceName), one(url)];
  const [groups, resources, names, urls] = parts;
  return `Verbs:${goList(verbs)},APIGroups:${groups},Resources:${resources},ResourceNames:${names},NonResourceURLs:${urls},`;
}

/** `deployments.apps/scale`. */
function whole({ group = '', resource = '' }: PlainRule): string {
  const slash = resource.indexOf('/');
  const [main, sub] = slash < 0 ? [resource, ''] : [resource.slice(0, slash), resource.slice(slash)];
  return `${main}${group === '' ? '' : `.${group}`}${sub}`;
}

export function roleBinding(w: Writer, object: JsonObject): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  metadataLines(w, object);
  w.line(0, 'Role:');
  w.field(1, 'Kind', text(object, 'roleRef', 'kind'));
  w.field(1, 'Name', text(object, 'roleRef', 'name'));
  w.line(0, 'Subjects:');
  w.line(1, 'Kind\tName\tNamespace');
  w.line(1, '----\t----\t---------');
  for (const subject of list(object, 'subjects'))
    w.line(1, ['kind', 'name', 'namespace'].map((field) => text(subject, field)).join('\t'));
}
