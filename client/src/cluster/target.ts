// Which cluster is asked: the context that the user chose, after they agreed that it is asked at all. A context that
// leads to another server than it did then is asked about again.
import { ConfigurationTarget, type ExtensionContext, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { text } from '../../../server/src/core/text.ts';
import {
  type ClusterContext,
  type ClusterContextsResult,
  type ClusterTarget,
  clusterContextsRequest,
  contextsCall,
  type KubectlOutput,
} from '../../../server/src/protocol.ts';
import { say } from '../locale.ts';
import type { Runs } from './runs.ts';

export interface ClusterEnvironment {
  readonly context: ExtensionContext;
  readonly client: BaseLanguageClient;
  readonly runs: Runs;
}

/** Undefined when the user does not want to, or cannot be helped; they were told why. */
export async function targetToAsk(environment: ClusterEnvironment): Promise<ClusterTarget | undefined> {
  const known = await knownContexts(environment);
  if (!known) return undefined;
  const wanted = settings().get<string>('context', '');
  const context = known.find(({ name }) => name === wanted) ?? (await pickContext(known, wanted));
  if (!context || !(await isAgreed(environment.context, context))) return undefined;
  return targetOf(context.name);
}

/** Chooses the context for this workspace; nothing is asked of it. */
export async function chooseContext(environment: ClusterEnvironment): Promise<void> {
  const known = await knownContexts(environment);
  if (known) await pickContext(known, settings().get<string>('context', ''));
}

function settings() {
  return workspace.getConfiguration('kpod.cluster');
}

function targetOf(context: string): ClusterTarget {
  return {
    kubectl: settings().get<string>('kubectl', '') || 'kubectl',
    context,
    timeoutSeconds: Math.max(1, settings().get<number>('requestTimeout', 15)),
  };
}

async function knownContexts({ client, runs }: ClusterEnvironment): Promise<readonly ClusterContext[] | undefined> {
  const target = targetOf('');
  const run = await runs.one(contextsCall, target, say(text('reading the kubeconfig', '正在读取 kubeconfig')));
  if (!run) return undefined;
  const params: KubectlOutput = { target, run };
  const { contexts, problem } = await client.sendRequest<ClusterContextsResult>(clusterContextsRequest, params);
  if (contexts.length > 0) return contexts;
  void window.showErrorMessage(problem ?? say(noContexts));
  return undefined;
}

const noContexts = text(
  'the kubeconfig has no context, so there is no cluster to ask; add one, for example with the tool that made the cluster',
  'kubeconfig 中没有上下文，因此没有可询问的集群；请先添加，例如使用创建集群的工具',
);

/** kubectl's current one first. What is chosen is kept for the workspace. */
async function pickContext(contexts: readonly ClusterContext[], chosen: string): Promise<ClusterContext | undefined> {
  const items = contexts.map((context) => ({
    label: `${context.name === chosen ? '$(check) ' : ''}${context.name}`,
    description: context.isCurrent ? say(text('kubectl’s current context', 'kubectl 的当前上下文')) : '',
    detail: `${context.server} · ${context.namespace}`,
    context,
  }));
  const picked = await window.showQuickPick(items, {
    title: say(text('The cluster that kpod asks when you tell it to', '由你指示时 kpod 询问的集群')),
    placeHolder: say(text('a context of your kubeconfig', 'kubeconfig 中的上下文')),
    matchOnDetail: true,
  });
  if (!picked) return undefined;
  const where = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await settings().update('context', picked.context.name, where);
  return picked.context;
}

/** Asked once a context and server, before anything could reach it. */
async function isAgreed({ workspaceState }: ExtensionContext, context: ClusterContext): Promise<boolean> {
  const key = `cluster agreed: ${context.name} ${context.server}`;
  if (workspaceState.get<boolean>(key) === true) return true;
  const { name, server, namespace, user } = context;
  const detail = say(
    text(
      `Server: ${server}\nUser: ${user}\nNamespace of objects that name none: ${namespace}\n\nkpod runs your kubectl with this context, only when you choose one of its cluster commands: it reads objects and makes dry runs, and changes nothing there. The manifest is sent to the server.`,
      `服务器：${server}\n用户：${user}\n未写命名空间的对象所在的命名空间：${namespace}\n\n只有当你选择 kpod 的集群命令时，它才会用此上下文运行你的 kubectl：读取对象并做试运行，不会改变集群。清单会发送到该服务器。`,
    ),
  );
  const yes = say(text(`Ask "${name}"`, `询问 "${name}"`));
  const question = say(text(`Ask the cluster of context "${name}"?`, `询问上下文 "${name}" 的集群吗？`));
  const agreed = (await window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
  if (agreed) await workspaceState.update(key, true);
  return agreed;
}
