// Runs of kubectl as a person sees them: a progress that can be cancelled, and each command line in the output.
import { type OutputChannel, ProgressLocation, window } from 'vscode';
import { text } from '../../../server/src/core/text.ts';
import type { ClusterTarget, KubectlCall, KubectlRun } from '../../../server/src/protocol.ts';
import { say } from '../locale.ts';
import type { RunProgram } from '../runProgram.ts';

export interface Runs {
  /** Undefined when it was cancelled. */
  one(call: KubectlCall, target: ClusterTarget, title: string): Promise<KubectlRun | undefined>;
  /** In the order of the calls; undefined when they were cancelled. Ends early when the cluster cannot be asked. */
  all(calls: readonly KubectlCall[], target: ClusterTarget, title: string): Promise<readonly KubectlRun[] | undefined>;
}

/** So many at once. */
const sideBySide = 4;
/** kubectl makes several requests in a run, and a credential plugin may ask for a password. */
const requestsInRun = 4;

export function createRuns(run: RunProgram, output: () => OutputChannel): Runs {
  const all: Runs['all'] = async (calls, target, title) => {
    const where = { location: ProgressLocation.Notification, cancellable: true, title: `kpod: ${title}` };
    return window.withProgress(where, async (progress, token) => {
      const limits = { program: target.kubectl, mostMs: target.timeoutSeconds * 1000 * requestsInRun, token };
      const runs: KubectlRun[] = [];
      const waiting = [...calls.entries()];
      let isHopeless = false;
      const worker = async (): Promise<void> => {
        for (let next = waiting.shift(); next && !isHopeless; next = waiting.shift()) {
          const [index, call] = next;
          const start = performance.now();
          const done = await run(call, limits);
          if (!done) return;
          output().appendLine(logLine(target.kubectl, call, done, performance.now() - start));
          runs[index] = done;
          isHopeless ||= done.failure !== undefined;
          progress.report({ increment: 100 / calls.length, message: `${runs.filter(Boolean).length}/${calls.length}` });
        }
      };
      await Promise.all(Array.from({ length: sideBySide }, worker));
      if (token.isCancellationRequested) return undefined;
      return runs.map((done) => done ?? notRun);
    });
  };
  return { all, one: async (call, target, title) => (await all([call], target, title))?.[0] };
}

const notRun: KubectlRun = { stdout: '', stderr: '' };

/**
 * The line as one can paste it into a shell. What is sent on standard input may be secret and is not shown, nor is what
 * is said about it.
 */
function logLine(kubectl: string, { args, stdin }: KubectlCall, run: KubectlRun, ms: number): string {
  const { code, failure, stderr } = run;
  const words = [kubectl, ...args].map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`));
  const sent = stdin === undefined ? '' : ' < (manifest)';
  const ended = failure ?? say(text(`exit code ${code}`, `退出码 ${code}`));
  const said = stdin === undefined && stderr !== '' ? `\n${stderr.trimEnd()}` : '';
  return `[cluster] ${words.join(' ')}${sent} → ${ended}, ${Math.round(ms)} ms${said}`;
}
