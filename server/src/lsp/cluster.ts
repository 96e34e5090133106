// The user's own cluster, as far as the server has to do with it: it says what kubectl is to be asked and reads the
// answers. It starts no program; the extension does, when somebody chose a command.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { isJsonObject, type JsonObject } from '../core/apiserver/types.ts';
import {
  type ClusterName,
  type ClusterTarget,
  definitionsCall,
  dryRunCall,
  isNamed,
  type KubectlRun,
  liveCall,
  objectCall,
} from '../core/cluster/calls.ts';
import { comparisonOf } from '../core/cluster/changes.ts';
import { readContexts } from '../core/cluster/contexts.ts';
import * as imports from '../core/cluster/imports.ts';
import { kubeconfigProblem, problemOf, saidOf } from '../core/cluster/problems.ts';
import { findingsOfRun } from '../core/cluster/refusalFindings.ts';
import { remarksOf } from '../core/cluster/remarks.ts';
import { made, madeToSend, resourceAt, sentObjects } from '../core/cluster/sentObjects.ts';
import type { Finding } from '../core/finding.ts';
import { pick } from '../core/text.ts';
import { documentAt, type ManifestFile } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { fileIn, type Workspace } from '../core/workspace/workspace.ts';
import {
  type ClusterChangesParams,
  type ClusterContextsResult,
  type ClusterDefinitionsParams,
  type ClusterFinding,
  type ClusterImported,
  type ClusterImportedParams,
  type ClusterNamedParams,
  type ClusterPlan,
  type ClusterPlanParams,
  type ClusterVerdict,
  type ClusterVerdictParams,
  type ClusterWanted,
  type ClusterWantedObject,
  type ClusterWantedParams,
  clusterChangesRequest,
  clusterContextsRequest,
  clusterDefinitionsRequest,
  clusterImportedRequest,
  clusterNamedRequest,
  clusterPlanRequest,
  clusterVerdictRequest,
  clusterWantedRequest,
  type KubectlOutput,
  type ObjectRef,
} from '../protocol.ts';
import { locationOf, rangeIn, severities } from './convert.ts';
import type { Guard } from './guard.ts';
import { madeObjects, madePlace } from './made.ts';
import type { Session } from './session.ts';

export function registerCluster(connection: Connection, session: Session, guarded: Guard): void {
  const answering = <P, R>(request: string, answer: (session: Session, params: P) => R): void => {
    connection.onRequest(
      request,
      guarded(request, (params: P) => answer(session, params)),
    );
  };
  answering(clusterContextsRequest, contexts);
  connection.onRequest(clusterPlanRequest, (params: ClusterPlanParams, token) => plan(session, params, token));
  connection.onRequest(clusterVerdictRequest, (params: ClusterVerdictParams, token) => verdict(session, params, token));
  answering(clusterChangesRequest, (_, { pairs }: ClusterChangesParams) => comparisonOf(pairs));
  answering(clusterWantedRequest, wanted);
  answering(clusterNamedRequest, named);
  answering(clusterDefinitionsRequest, definitions);
  answering(clusterImportedRequest, imported);
}

function contexts(session: Session, { run, target }: KubectlOutput): ClusterContextsResult {
  const problem = problemIn(session, [run], target);
  if (problem !== undefined) return { contexts: [], problem };
  const contexts = readContexts(run.stdout);
  if (contexts) return { contexts };
  return { contexts: [], problem: pick(kubeconfigProblem(run, target), session.workspace.settings.locale) };
}

/** A chart or a kustomization stands for what it makes. */
async function plan(session: Session, params: ClusterPlanParams, token: CancellationToken): Promise<ClusterPlan> {
  const { workspace } = session;
  const { uri, target } = params;
  const file = fileIn(workspace, uri);
  if (!file) return { steps: [] };
  const own = sentObjects(workspace, file);
  const other = own.objects.length === 0 ? await madeObjects(session, uri, token) : undefined;
  const { objects, problem } = other ? { ...other, objects: madeToSend(other.objects) } : own;
  const steps = objects.map(({ at, title, object }) => ({
    at,
    title,
    dryRun: dryRunCall(target, object),
    ...(isNamed(object) && { live: liveCall(target, object) }),
  }));
  return { steps, ...(problem && { problem: pick(problem, workspace.settings.locale) }) };
}

