// Everything that is found in one document of a file, for the editor and the command line alike.
import { judgeCreate } from '../apiserver/judge.ts';
import { rulesFor } from '../apiserver/registry.ts';
import type { Finding } from '../finding.ts';
import type { FileFormat } from '../formats/format.ts';
import { builtOf } from '../kustomize/built.ts';
import { graphOf, isPatchFile } from '../kustomize/graph.ts';
import { commentSuppressions, silencedByComment } from '../rules/suppression.ts';
import type { Schema } from '../schema/schema.ts';
import { kindOf, linesOf, type ManifestDocument, perDocument, treeOf } from '../workspace/document.ts';
import { documentAt, type ManifestFile } from '../workspace/file.ts';
import { fileFormatOf } from '../workspace/fileFormat.ts';
import { lastAtMost } from '../workspace/lines.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { withoutWhatBuildsWrite } from './findings/builtFindings.ts';
import { type FindingContext, findingsOf } from './findings/findingsOf.ts';
import { formatFindings } from './findings/formatFindings.ts';
import { pathFindings } from './findings/pathFindings.ts';
import { referenceFindings } from './findings/referenceFindings.ts';
import { ruleFindings } from './ruleFindings.ts';

/**
 * The findings of the file's document number `index`; the same values as before while nothing they depend on changes.
 * What spans files is judged once for each `workspace.joins`.
 */
export function findingsIn(workspace: Workspace, file: ManifestFile, index: number): readonly Finding[] {
  const document = documentAt(file, index);
  const { schema, settings, joins } = workspace;
  const known = remembered.get(document);
  if (known?.joins === joins && known.settings === settings && known.schema === schema) return known.all;
  const parts = partsOf(workspace, file, document, known?.joins === joins);
  const isSame = known?.parts.length === parts.length && parts.every((part, at) => part === known.parts[at]);
  const all = isSame ? known.all : together(document, parts);
  remembered.set(document, { schema, settings, joins, parts, all });
  return all;
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
  document: ManifestDocument,
  isJoined: boolean,
): readonly (readonly Finding[])[] {
  const format = fileFormatOf(file.uri, document);
  if (format) return partsOfFormat(workspace, file, document, format);
  if (!workspace.schema) return [yamlFindings(document)];
  const isPart = isPatchFile(graphOf(workspace), file.uri);
  const built = builtOf(workspace, file.uri);
  const own = withoutWhatBuildsWrite(findingsOf(document, contextOf(workspace.schema, isPart)), built);
  if (isPart || kindOf(document) !== 'manifest') return [own];
  return [own, referenceFindings(workspace, file, document, isJoined), ruleFindings(workspace, document)];
}

function partsOfFormat(
  workspace: Workspace,
  { uri }: ManifestFile,
  document: ManifestDocument,
  format: FileFormat,
): readonly (readonly Finding[])[] {
  const own = formatFindings(document, format);
  return format.id === 'kustomization' ? [own, pathFindings(workspace, uri, document)] : [own];
}

/** In the order of the text, without those that a comment silences. */
function together(document: ManifestDocument, parts: readonly (readonly Finding[])[]): readonly Finding[] {
  const sorted = parts.flat().sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
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

const yamlFindings = perDocument((document): readonly Finding[] => {
  const kind = kindOf(document);
  return kind === 'manifest' || kind === 'started' ? treeOf(document).problems : [];
});
