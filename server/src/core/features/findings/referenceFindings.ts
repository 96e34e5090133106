// References to what is not in the workspace, and to keys that the target does not have, with the similar name or the
// missing object as a remedy. From the kinds' data alone. A workspace may rightly hold only a part: of a type that it has
// no object of, nothing is said; else a missing object is a hint, and a missing key of an object that is there a warning.
import type { Finding, Fix } from '../../finding.ts';
import { kindFacts, typeOf } from '../../kubernetes/kinds/catalogue.ts';
import { resourcesOf } from '../../kubernetes/resource.ts';
import { builtOf, builtTargets, movedTargets } from '../../kustomize/built.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { text } from '../../text.ts';
import type { ManifestDocument } from '../../workspace/document.ts';
import { treeOf } from '../../workspace/document.ts';
import { factsOf, type ObjectFact, type Reference } from '../../workspace/facts.ts';
import { type ManifestFile, textOf } from '../../workspace/file.ts';
import type { Entry, Index } from '../../workspace/index.ts';
import {
  hasUnreadableMember,
  mayShareNamespace,
  membersOf,
  objectsOfType,
  targetsOf,
} from '../../workspace/resolve.ts';
import type { Completeness, Settings } from '../../workspace/settings.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fileIn } from '../../workspace/workspace.ts';
import { setAt } from '../../yaml/edits.ts';
import { newObject } from './newObject.ts';

interface Remembered {
  readonly index: Index;
  readonly complete: Settings['complete'];
  readonly findings: readonly Finding[];
}

const remembered = new WeakMap<ManifestDocument, Remembered>();

/** @param stale whether answers that an older state of other files gave will do, as while somebody types */
export function referenceFindings(
  workspace: Workspace,
  file: ManifestFile,
  document: ManifestDocument,
  stale: boolean,
): readonly Finding[] {
  const known = remembered.get(document);
  const { complete } = workspace.settings;
  if (known && known.complete === complete && (stale || known.index === workspace.index)) return known.findings;
  const findings = factsOf(document).references.flatMap((reference) => ofReference(workspace, file, reference));
  remembered.set(document, { index: workspace.index, complete, findings });
  return findings;
}

function ofReference(workspace: Workspace, file: ManifestFile, reference: Reference): Finding[] {
  const targets = targetsOf(workspace, reference);
  const [target] = targets;
  if (target) return missingMembers(workspace, file, reference, target, targets.length > 1);
  if (reference.elsewhere || reference.optional || isProvided(reference)) return [];
  const built = [...builtTargets(workspace, reference), ...movedTargets(workspace, reference, file.uri)];
  if (built[0]) return missingMembers(workspace, file, reference, built[0], built.length > 1);
  if (builtOf(workspace, file.uri).isOpen) return [];
  const others = reference.types
    .flatMap((type) => objectsOfType(workspace, type))
    .filter(({ fact }) => mayShareNamespace(fact.namespace, reference.namespace) && fact.name !== '');
  const isComplete = isHeldCompletely(workspace.settings.complete, reference);
  return others.length > 0 || isComplete ? [missingObject(file, reference, others, isComplete)] : [];
}

/** Whether the settings say that all objects of the type, in the namespace, are in the workspace. */
function isHeldCompletely(complete: Completeness | undefined, { types, namespace }: Reference): boolean {
  if (!complete) return false;
  const { kinds, namespaces } = complete;
  const isOfKind = kinds === undefined || kinds.includes('*') || types.some((type) => kinds.includes(kindName(type)));
  return isOfKind && (namespaces === undefined || namespaces.includes(namespace ?? 'default'));
}

/** Every cluster has it. */
function isProvided({ types, name }: Reference): boolean {
  return types.some((type) => {
    const slash = type.indexOf('/');
    const [group, kind] = slash < 0 ? ['', type] : [type.slice(0, slash), type.slice(slash + 1)];
    return kindFacts(group, kind)?.provided?.some((pattern) => pattern.test(name)) === true;
  });
}