async function verdict(
  session: Session,
  { uri, target, runs }: ClusterVerdictParams,
  token: CancellationToken,
): Promise<ClusterVerdict> {
  const { workspace } = session;
  const file = fileIn(workspace, uri);
  const problem = problemIn(
    session,
    runs.map(({ run }) => run),
    target,
  );
  if (!file || problem !== undefined) return { findings: [], refused: 0, ...(problem !== undefined && { problem }) };
  const { schema } = viewFor(workspace, uri);
  const written = runs.flatMap(({ at, run }) => {
    const resource = resourceAt(file, at);
    if (!schema || !resource) return [];
    const judged = { workspace, schema, uri, document: documentAt(file, at.document), resource };
    return findingsOfRun(judged, run).map((finding) => asDiagnostic(session, file, at.document, finding));
  });
  const others = runs.filter(({ at }) => at.document === made);
  const findings = others.length > 0 ? await findingsOfMade(session, uri, others, token) : written;
  return { findings, refused: runs.filter(({ run }) => run.code !== 0).length };
}

/** At what wrote the field; where that is nothing, at what wrote the object, else at the top of the file. */
async function findingsOfMade(
  session: Session,
  uri: string,
  runs: ClusterVerdictParams['runs'],
  token: CancellationToken,
): Promise<readonly ClusterFinding[]> {
  const { workspace } = session;
  const { objects = [] } = (await madeObjects(session, uri, token)) ?? {};
  const findings: ClusterFinding[] = [];
  for (const { at, run } of runs) {
    const name = nameOf(workspace, objects[at.object] ?? {});
    for (const { field, severity, message } of remarksOf(run)) {
      const site = await madePlace(session, { uri, object: name, ...(field !== undefined && { field }) }, token);
      const location = site ? locationOf(workspace, site) : undefined;
      const words = { severity: severities[severity], message: pick(message, workspace.settings.locale) };
      findings.push({ uri, range: topOfFile, ...location, ...words });
    }
  }
  return findings;
}

function nameOf({ schema }: Workspace, { apiVersion, kind, metadata }: JsonObject): ObjectRef {
  const { name, namespace } = isJsonObject(metadata) ? metadata : {};
  const type = { apiVersion: String(apiVersion), kind: String(kind), name: String(name ?? '') };
  const isNamespaced = schema?.kind(type.apiVersion, type.kind)?.namespaced ?? namespace !== undefined;
  return isNamespaced ? { ...type, namespace: String(namespace ?? 'default') } : type;
}

const topOfFile = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

function asDiagnostic(
  { workspace }: Session,
  file: ManifestFile,
  index: number,
  { span, severity, message }: Finding,
): ClusterVerdict['findings'][number] {
  return {
    range: rangeIn(file, index, span),
    severity: severities[severity],
    message: pick(message, workspace.settings.locale),
  };
}

/** Of many runs that got no answer the first says why. */
function problemIn({ workspace }: Session, runs: readonly KubectlRun[], target: ClusterTarget): string | undefined {
  for (const run of runs) {
    const problem = problemOf(run, target);
    if (problem) return pick(problem, workspace.settings.locale);
  }
  return undefined;
}

function wanted({ workspace }: Session, { uri, target }: ClusterWantedParams): ClusterWanted {
  const file = uri === undefined ? undefined : fileIn(workspace, uri);
  const objects = file ? imports.missingObjects(workspace, file) : [];
  return {
    objects: objects.map((name) => wantedObject(target, name)),
    kinds: imports.undefinedKinds(workspace),
    definitions: definitionsCall(target),
  };
}

function named(_: Session, { words, target }: ClusterNamedParams): ClusterWantedObject | null {
  const name = imports.objectNamed(words);
  return name ? wantedObject(target, name) : null;
}

function wantedObject(target: ClusterTarget, name: ClusterName): ClusterWantedObject {
  const { type, namespace } = name;
  const title = `${type}/${name.name}`;
  return { title: namespace === undefined ? title : `${title} -n ${namespace}`, call: objectCall(target, name) };
}

function definitions(_: Session, { run, target, kinds }: ClusterDefinitionsParams): readonly ClusterWantedObject[] {
  return imports.definitionsNamed(run.stdout, kinds).map((name) => wantedObject(target, name));
}

function imported(session: Session, { target, runs, showsSecrets }: ClusterImportedParams): ClusterImported {
  const { locale } = session.workspace.settings;
  const refused = runs.find(({ code }) => code !== 0);
  const problem = problemIn(session, runs, target) ?? (refused && pick(saidOf(refused), locale));
  const outputs = runs.map(({ stdout }) => stdout);
  const { text, objects } = imports.importedFrom(outputs, showsSecrets);
  return {
    text,
    titles: objects.map(({ kind, name }) => `${kind}/${name}`),
    fileName: imports.fileNameFor(objects),
    holdsSecret: outputs.some(imports.holdsSecret),
    ...(problem !== undefined && { problem }),
  };
}
