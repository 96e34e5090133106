// References to what is not in the workspace, and to keys that the target does not have, with the similar name or the
// missing object as a remedy. From the kinds' data alone. A workspace may rightly hold only a part: of a type that it has
// no object of, nothing is said; else a missing object is a hint, and a missing key of an object that is there a warning.
import type { Finding, Fix } from '../../finding.ts';
import { typeOf } from '../../kubernetes/kinds/catalogue.ts';
import { resourcesOf } from '../../kubernetes/resource.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { text } from '../../text.ts';
import type { ManifestDocument } from '../../workspace/document.ts';
import { treeOf } from '../../workspace/document.ts';
import { factsOf, type ObjectFact, type Reference } from '../../workspace/facts.ts';
import type { ManifestFile } from '../../workspace/file.ts';
import type { Entry, Index } from '../../workspace/index.ts';
import { hasUnreadableMember, membersOf } from '../../workspace/resolve.ts';
import type { Settings } from '../../workspace/settings.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { fileIn } from '../../workspace/workspace.ts';
import { setAt } from '../../yaml/edits.ts';
import { kindName, type MissingTarget, targetOf } from './missingTarget.ts';
import { createdObject } from './newObject.ts';

interface Remembered {
  readonly edition: Index['edition'];
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
  const { edition } = workspace.index;
  if (known && known.complete === complete && (stale || known.edition === edition)) return known.findings;
  const findings = factsOf(document).references.flatMap((reference) => ofReference(workspace, file, reference));
  remembered.set(document, { edition, complete, findings });
  return findings;
}

function ofReference(workspace: Workspace, file: ManifestFile, reference: Reference): Finding[] {
  const target = targetOf(workspace, file.uri, reference);
  if (!target) return [];
  if ('missing' in target) return target.missing.isTold ? [missingObject(file, reference, target.missing)] : [];
  const { found } = target;
  return found[0] ? missingMembers(workspace, file, reference, found[0], found.length > 1) : [];
}

function missingObject(file: ManifestFile, reference: Reference, { others, isComplete }: MissingTarget): Finding {
  const { name, span } = reference;
  const kind = kindName(reference.types[0] ?? '');
  const similar = didYouMean(name, new Set(others.map(({ fact }) => fact.name)));
  const meant = similar[0];
  const fixes: Fix[] = similar.map((other) => ({
    title: text(`Change to "${other}"`, `改为 "${other}"`),
    edits: [{ span, newText: other }],
    ...(similar.length === 1 ? { preferred: true } : {}),
  }));
  const created = createdObject(file, reference);
  if (created) fixes.push(created);
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
