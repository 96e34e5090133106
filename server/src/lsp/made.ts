// Objects that a file stands for without saying them: what a chart renders to, what a kustomization builds.
import type { CancellationToken } from 'vscode-languageserver';
import type { JsonObject } from '../core/apiserver/types.ts';
import { type Text, text } from '../core/text.ts';
import { builtObjects } from './builds.ts';
import { chartObjects } from './helm/rendered.ts';
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

const notBuilt = (why: string): Text =>
  text(`the kustomization is not built: ${why}`, `kustomization 未能构建：${why}`);

const notRendered = (path: string, why: string): Text =>
  text(`the chart is not rendered: ${path}: ${why}`, `chart 未能渲染：${path}：${why}`);
