// Objects that a file stands for without saying them, and where they are written: what a chart renders to, what a
// kustomization builds.
import type { CancellationToken } from 'vscode-languageserver';
import type { JsonObject } from '../core/apiserver/types.ts';
import { objectInChart, placeInBuild, placeInChart } from '../core/features/madePlaces.ts';
import { type Text, text } from '../core/text.ts';
import { placeOf } from '../core/workspace/file.ts';
import type { Site } from '../core/workspace/site.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import type { ObjectAtParams, ObjectRef, PlaceParams } from '../protocol.ts';
import { builtFrom, builtObjects } from './builds.ts';
import { chartObjects, chartOf } from './helm/rendered.ts';
import type { Session } from './session.ts';

export interface MadeObjects {
  readonly objects: readonly JsonObject[];
  readonly name?: string;
  /** Why they are not all. */
  readonly problem?: Text;
}

/** Undefined for files that say their objects themselves. */
export async function madeObjects(
  session: Session,
  uri: string,
  token: CancellationToken,
): Promise<MadeObjects | undefined> {
  const chart = await chartObjects(session, uri, token);
  if (chart) {
    const { objects, name, fault } = chart;
    return { objects, name, ...(fault && { problem: notRendered(fault.at.path, fault.message) }) };
  }
  const built = await builtObjects(session, uri);
  return built && { objects: built.objects, ...(built.fault !== undefined && { problem: notBuilt(built.fault) }) };
}

/** Undefined for files that say their objects themselves, null where the object is none of theirs. */
export async function madePlace(
  session: Session,
  { uri, object, field }: PlaceParams,
  token: CancellationToken,
): Promise<Site | null | undefined> {
  const { workspace } = session;
  const chart = await chartOf(session, uri, token);
  if (chart) return placeInChart(chart, (template) => fileIn(workspace, template), object, field) ?? null;
  const build = await builtFrom(session, uri);
  return build && (placeInBuild(build, object, field) ?? null);
}

/** Undefined where the file says its objects itself, or shapes several. */
export async function madeObjectAt(
  session: Session,
  { uri, position }: ObjectAtParams,
  token: CancellationToken,
): Promise<ObjectRef | undefined> {
  const { workspace } = session;
  const file = fileIn(workspace, uri);
  const chart = file && (await chartOf(session, uri, token));
  if (!chart) return undefined;
  const { index, offset } = placeOf(file, position);
  const inFile = (file.starts[index] ?? 0) + offset;
  return objectInChart(chart, uri, inFile, (version, kind) => workspace.schema?.kind(version, kind)?.namespaced);
}

const notBuilt = (why: string): Text =>
  text(`the kustomization is not built: ${why}`, `kustomization 未能构建：${why}`);

const notRendered = (path: string, why: string): Text =>
  text(`the chart is not rendered: ${path}: ${why}`, `chart 未能渲染：${path}：${why}`);
