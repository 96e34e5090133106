// What changes for a workspace from one Kubernetes version to another: findings that come, among them APIs that are removed or
// deprecated, findings that go, and what is new or different in the types that its manifests are made of.
import type { Finding, TextEdit } from '../finding.ts';
import type { Definition, Field, Schema } from '../schema/schema.ts';
import { objectsOf } from '../workspace/document.ts';
import type { ManifestFile } from '../workspace/file.ts';
import type { Settings } from '../workspace/settings.ts';
import type { Site } from '../workspace/site.ts';
import { filesOf, rejoined, type Workspace, withSchemas, withSettings } from '../workspace/workspace.ts';
import { findingsIn } from './findingsIn.ts';
import { allFixesOf } from './fixes.ts';
import { typedNodesOf } from './typedNodes.ts';

export interface FoundAt {
  readonly finding: Finding;
  readonly site: Site;
}

export interface FieldChange {
  /** `Deployment spec.template.spec.containers[*].resizePolicy`: one place of the workspace's where it may be written. */
  readonly kind: string;
  readonly path: string;
  readonly what: 'new' | 'gone' | 'default' | 'values';
  /** For defaults and values: as they were and as they are. */
  readonly before?: string;
  readonly after?: string;
  /** Gates that have to be on. */
  readonly gates: readonly string[];
}

export interface VersionChanges {
  readonly from: string;
  readonly to: string;
  /** Errors and warnings that the newer version brings, the worst first. */
  readonly come: readonly FoundAt[];
  /** Removed and deprecated APIs that were so before: the edits bring them along. */
  readonly already: readonly FoundAt[];
  /** Those that it takes away. */
  readonly go: readonly FoundAt[];
  readonly fields: readonly FieldChange[];
  /** What brings objects of removed and deprecated APIs to those that stay. */
  readonly edits: readonly (Site & { readonly newText: string })[];
}

/**
 * @param schemaOf as of the workspace: the nearest known version for one that is not
 * @param folder URI of the folder whose files are asked about; all without it
 */
export function versionChanges(
  workspace: Workspace,
  schemaOf: (version: string) => Schema,
  from: string,
  to: string,
  folder?: string,
): VersionChanges {
  const isAsked = ({ uri }: ManifestFile) => folder === undefined || uri.startsWith(`${folder}/`);
  const files = (of: Workspace) => [...filesOf(of)].filter(isAsked);
  const [old, next] = [from, to].map((version) => inVersion(workspace, schemaOf, version));
  if (!old?.schema || !next?.schema) return { from, to, come: [], already: [], go: [], fields: [], edits: [] };
  const before = files(old).flatMap((file) => complaintsIn(old, file));
  const after = files(next).flatMap((file) => complaintsIn(next, file));
  const come = without(after, before).sort((a, b) => rankOf(a) - rankOf(b));
  return {
    from: old.schema.version,
    to: next.schema.version,
    come,
    already: after.filter((one) => isOutdated(one) && !come.includes(one)),
    go: withoutOvertaken(without(before, after), come),
    fields: fieldChanges(files(workspace), old.schema, next.schema),
    edits: files(next).flatMap((file) => migrationsIn(next, file)),
  };
}

/** The command line wins over folders and files that choose a version for themselves, and so does the one who asks. */
function inVersion(workspace: Workspace, schemaOf: (version: string) => Schema, version: string): Workspace {
  const chosen = (settings: Settings): Settings => ({
    ...settings,
    kubernetesVersion: version,
    commandLine: { ...settings.commandLine, kubernetesVersion: version },
  });
  const { settings, folderSettings = new Map<string, Settings>() } = workspace;
  const ofFolders = [...folderSettings].map(([uri, own]) => [uri, chosen(own)] as const);
  return rejoined(withSchemas(withSettings(workspace, chosen(settings), new Map(ofFolders)), schemaOf));
}

function complaintsIn(workspace: Workspace, file: ManifestFile): readonly FoundAt[] {
  return file.documents.flatMap((_, index) =>
    findingsIn(workspace, file, index)
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map((finding) => ({ finding, site: { uri: file.uri, index, span: finding.span } })),
  );
}

/** Those that the others do not have; the version that a message names is no difference. */
function without(found: readonly FoundAt[], others: readonly FoundAt[]): FoundAt[] {
  const keyOf = ({ finding: { code, message }, site }: FoundAt) =>
    `${site.uri} ${site.index} ${site.span.start} ${code} ${message.en.replaceAll(/\b1\.\d+\b/g, '')}`;
  const known = new Set(others.map(keyOf));
  return found.filter((one) => !known.has(keyOf(one)));
}

