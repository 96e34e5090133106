// Everything that is found in one document of a file, for the editor and the command line alike.
import { judgeCreate } from '../apiserver/judge.ts';
import { rulesFor } from '../apiserver/registry.ts';
import type { Finding } from '../finding.ts';
import type { Schema } from '../schema/schema.ts';
import { kindOf, perDocument, treeOf } from '../workspace/document.ts';
import { documentAt, type ManifestFile } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type FindingContext, findingsOf } from './findings/findingsOf.ts';

/** The findings of the file's document number `index`; the same values as before while nothing they depend on changes. */
export function findingsIn(workspace: Workspace, file: ManifestFile, index: number): readonly Finding[] {
  const document = documentAt(file, index);
  return workspace.schema ? findingsOf(document, contextOf(workspace.schema)) : yamlFindings(document);
}

/** One a schema, so that a document knows what it was judged with. */
const contexts = new WeakMap<Schema, FindingContext>();

function contextOf(schema: Schema): FindingContext {
  const known = contexts.get(schema);
  if (known) return known;
  const context: FindingContext = {
    schema,
    judge: (asked, object) => judgeCreate({ schema: asked, object }),
    isJudged: (apiVersion, kind) => rulesFor(apiVersion, kind) !== undefined,
  };
  contexts.set(schema, context);
  return context;
}

const yamlFindings = perDocument((document): readonly Finding[] => {
  const kind = kindOf(document);
  return kind === 'manifest' || kind === 'started' || kind === 'kustomization' ? treeOf(document).problems : [];
});
