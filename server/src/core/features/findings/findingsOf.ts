// Everything that is found in one document: what is wrong as YAML, as a structure, for the API server, and what is of no
// use in a manifest. Each fault once, at its place, with its remedies. It knows one document, not the workspace.
import type { Verdict } from '../../apiserver/types.ts';
import type { Finding } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import type { Catalogue } from '../../schema/catalogue.ts';
import type { Schema, TypeRef } from '../../schema/schema.ts';
import { text } from '../../text.ts';
import type { ManifestDocument } from '../../workspace/document.ts';
import { kindOf, objectsOf, treeOf } from '../../workspace/document.ts';
import { pathAt } from '../../yaml/cursor.ts';
import { type Editable, removeAt } from '../../yaml/edits.ts';
import type { Path, YamlProblem } from '../../yaml/nodes.ts';
import { isBeginning, isOnOpenEnd, mayFollow, type OpenEnd, openEndOf } from './halfTyped.ts';
import { type Joined, join } from './joined.ts';
import { type KindContext, kindFinding, unfinishedHeader } from './kindFindings.ts';
import { type StructureFinding, structureFindings } from './structureFindings.ts';
import { causeFindings, type Judge, verdictOf, warningFindings } from './verdictFindings.ts';

export interface FindingContext extends KindContext {
  /** A patch of Kustomize's or another part of an object: nothing is missing in it. */
  readonly partial?: boolean;
  readonly judge?: Judge;
  /** What knows kinds that neither Kubernetes nor the workspace does. */
  readonly catalogue?: Catalogue;
  /** Whether the judge knows all rules of a kind, or only decodes it. */
  readonly isJudged?: (apiVersion: string, kind: string) => boolean;
}

/** The findings of a document, in the order of its text. The same values as before for the same document and context. */
export function findingsOf(document: ManifestDocument, context: FindingContext): readonly Finding[] {
  const known = remembered.get(document);
  if (known?.context === context) return known.findings;
  const findings = judged(document, context);
  remembered.set(document, { context, findings });
  return findings;
}

const remembered = new WeakMap<ManifestDocument, { context: FindingContext; findings: readonly Finding[] }>();

