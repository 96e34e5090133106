// Everything that is found in one document of a file, for the editor and the command line alike.
import { judgeCreate } from '../apiserver/judge.ts';
import { rulesFor } from '../apiserver/registry.ts';
import type { JsonObject } from '../apiserver/types.ts';
import type { Finding, Severity } from '../finding.ts';
import type { FileFormat } from '../formats/format.ts';
import { isKustomizationName } from '../formats/formatOfFile.ts';
import { builtOf } from '../kustomize/built.ts';
import { graphOf, isPatchFile } from '../kustomize/graph.ts';
import { commentSuppressions, silencedByComment } from '../rules/suppression.ts';
import type { Schema } from '../schema/schema.ts';
import { kindOf, linesOf, type ManifestDocument, perDocument, treeOf } from '../workspace/document.ts';
import { documentAt, type ManifestFile } from '../workspace/file.ts';
import { fileFormatOf } from '../workspace/fileFormat.ts';
import { lastAtMost } from '../workspace/lines.ts';
import { isIgnored, isSuppressed, viewFor } from '../workspace/settingsFile.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { schemaWithDefinitions } from './customSchema.ts';
import { withoutWhatBuildsWrite } from './findings/builtFindings.ts';
import { cataloguedContext, catalogueFor, withoutCataloguedErrors } from './findings/cataloguedKinds.ts';
import { otherCodes } from './findings/codes.data.ts';
import { commandFindings } from './findings/commandFindings.ts';
import { defined, definitionsFor } from './findings/customKinds.ts';
import { duplicateFindings } from './findings/duplicateObjects.ts';
import { embeddedFindings } from './findings/embeddedFindings.ts';
import { type FindingContext, findingsOf } from './findings/findingsOf.ts';
import { withoutForeign } from './findings/foreignGroups.ts';
import { formatFindings } from './findings/formatFindings.ts';
import { inlinePatchFindings } from './findings/inlinePatches.ts';
import { oncePerAnchor } from './findings/oncePerAnchor.ts';
import { pathFindings } from './findings/pathFindings.ts';
import { referenceFindings } from './findings/referenceFindings.ts';
import { scenarioFindings } from './findings/scenarioFindings.ts';
import { completeKinds, settingsFindings } from './findings/settingsFindings.ts';
import { withoutUnsureErrors } from './findings/unsureFindings.ts';
import { ruleFindings } from './ruleFindings.ts';

/**
 * The findings of the file's document number `index`; the same values as before while nothing they depend on changes.
 * What spans files is judged once for each `workspace.joins`.
 */
export function findingsIn(whole: Workspace, file: ManifestFile, index: number): readonly Finding[] {
  const document = documentAt(file, index);
  const workspace = viewFor(whole, file.uri);
  if (workspace !== whole && isIgnored(whole, file.uri)) return nothing;
  const { schema, settings, joins } = workspace;
  const known = remembered.get(document);
  if (known?.joins === joins && known.settings === settings && known.schema === schema) return known.all;
  const parts = partsOf(workspace, file, index, known?.joins === joins);
  const isSame = known?.parts.length === parts.length && parts.every((part, at) => part === known.parts[at]);
  const isSameAll = isSame && known.settings === settings;
  const all = isSameAll ? known.all : together(document, parts).flatMap((one) => atLevel(workspace, file.uri, one));
  remembered.set(document, { schema, settings, joins, parts, all });
  return all;
}

const nothing: readonly Finding[] = [];

/** As the settings have it: silent in the file, or at another level. Rules know their levels themselves. */
function atLevel(workspace: Workspace, uri: string, finding: Finding): readonly Finding[] {
  if (isSuppressed(workspace, uri, finding.code)) return [];
  const level = workspace.settings.ruleLevels[finding.code];
  if (level === undefined || level === finding.severity || !otherCodes.includes(finding.code)) return [finding];
  const severity = severities.find((known) => known === level);
  return severity ? [withSeverity(finding, severity)] : level === 'off' ? [] : [finding];
}

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function withSeverity(finding: Finding, severity: Severity): Finding {
  const { code, span, message, field, related, tags } = finding;
  return {
    code,
    severity,
    span,
    message,
    ...(field === undefined ? {} : { field }),
    ...(related ? { related } : {}),
    ...(tags ? { tags } : {}),
    get fixes() {
      return finding.fixes ?? [];
    },
  };
}

interface Remembered extends Pick<Workspace, 'schema' | 'settings' | 'joins'> {
  readonly parts: readonly (readonly Finding[])[];
  readonly all: readonly Finding[];
}

const remembered = new WeakMap<ManifestDocument, Remembered>();

