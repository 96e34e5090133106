// The rules' complaints about one document, as findings: which rules are on, at what level, where a complaint's path
// stands in the text, how its changes are written. What a rule complains about is its own business.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import type { Finding, Fix, Span } from '../finding.ts';
import type { Resource } from '../kubernetes/resource.ts';
import { catalogue } from '../rules/catalogue.ts';
import type { Change, Complaint, ComplaintFix, Profile, Rule, RuleLevel, RuleWorkspace } from '../rules/rule.ts';
import { levelOf, levels, profiles, type RuleSettings } from '../rules/settings.ts';
import { silencedByAnnotation, silencingAnnotations } from '../rules/suppression.ts';
import { targetOf } from '../rules/target.ts';
import { type ManifestDocument, objectsOf, treeOf } from '../workspace/document.ts';
import type { Settings } from '../workspace/settings.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { appendAt, type Editable, removeAt, renameKeyAt, setAt } from '../yaml/edits.ts';
import type { Path } from '../yaml/nodes.ts';
import { formatField, nearestPlace } from '../yaml/path.ts';
import type { PlainValue } from '../yaml/plain.ts';
import { ruleResourcesOf, ruleWorkspaceOf } from './ruleWorkspace.ts';

interface Judged {
  readonly settings: Settings;
  /** What it was joined with; undefined where no rule looked beyond the document. */
  readonly joins: object | undefined;
  readonly findings: readonly Finding[];
}

const remembered = new WeakMap<ManifestDocument, Judged>();

/** The same values as before while settings stay and, for what joins resources, while `workspace.joins` stays. */
export function ruleFindings(workspace: Workspace, document: ManifestDocument): readonly Finding[] {
  const known = remembered.get(document);
  const { settings, joins } = workspace;
  if (known?.settings === settings && (known.joins === undefined || known.joins === joins)) return known.findings;
  let asked = false;
  const seen = ruleWorkspaceOf(workspace, () => {
    asked = true;
  });
  const findings = judged(document, activeRules(settings), seen);
  remembered.set(document, { settings, joins: asked ? joins : undefined, findings });
  return findings;
}

interface ActiveRule {
  readonly rule: Rule;
  readonly level: Exclude<RuleLevel, 'off'>;
}

const active = new WeakMap<Settings, readonly ActiveRule[]>();

function activeRules(settings: Settings): readonly ActiveRule[] {
  const known = active.get(settings);
  if (known) return known;
  const chosen = ruleSettingsOf(settings);
  const rules = catalogue.flatMap((rule) => {
    const level = levelOf(rule, chosen);
    return level === 'off' ? [] : [{ rule, level }];
  });
  active.set(settings, rules);
  return rules;
}

/** Names and levels that no rule knows count for nothing. */
function ruleSettingsOf({ profiles: names, ruleLevels }: Settings): RuleSettings {
  const isProfile = (name: string): name is Profile => profiles.some((profile) => profile === name);
  const isLevel = (pair: [string, string]): pair is [string, RuleLevel] => levels.some((level) => level === pair[1]);
  return {
    profiles: names.filter(isProfile),
    levels: Object.fromEntries(Object.entries(ruleLevels).filter(isLevel)),
  };
}

function judged(
  document: ManifestDocument,
  rules: readonly ActiveRule[],
  workspace: RuleWorkspace,
): readonly Finding[] {
  const found: Finding[] = [];
  for (const [at, resource] of ruleResourcesOf(document).entries()) {
    const target = targetOf(resource, workspace);
    const annotations = { ...target.pod?.annotations, ...annotationsOf(resource.object) };
    const silencing = mayBeSilenced(annotations) ? annotations : undefined;
    for (const { rule, level } of rules) {
      if (silencing && silencedByAnnotation(rule, silencing)) continue;
      for (const complaint of rule.check(target)) {
        const object = objectsOf(document)[at];
        if (object) found.push(findingOf({ document, at, object }, rule, level, complaint));
      }
    }
  }
  return found;
}

/** Most objects say nothing of the kind, and eighty rules need not ask each of them. */
function mayBeSilenced(annotations: Readonly<Record<string, string>>): boolean {
  return Object.keys(annotations).some((key) => silencingAnnotations.test(key));
}

function annotationsOf(object: JsonObject): Readonly<Record<string, string>> {
  const metadata = object['metadata'];
  const annotations = isJsonObject(metadata) ? metadata['annotations'] : undefined;
  const pairs = isJsonObject(annotations) ? Object.entries(annotations) : [];
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

interface Subject {
  readonly document: ManifestDocument;
  /** Which of the document's objects. */
  readonly at: number;
  readonly object: Resource;
}

/** The finding holds the document and no part of its tree, which is made again for who asks for fixes. */
function findingOf(
  { document, at, object }: Subject,
  rule: Rule,
  level: ActiveRule['level'],
  { path, message, fix, ...complaint }: Complaint,
): Finding {
  const field = formatField(path);
  return {
    code: rule.id,
    severity: level === rule.level ? (complaint.atMost ?? level) : level,
    span: spanOf(object, path, complaint.onKey),
    message,
    ...(field === '' ? {} : { field }),
    get fixes(): readonly Fix[] {
      return fix ? fixesOf(document, at, fix, level) : [];
    },
  };
}

function fixesOf(
  document: ManifestDocument,
  at: number,
  fix: ComplaintFix,
  level: ActiveRule['level'],
): readonly Fix[] {
  const object = objectsOf(document)[at];
  return object ? [fixOf({ text: document.text, root: treeOf(document).root }, object, fix, level)] : [];
}

/** A scalar's own span; for what holds more, and for what is not there, the key of the nearest thing that is. */
function spanOf({ node }: Resource, path: Path, onKey = false): Span {
  const { place, depth } = nearestPlace(node, path);
  const value = place.node;
  if (depth === path.length && !onKey && value?.type === 'scalar') return { start: value.start, end: value.end };
  if (place.pair) return { start: place.pair.key.start, end: place.pair.key.end };
  const first = value?.type === 'mapping' ? value.pairs[0] : undefined;
  if (place.item) return { start: (first ?? place.item).start, end: (first ?? place.item).end };
  const kind = nearestPlace(node, ['kind']).place.node ?? node;
  return { start: kind.start, end: kind.end };
}

/** A hint is no wish: what it proposes is not among the fixes that are made without asking. */
function fixOf(document: Editable, object: Resource, fix: ComplaintFix, level: ActiveRule['level']): Fix {
  const edits = fix.changes.flatMap((change) => editsOf(document, object, change));
  const isWished = fix.isSure === true && (level === 'warning' || level === 'error');
  return { title: fix.title, edits, ...(isWished ? { preferred: true } : {}) };
}

function editsOf(document: Editable, { path: prefix }: Resource, change: Change) {
  const below = (path: Path) => [...prefix, ...path];
  if ('set' in change) return setAt(document, below(change.set), plain(change.to));
  if ('remove' in change) return removeAt(document, below(change.remove));
  if ('rename' in change) return renameKeyAt(document, below(change.rename), change.to);
  return appendAt(document, below(change.append), plain(change.item));
}

function plain(value: JsonValue): PlainValue {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(plain);
  const pairs = Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plain(inner)]]));
  return Object.fromEntries(pairs);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
