// The user's own cluster, as far as the server has to do with it: it says what kubectl is to be asked and reads the
// answers. It starts no program; the extension does, when somebody chose a command.
import type { Connection } from 'vscode-languageserver';
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
import { resourceAt, sentObjects } from '../core/cluster/sentObjects.ts';
import type { Finding } from '../core/finding.ts';
import { pick } from '../core/text.ts';
import { documentAt, type ManifestFile } from '../core/workspace/file.ts';
import { viewFor } from '../core/workspace/settingsFile.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import {
  type ClusterChangesParams,
  type ClusterContextsResult,
  type ClusterDefinitionsParams,
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
} from '../protocol.ts';
import { rangeIn, severities } from './convert.ts';
import type { Guard } from './guard.ts';
import type { Session } from './session.ts';

export function registerCluster(connection: Connection, session: Session, guarded: Guard): void {
  const answering = <P, R>(request: string, answer: (session: Session, params: P) => R): void => {
    connection.onRequest(
      request,
      guarded(request, (params: P) => answer(session, params)),
    );
  };
  answering(clusterContextsRequest, contexts);
  answering(clusterPlanRequest, plan);
  answering(clusterVerdictRequest, verdict);
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

function plan({ workspace }: Session, { uri, target }: ClusterPlanParams): ClusterPlan {
  const file = fileIn(workspace, uri);
  if (!file) return { steps: [] };
  const { objects, problem } = sentObjects(workspace, file);
  const steps = objects.map(({ at, title, object }) => ({
    at,
    title,
    dryRun: dryRunCall(target, object),
    ...(isNamed(object) && { live: liveCall(target, object) }),
  }));
  return { steps, ...(problem && { problem: pick(problem, workspace.settings.locale) }) };
}

function verdict(session: Session, { uri, target, runs }: ClusterVerdictParams): ClusterVerdict {
  const { workspace } = session;
  const file = fileIn(workspace, uri);
  const problem = problemIn(
    session,
    runs.map(({ run }) => run),
    target,
  );
  if (!file || problem !== undefined) return { findings: [], refused: 0, ...(problem !== undefined && { problem }) };
  const { schema } = viewFor(workspace, uri);
  const findings = runs.flatMap(({ at, run }) => {
    const resource = resourceAt(file, at);
    if (!schema || !resource) return [];
    const judged = { workspace, schema, uri, document: documentAt(file, at.document), resource };
    return findingsOfRun(judged, run).map((finding) => asDiagnostic(session, file, at.document, finding));
  });
  return { findings, refused: runs.filter(({ run }) => run.code !== 0).length };
}

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