/** By where they come from; each the same value as long as nothing in it changes. */
function partsOf(
  workspace: Workspace,
  file: ManifestFile,
  index: number,
  isJoined: boolean,
): readonly (readonly Finding[])[] {
  const document = documentAt(file, index);
  const format = fileFormatOf(file.uri, document);
  if (format) return partsOfFormat(workspace, file, document, format);
  if (!workspace.schema) return [yamlFindings(document)];
  const isPart = isPatchFile(graphOf(workspace), file.uri);
  const built = builtOf(workspace, file.uri);
  const { schema } = workspace;
  const context = isPart ? contextOf(schema, true) : contextFor(workspace, schema, file.uri, document);
  const found = withoutUnsureErrors(document, findingsOf(document, context));
  const { catalogue } = context;
  const judged = catalogue ? withoutCataloguedErrors(catalogue, schema, document, found) : found;
  const own = withoutForeign(workspace.settings, document, withoutWhatBuildsWrite(judged, built));
  if (isPart || kindOf(document) !== 'manifest') return [own];
  const joined = [referenceFindings(workspace, file, document, isJoined), ruleFindings(workspace, document)];
  return [own, ...joined, duplicateFindings(workspace, file, index)];
}

function partsOfFormat(
  workspace: Workspace,
  { uri }: ManifestFile,
  document: ManifestDocument,
  format: FileFormat,
): readonly (readonly Finding[])[] {
  const own = formatFindings(document, format);
  switch (format.id) {
    case 'kustomization':
      return isKustomizationName(uri)
        ? [own, pathFindings(workspace, uri, document), inlineFindings(workspace, document)]
        : [own];
    case 'chart':
      return [own];
    case 'scenario':
      return [
        own,
        scenarioFindings(document, format),
        embeddedFindings(workspace, document, format, findingsIn),
        workspace.schema ? commandFindings(document, format, workspace.schema) : nothing,
      ];
    case 'settings':
      return [own, settingsFindings(document), workspace.schema ? completeKinds(document, workspace.schema) : nothing];
  }
}

function inlineFindings({ schema }: Workspace, document: ManifestDocument): readonly Finding[] {
  return schema ? inlinePatchFindings(document, contextOf(schema, true)) : nothing;
}

/** In the order of the text, without those that a comment silences. */
function together(document: ManifestDocument, parts: readonly (readonly Finding[])[]): readonly Finding[] {
  const inOrder = parts.flat().sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const sorted = oncePerAnchor(document, inOrder);
  const suppressions = commentSuppressions(document.text);
  if (!suppressions) return sorted;
  const lineOf = (finding: Finding) => lastAtMost(linesOf(document), finding.span.start);
  return sorted.filter((finding) => !silencedByComment(suppressions, finding.code, lineOf(finding)));
}

/** One a schema for whole objects and one for parts, so that a document knows what it was judged with. */
const contexts = new WeakMap<Schema, { readonly whole: FindingContext; readonly part: FindingContext }>();

function contextOf(schema: Schema, isPart: boolean): FindingContext {
  const known = contexts.get(schema) ?? contextsFor(schema);
  contexts.set(schema, known);
  return isPart ? known.part : known.whole;
}

function contextsFor(schema: Schema): { readonly whole: FindingContext; readonly part: FindingContext } {
  const whole: FindingContext = {
    schema,
    judge: (asked, object) => judgeCreate({ schema: asked, object }),
    isJudged: (apiVersion, kind) => rulesFor(apiVersion, kind) !== undefined,
  };
  return { whole, part: { ...whole, partial: true } };
}

/** By the first of the definitions that a document needs. */
const customContexts = new WeakMap<
  JsonObject,
  { readonly schema: Schema; readonly definitions: readonly JsonObject[]; readonly context: FindingContext }
>();

function contextFor(workspace: Workspace, schema: Schema, uri: string, document: ManifestDocument): FindingContext {
  const base = contextOf(schema, false);
  const definitions = definitionsFor(workspace, schema, uri, document);
  const [first] = definitions;
  if (!first) {
    const catalogue = catalogueFor(workspace, schema, document);
    return catalogue ? cataloguedContext(base, catalogue) : base;
  }
  const known = customContexts.get(first);
  const isSame = known?.schema === schema && isEqualList(known.definitions, definitions);
  if (isSame) return known.context;
  const context: FindingContext = {
    ...base,
    schema: schemaWithDefinitions(schema, definitions),
    isCustomKind: (apiVersion, kind) => defined(definitions, apiVersion, kind) !== undefined,
    judge: (_, object) => judgeCreate({ schema, object, definitions }),
  };
  customContexts.set(first, { schema, definitions, context });
  return context;
}

function isEqualList(one: readonly JsonObject[], other: readonly JsonObject[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

const yamlFindings = perDocument((document): readonly Finding[] => {
  const kind = kindOf(document);
  return kind === 'manifest' || kind === 'started' ? treeOf(document).problems : [];
});