/** That an API is deprecated is not made right by its removal. */
function withoutOvertaken(go: readonly FoundAt[], come: readonly FoundAt[]): readonly FoundAt[] {
  const placeOf = ({ site: { uri, index, span } }: FoundAt) => `${uri} ${index} ${span.start}`;
  const removed = new Set(come.filter(isOutdated).map(placeOf));
  return go.filter((one) => !isOutdated(one) || !removed.has(placeOf(one)));
}

function isOutdated({ finding: { code } }: FoundAt): boolean {
  return outdated.includes(code);
}

const outdated = ['removed-api', 'deprecated-api'];

function rankOf({ finding: { code, severity } }: FoundAt): number {
  const at = outdated.indexOf(code);
  return at >= 0 ? at : outdated.length + (severity === 'error' ? 0 : 1);
}

function migrationsIn(workspace: Workspace, file: ManifestFile): readonly (Site & { readonly newText: string })[] {
  return file.documents.flatMap((_, index) => {
    const edits: readonly TextEdit[] = outdated.flatMap((code) => allFixesOf(workspace, file, index, code));
    return edits.map(({ span, newText }) => ({ uri: file.uri, index, span, newText }));
  });
}

/** Of the types that stand in the workspace's manifests, each told once. */
function fieldChanges(files: readonly ManifestFile[], old: Schema, next: Schema): readonly FieldChange[] {
  const seen = new Set<string>();
  const changes: FieldChange[] = [];
  for (const file of files) {
    for (const resource of file.documents.flatMap(objectsOf)) {
      for (const { place, path } of typedNodesOf(resource, next)) {
        const name = place.definition?.name;
        if (name === undefined || seen.has(name)) continue;
        seen.add(name);
        if (path[0] === 'status') continue;
        const where = { kind: resource.kind, at: dotted(path), old, next };
        changes.push(...changesOf(old.definition(name), place.definition, where));
      }
    }
  }
  return changes;
}

function dotted(path: readonly (string | number)[]): string {
  return path.map((segment) => (typeof segment === 'number' ? '[*]' : `.${segment}`)).join('');
}

interface Where {
  readonly kind: string;
  readonly at: string;
  readonly old: Schema;
  readonly next: Schema;
}

function changesOf(old: Definition | undefined, next: Definition | undefined, where: Where): readonly FieldChange[] {
  if (!old || !next || old === next) return [];
  const change = (name: string, what: FieldChange['what'], more: Partial<FieldChange> = {}): FieldChange => ({
    kind: where.kind,
    path: `${where.at}.${name}`.slice(1),
    what,
    gates: gatesOff(where.next, next.fields.get(name)),
    ...more,
  });
  const isNew = (field: Field) => !old.fields.has(field.name) || isOpened(where, old.fields.get(field.name), field);
  const fresh = [...next.fields.values()].filter(
    (field) => isNew(field) && !(where.at === '' && field.name === 'status'),
  );
  const came = fresh.map(({ name }) => change(name, 'new'));
  const went = [...old.fields.keys()].filter((name) => !next.fields.has(name)).map((name) => change(name, 'gone'));
  const differ = [...next.fields.values()].flatMap((field) => {
    const before = old.fields.get(field.name);
    return before ? differencesOf(before, field).map(({ what, ...more }) => change(field.name, what, more)) : [];
  });
  return [...went, ...differ, ...came];
}

/** Gates that are off unless somebody turns them on. */
function gatesOff(schema: Schema, field: Field | undefined): readonly string[] {
  const gates = (field?.featureGates ?? []).flatMap((name) => schema.gate(name) ?? []);
  return gates.every(({ enabled }) => !enabled) ? gates.map(({ name }) => name) : [];
}

/** A field that was there behind a gate, and is there for everybody now. */
function isOpened({ old, next }: Where, before: Field | undefined, after: Field): boolean {
  return gatesOff(old, before).length > 0 && gatesOff(next, after).length === 0;
}

function differencesOf(
  old: Field,
  next: Field,
): readonly { readonly what: 'default' | 'values'; readonly before: string; readonly after: string }[] {
  const pairs = [
    // Older schemas do not name all defaults and closed lists: that one is named now changes nothing.
    {
      what: 'default' as const,
      before: wordsOf(old.default ?? next.default),
      after: wordsOf(next.default ?? old.default),
    },
    { what: 'values' as const, before: listOf(old.enum ?? next.enum), after: listOf(next.enum ?? old.enum) },
  ];
  return pairs.filter(({ before, after }) => before !== after);
}

function listOf(values: readonly string[] = []): string {
  return [...new Set(values)]
    .filter((value) => value !== '')
    .sort()
    .join(', ');
}

function wordsOf(value: unknown): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : JSON.stringify(value);
}
