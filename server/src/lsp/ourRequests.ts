// Our own requests (protocol.ts): simulation, places of objects, versions.
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { belongingTo } from '../core/features/belonging.ts';
import { objectAtPlace, placeOfObject, plainObjectsOf } from '../core/features/objectPlaces.ts';
import { readScenario, type Scenario } from '../core/sim/scenario.ts';
import { pick, type Text, text } from '../core/text.ts';
import { treeOf } from '../core/workspace/document.ts';
import { fileOf, type ManifestFile, placeOf } from '../core/workspace/file.ts';
import { fileFormatOf } from '../core/workspace/fileFormat.ts';
import { versionWrittenAt, viewFor } from '../core/workspace/settingsFile.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import { toPlain } from '../core/yaml/plain.ts';
import {
  type KubernetesVersionsParams,
  type KubernetesVersionsResult,
  kubernetesVersionsRequest,
  type ObjectAtParams,
  type ObjectRef,
  objectAtRequest,
  type Place,
  type PlaceParams,
  placeRequest,
  type SimulateParams,
  type SimulateResult,
  simulateRequest,
} from '../protocol.ts';
import { registerCluster } from './cluster.ts';
import { locationOf } from './convert.ts';
import type { Guard } from './guard.ts';
import { registerChartRequest } from './helm/chartRequest.ts';
import { registerRendered } from './helm/rendered.ts';
import { registerKeptFiles } from './keptFiles.ts';
import { madeObjectAt, madeObjects, madePlace } from './made.ts';
import { schemaBundle } from './schemas.ts';
import type { Session } from './session.ts';
import type { Simulations } from './simulation.ts';
import { registerSnippets } from './snippets.ts';

export function registerOurRequests(
  connection: Connection,
  session: Session,
  guarded: Guard,
  simulations: Simulations,
): void {
  connection.onRequest(simulateRequest, (params: SimulateParams, token: CancellationToken) =>
    simulate(session, simulations, params, token),
  );
  registerRendered(connection, session);
  registerChartRequest(connection, session, guarded);
  registerKeptFiles(connection, session, guarded);
  registerCluster(connection, session, guarded);
  connection.onRequest(placeRequest, (params: PlaceParams, token: CancellationToken) => place(session, params, token));
  connection.onRequest(objectAtRequest, (params: ObjectAtParams, token: CancellationToken) =>
    objectAt(session, params, token),
  );
  registerSnippets(connection, session, guarded);
  connection.onRequest(
    kubernetesVersionsRequest,
    guarded('kubernetesVersions', (params: KubernetesVersionsParams) => kubernetesVersions(session, params)),
  );
}

function kubernetesVersions({ workspace }: Session, { uri = '' }: KubernetesVersionsParams): KubernetesVersionsResult {
  const versions = [...schemaBundle().versions].reverse();
  const current = viewFor(workspace, uri).schema?.version ?? versions[0] ?? '';
  const site = versionWrittenAt(workspace, uri);
  const writtenAt = site && locationOf(workspace, site);
  return { versions, current, ...(writtenAt && { writtenAt }) };
}

async function simulate(
  session: Session,
  simulations: Simulations,
  { uri, seed = 1, commands = [] }: SimulateParams,
  token: CancellationToken,
): Promise<SimulateResult | null> {
  const { workspace } = session;
  const { schema, settings } = viewFor(workspace, uri);
  const { locale, kubernetesVersion } = settings;
  const file = fileIn(workspace, uri);
  const made = await madeObjects(session, uri, token);
  const own = made ? made.objects : file ? plainObjectsOf(file) : [];
  const needed = file && !made && own.length > 0 ? belongingTo(workspace, file, mostTogether, 'needed') : undefined;
  const objects = needed && needed.others.length > 0 ? needed.objects : own;
  const version = session.open.get(uri);
  const about = {
    kubernetesVersion: schema?.version ?? kubernetesVersion,
    ...(version === undefined ? {} : { documentVersion: version }),
  };
  const without = (problem: Text): SimulateResult => ({ ...about, problem: pick(problem, locale) });
  const scenario = file && scenarioIn(file);
  if (scenario && 'problem' in scenario) return without(text(scenario.problem, scenario.problem));
  if (made?.problem) return without(made.problem);
  if (objects.length === 0 && !scenario) return without(nothingToApply);
  const name = made?.name ?? uri.slice(uri.lastIndexOf('/') + 1);
  const answer = await simulations.run(
    { name, objects, kubernetesVersion, seed, commands, ...(scenario && { scenario }) },
    token,
  );
  if (!answer) return null;
  if (!('trace' in answer)) return without(failed(answer.failure));
  const alongside = needed?.others ?? [];
  const { trace, revealed } = answer;
  return {
    ...about,
    trace,
    ...(revealed.length > 0 && { revealed }),
    ...(made && { isMade: true }),
    ...(alongside.length > 0 && { alongside }),
  };
}

/** With what a file needs of other files: more is hardly one application. */
const mostTogether = 200;

const nothingToApply = text(
  'this file has no Kubernetes object to apply; write one with apiVersion and kind',
  '此文件没有可应用的 Kubernetes 对象；请写出带 apiVersion 和 kind 的对象',
);

function failed(why: string): Text {
  return text(`the simulation failed, which is a fault of ours: ${why}`, `模拟失败，这是我们的错误：${why}`);
}

/** The scenario that the file is; undefined for manifests. */
function scenarioIn(file: ManifestFile): Scenario | { readonly problem: string } | undefined {
  const [document] = file.documents;
  if (!document || fileFormatOf(file.uri, document)?.id !== 'scenario') return undefined;
  const { value } = toPlain(treeOf(document).root);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return readScenario(value, (manifests) => plainObjectsOf(fileOf(file.uri, manifests)));
}

async function place(session: Session, params: PlaceParams, token: CancellationToken): Promise<Place | null> {
  const { workspace } = session;
  const { uri, object, field } = params;
  const file = fileIn(workspace, uri);
  const made = await madePlace(session, params, token);
  const site = made !== undefined ? made : file && placeOfObject(workspace, file, object, field);
  return (site && locationOf(workspace, site)) ?? null;
}

async function objectAt(session: Session, params: ObjectAtParams, token: CancellationToken): Promise<ObjectRef | null> {
  const { workspace } = session;
  const { uri, position } = params;
  const file = fileIn(workspace, uri);
  const made = await madeObjectAt(session, params, token);
  return made ?? (file && objectAtPlace(workspace, uri, placeOf(file, position))) ?? null;
}