function missingObject(
  file: ManifestFile,
  reference: Reference,
  others: readonly Entry<ObjectFact>[],
  isComplete: boolean,
): Finding {
  const { name, span } = reference;
  const kind = kindName(reference.types[0] ?? '');
  const similar = didYouMean(name, new Set(others.map(({ fact }) => fact.name)));
  const meant = similar[0];
  const fixes: Fix[] = similar.map((other) => ({
    title: text(`Change to "${other}"`, `改为 "${other}"`),
    edits: [{ span, newText: other }],
    ...(similar.length === 1 ? { preferred: true } : {}),
  }));
  const made = newObject(reference);
  if (made) fixes.push(appended(file, kind, name, made));
  return {
    code: 'missing-reference',
    severity: isComplete ? 'error' : meant === undefined ? 'hint' : 'warning',
    span,
    message: text(
      `no ${kind} "${name}" in this workspace${meant === undefined ? '' : `; there is "${meant}"`}`,
      `工作区中没有 ${kind} "${name}"${meant === undefined ? '' : `；现有 "${meant}"`}`,
    ),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

function kindName(type: string): string {
  return type.slice(type.indexOf('/') + 1);
}

/** The object as a document of its own at the end of the file. */
function appended(file: ManifestFile, kind: string, name: string, manifest: string): Fix {
  const whole = textOf(file);
  const gap = whole === '' || whole.endsWith('\n') ? '' : '\n';
  return {
    title: text(`Create ${kind} "${name}"`, `创建 ${kind} "${name}"`),
    edits: [{ uri: file.uri, span: { start: whole.length, end: whole.length }, newText: `${gap}---\n${manifest}` }],
  };
}

function missingMembers(
  workspace: Workspace,
  file: ManifestFile,
  reference: Reference,
  target: Entry<ObjectFact>,
  ambiguous: boolean,
): Finding[] {
  if (reference.members.length === 0 || reference.optional || ambiguous) return [];
  if (target.fact.generated?.isOpen) return [];
  const known = membersOf(workspace, target).map(({ name }) => name);
  if (hasUnreadableMember(target)) return [];
  return reference.members
    .filter(({ name }) => !known.includes(name))
    .map((member) => missingMember(workspace, file, reference, target, member, known));
}

function missingMember(
  workspace: Workspace,
  file: ManifestFile,
  { name }: Reference,
  target: Entry<ObjectFact>,
  member: Reference['members'][number],
  known: readonly string[],
): Finding {
  const { kind } = target.fact;
  const similar = didYouMean(member.name, known);
  const has = known.length === 0 ? '' : known.join(', ');
  const fixes: Fix[] = similar.map((other) => ({
    title: text(`Change to "${other}"`, `改为 "${other}"`),
    edits: [{ span: member.span, newText: other }],
    ...(similar.length === 1 ? { preferred: true } : {}),
  }));
  const added = addedMember(workspace, target, member.name);
  if (added) fixes.push(added);
  const place = fileIn(workspace, target.uri);
  const start = place ? (place.starts[place.documents.indexOf(target.document)] ?? 0) : 0;
  const { nameSpan } = target.fact;
  return {
    code: 'missing-key',
    severity: 'warning',
    span: member.span,
    message: text(
      `${kind} "${name}" has no "${member.name}"${has === '' ? '' : `; it has ${has}`}`,
      `${kind} "${name}" 中没有 "${member.name}"${has === '' ? '' : `；现有：${has}`}`,
    ),
    related: [
      {
        uri: place?.uri ?? file.uri,
        span: { start: start + nameSpan.start, end: start + nameSpan.end },
        message: text(`${kind} "${name}"`, `${kind} "${name}"`),
      },
    ],
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

/** Where a kind keeps what others name in it, as far as a new one can be written without knowing its meaning. */
const writable: Readonly<Record<string, string>> = { ConfigMap: 'data', Secret: 'stringData' };

function addedMember(workspace: Workspace, { uri, document, fact }: Entry<ObjectFact>, key: string): Fix | undefined {
  const field = writable[fact.type];
  const file = fileIn(workspace, uri);
  if (field === undefined || !file) return undefined;
  const { root } = treeOf(document);
  const resource = resourcesOf(root).find(
    ({ group, kind, name }) => typeOf(group, kind) === fact.type && name === fact.name,
  );
  if (!resource) return undefined;
  const start = file.starts[file.documents.indexOf(document)] ?? 0;
  const edits = setAt({ text: document.text, root }, [...resource.path, field, key], '');
  return {
    title: text(`Add "${key}" to ${fact.kind} "${fact.name}"`, `在 ${fact.kind} "${fact.name}" 中添加 "${key}"`),
    edits: edits.map(({ span, newText }) => ({
      uri,
      newText,
      span: { start: start + span.start, end: start + span.end },
    })),
  };
}