function judged(document: ManifestDocument, context: FindingContext): readonly Finding[] {
  const kind = kindOf(document);
  if (kind !== 'manifest' && kind !== 'started') return [];
  const { root, problems } = treeOf(document);
  const editable: Editable = { text: document.text, root };
  const open = openEndOf(editable);
  const yaml = problems.filter((problem) => !open || !isOnOpenEnd(open, problem)).map((p) => withRemoval(editable, p));
  const broken = problems.find(({ severity, code }) => severity === 'error' && code !== 'duplicate-key')?.span.start;
  const found =
    kind === 'manifest'
      ? objectFindings(document, editable, context, { open, broken })
      : startedFindings(kind, editable, context);
  return distinct([...yaml, ...found]).sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function startedFindings(kind: string, document: Editable, { schema }: FindingContext): readonly Finding[] {
  const header = kind === 'started' ? unfinishedHeader(schema, document) : undefined;
  return header ? [header] : [];
}

/** Of two equal keys the later is marked: it can go. */
function withRemoval(document: Editable, problem: YamlProblem): Finding {
  if (problem.code !== 'duplicate-key' || problem.fixes) return problem;
  const path = pathAt(document.root, problem.span.start)?.path;
  const edits = path ? removeAt(document, path) : [];
  return edits.length > 0 ? { ...problem, fixes: [{ title: text('remove this one', '删除这一个'), edits }] } : problem;
}

interface Limits {
  readonly open: OpenEnd | undefined;
  /** Where the YAML stops making sense: what stands behind may be read wrongly, and what is missing may stand there. */
  readonly broken: number | undefined;
}

function objectFindings(
  document: ManifestDocument,
  editable: Editable,
  context: FindingContext,
  { open, broken }: Limits,
): readonly Finding[] {
  const objects = objectsOf(document);
  const isPatch = context.partial === true || hasPatchDirective(editable.text);
  const partial = isPatch || broken !== undefined;
  const all = structureFindings(context.schema, editable, partial).filter(
    (entry) => !(isPatch && isDirective(entry)) && !isLeftToServer(context, objects, entry),
  );
  const begun = open && all.find((entry) => isBegunKey(context.schema, open, entry));
  const isTypeKnown = all.some(({ problem }) => problem.fault === 'wrong-type' || problem.fault === 'bad-format');
  const structure = all.filter((entry) => entry !== begun && !isBegunValue(editable, entry));
  const joined = objects.flatMap((resource) =>
    ofObject({ editable, context, structure, partial, objects, isTypeKnown }, resource),
  );
  const outside = structure.filter(({ problem }) => objects.every(({ path }) => !isWithin(problem.path, path)));
  const end = open && (begun || !open.isWord) ? open : undefined;
  return [...joined, ...join(outside, [], false)]
    .filter(({ isMissing, path }) => !(end && isMissing && mayFollow(end, path)))
    .map(({ finding }) => finding)
    .filter(({ span }) => broken === undefined || span.end <= broken);
}

/** Strategic merge patches say so: `$patch: delete`. */
const patchDirective = /^\s*(?:- )?"?\$(?:patch|retainKeys|setElementOrder|deleteFromPrimitiveList)\b/m;

/** Going through all lines is for those few texts that say one of the words. */
function hasPatchDirective(text: string): boolean {
  return /\$(?:patch|ret|set|del)/.test(text) && patchDirective.test(text);
}

function isDirective({ problem }: StructureFinding): boolean {
  return problem.fault === 'unknown-field' && problem.pair.key.source.startsWith('$');
}

/** Of custom resources the server says it all, but for fields that it takes and drops. */
function isLeftToServer(
  { isCustomKind }: FindingContext,
  objects: readonly Resource[],
  { problem }: StructureFinding,
): boolean {
  if (!isCustomKind || problem.fault === 'unknown-field') return false;
  const object = objects.find(({ path }) => isWithin(problem.path, path));
  return object !== undefined && isCustomKind(object.apiVersion, object.kind);
}

/** `spec:` and below it `conta`: a string where an object is wanted that has such a field. */
function isBegunKey(schema: Schema, open: OpenEnd, { problem, finding }: StructureFinding): boolean {
  if (problem.fault !== 'wrong-type' || problem.got !== 'string' || !open.isWord || !isOnOpenEnd(open, finding))
    return false;
  const { node, wanted } = problem;
  return node.type === 'scalar' && mayBeginKeyOf(schema, wanted, node.source);
}

function mayBeginKeyOf(schema: Schema, wanted: TypeRef, word: string): boolean {
  if (wanted.is === 'map') return true;
  if (wanted.is === 'list') return mayBeginKeyOf(schema, wanted.of, word);
  const fields = wanted.is === 'definition' ? schema.definition(wanted.name)?.fields.keys() : undefined;
  return fields !== undefined && [...fields].some((field) => field.startsWith(word));
}

function isBegunValue({ text }: Editable, { problem }: StructureFinding): boolean {
  return problem.fault === 'bad-enum' && isBeginning(text, problem.span, problem.allowed);
}

interface Structured {
  readonly editable: Editable;
  readonly context: FindingContext;
  readonly structure: readonly StructureFinding[];
  readonly objects: readonly Resource[];
  readonly partial: boolean;
  /** What the server cannot decode is known already, with its place. */
  readonly isTypeKnown: boolean;
}

function ofObject(of: Structured, resource: Resource): readonly Joined[] {
  const { editable, context, structure, partial, objects, isTypeKnown } = of;
  const own = objects.length === 1 && resource.path.length === 0 ? structure : within(structure, resource.path);
  const ofKind = finishedKind(context, editable, kindFinding(context, editable, resource));
  const verdict = partial ? undefined : askJudge(context, resource);
  const isJudged = verdict !== undefined && hasDecoded(verdict) && isFullyJudged(context, resource);
  const believed = verdict?.errors.filter(({ reason }) => isJudged || (reason === 'Decode' && !isTypeKnown)) ?? [];
  const causes = causeFindings(context.schema, editable, resource, believed);
  const others = [...(ofKind ? [ofKind] : []), ...warningFindings(editable, resource, verdict?.warnings ?? [])];
  return [
    ...join(own, causes, isJudged),
    ...others.map((finding) => ({ finding, path: resource.path, isMissing: false })),
  ];
}

function finishedKind(
  { schema }: FindingContext,
  { text }: Editable,
  finding: Finding | undefined,
): Finding | undefined {
  if (finding?.code !== 'unknown-kind' || finding.field !== 'kind') return finding;
  const names = schema.kinds().map(({ kind }) => kind);
  return isBeginning(text, finding.span, names) ? undefined : finding;
}

function within(structure: readonly StructureFinding[], path: Path): readonly StructureFinding[] {
  return structure.filter(({ problem }) => isWithin(problem.path, path));
}

function isWithin(path: Path, holder: Path): boolean {
  return holder.every((segment, index) => path[index] === segment);
}

function askJudge(context: FindingContext, resource: Resource): Verdict | undefined {
  const { judge, schema, isCustomKind } = context;
  const { apiVersion, kind } = resource;
  const isKnown = schema.kind(apiVersion, kind) !== undefined || isCustomKind?.(apiVersion, kind);
  return judge && isKnown ? verdictOf(judge, schema, resource) : undefined;
}

function hasDecoded(verdict: Verdict): boolean {
  return verdict.errors.every(({ reason }) => reason !== 'Decode');
}

function isFullyJudged({ isJudged, isCustomKind }: FindingContext, { apiVersion, kind }: Resource): boolean {
  return isJudged?.(apiVersion, kind) || (isCustomKind?.(apiVersion, kind) ?? false);
}

/** What stands behind an alias is checked wherever it is used, and is faulty once: paths differ, the place does not. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, span, field, message }) => {
    const about = code === 'api-server' ? message.en : (field?.slice(field.lastIndexOf('.') + 1) ?? message.en);
    const key = `${span.start} ${span.end} ${code} ${about}`;
    return !seen.has(key) && seen.add(key);
  });
}
