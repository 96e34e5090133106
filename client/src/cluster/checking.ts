// The command that asks the cluster about the open file: its refusals as diagnostics of their own, until the file is
// edited or closed.
import {
  commands,
  Diagnostic,
  type DiagnosticSeverity,
  Disposable,
  languages,
  Range,
  Uri,
  window,
  workspace,
} from 'vscode';
import { text } from '../../../server/src/core/text.ts';
import {
  type ClusterPlan,
  type ClusterPlanParams,
  type ClusterTarget,
  type ClusterVerdict,
  type ClusterVerdictParams,
  clusterPlanRequest,
  clusterVerdictRequest,
  type KubectlRun,
} from '../../../server/src/protocol.ts';
import { say } from '../locale.ts';
import { type ClusterEnvironment, targetToAsk } from './target.ts';

export interface ClusterFindings extends Disposable {
  show(uri: Uri, verdict: ClusterVerdict): void;
  clear(): void;
}

export function createClusterFindings(): ClusterFindings {
  const collection = languages.createDiagnosticCollection('kpod cluster');
  const listening = Disposable.from(
    collection,
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) collection.delete(document.uri);
    }),
    workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
  );
  return {
    show: (uri, { findings }) => {
      collection.delete(uri);
      for (const file of new Set(findings.map((finding) => finding.uri ?? uri.toString()))) {
        const found = findings.filter((finding) => (finding.uri ?? uri.toString()) === file);
        collection.set(Uri.parse(file), found.map(asDiagnostic));
      }
    },
    clear: () => collection.clear(),
    dispose: () => listening.dispose(),
  };
}

/** VS Code counts severities from 0, LSP from 1. */
function asDiagnostic({ range: { start, end }, severity, message }: ClusterVerdict['findings'][number]): Diagnostic {
  const range = new Range(start.line, start.character, end.line, end.character);
  const diagnostic = new Diagnostic(range, message, (severity - 1) as DiagnosticSeverity);
  diagnostic.source = 'kpod cluster';
  return diagnostic;
}

/** A file whose objects the cluster is asked about, as it was then. */
export interface AskedFile {
  readonly uri: Uri;
  readonly target: ClusterTarget;
  readonly plan: ClusterPlan;
  /** Whether the file is still what was asked about. */
  readonly isSame: () => boolean;
}

/** Undefined when there is nothing to ask, or the user does not want to; they were told why. */
export async function fileToAsk(environment: ClusterEnvironment, uri: Uri | undefined): Promise<AskedFile | undefined> {
  if (!uri) {
    void window.showInformationMessage(
      say(text('open a manifest first: the cluster is asked about it', '请先打开清单：将就其询问集群')),
    );
    return undefined;
  }
  const target = await targetToAsk(environment);
  if (!target) return undefined;
  const document = await workspace.openTextDocument(uri);
  const { version } = document;
  const params: ClusterPlanParams = { uri: uri.toString(), target };
  const plan = await environment.client.sendRequest<ClusterPlan>(clusterPlanRequest, params);
  if (plan.problem !== undefined) void window.showWarningMessage(plan.problem);
  if (plan.steps.length === 0) return undefined;
  return { uri, target, plan, isSame: () => document.version === version };
}

export async function check(
  environment: ClusterEnvironment,
  findings: ClusterFindings,
  uri: Uri | undefined,
): Promise<void> {
  const asked = await fileToAsk(environment, uri);
  if (!asked) return;
  const { steps } = asked.plan;
  const title = say(text(`asking "${asked.target.context}"`, `正在询问 "${asked.target.context}"`));
  const runs = await environment.runs.all(
    steps.map(({ dryRun }) => dryRun),
    asked.target,
    title,
  );
  const verdict = runs && (await judge(environment, findings, asked, runs));
  if (verdict) await tell(asked, verdict);
}

/** Shows what the dry runs say at its places; undefined, and the user was told, when they say nothing. */
export async function judge(
  { client }: ClusterEnvironment,
  findings: ClusterFindings,
  { uri, target, plan, isSame }: AskedFile,
  runs: readonly KubectlRun[],
): Promise<ClusterVerdict | undefined> {
  const params: ClusterVerdictParams = {
    uri: uri.toString(),
    target,
    runs: plan.steps.flatMap(({ at }, index) => {
      const run = runs[index];
      return run ? [{ at, run }] : [];
    }),
  };
  if (!isSame()) {
    void window.showWarningMessage(say(edited));
    return undefined;
  }
  const verdict = await client.sendRequest<ClusterVerdict>(clusterVerdictRequest, params);
  if (verdict.problem !== undefined) {
    void window.showErrorMessage(verdict.problem);
    return undefined;
  }
  findings.show(uri, verdict);
  return verdict;
}

const edited = text(
  'the file was edited while the cluster was asked, so its answer may be about other lines; ask again',
  '询问集群期间文件被修改，答复可能对应别的行；请重新询问',
);

async function tell({ target, plan }: AskedFile, { refused }: ClusterVerdict): Promise<void> {
  const { length } = plan.steps;
  if (refused === 0) {
    const words = text(
      `the cluster of "${target.context}" takes ${length === 1 ? 'the object' : `all ${length} objects`} (dry run)`,
      `"${target.context}" 的集群接受${length === 1 ? '该对象' : `全部 ${length} 个对象`}（试运行）`,
    );
    void window.showInformationMessage(say(words));
    return;
  }
  const show = say(text('Show Problems', '显示问题'));
  const words = text(
    `the cluster of "${target.context}" refuses ${refused} of ${length} objects (dry run)`,
    `"${target.context}" 的集群拒绝 ${length} 个对象中的 ${refused} 个（试运行）`,
  );
  if ((await window.showWarningMessage(say(words), show)) === show)
    await commands.executeCommand('workbench.actions.view.problems');
}
