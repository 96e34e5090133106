// Runs a program of the user's, kubectl or helm: the one place that starts one. Which command lines there are its callers
// say.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { homedir } from 'node:os';
import type { CancellationToken } from 'vscode';
import type { KubectlCall, KubectlRun } from '../../server/src/protocol.ts';

export interface ProgramLimits {
  /** The program, as the settings name it. */
  readonly program: string;
  /** After which it is ended; some credential plugins wait for ever. */
  readonly mostMs: number;
  readonly token: CancellationToken;
}

/** Undefined when it was cancelled. */
export type RunProgram = (call: KubectlCall, limits: ProgramLimits) => Promise<KubectlRun | undefined>;

/** Never through a shell, and in the user's home: no program of a workspace is taken for it. */
export const runProgram: RunProgram = ({ args, stdin = '' }, { program, mostMs, token }) =>
  new Promise((resolve) => {
    const child = started(program, args);
    if (!child) return resolve({ stdout: '', stderr: '', failure: 'not-executable' });
    const output = { stdout: '', stderr: '' };
    const end = (run: KubectlRun | undefined): void => {
      clearTimeout(patience);
      cancelling.dispose();
      resolve(run);
    };
    const stop = (run: KubectlRun | undefined): void => {
      child.kill();
      end(run);
    };
    const patience = setTimeout(() => stop({ ...output, failure: 'timeout' }), mostMs);
    const cancelling = token.onCancellationRequested(() => stop(undefined));
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8');
      child[stream].on('data', (text: string) => {
        output[stream] += text;
      });
    }
    child.on('error', (error: NodeJS.ErrnoException) =>
      end({ ...output, failure: error.code === 'ENOENT' ? 'missing' : 'not-executable' }),
    );
    child.on('close', (code) => end(code === null ? { ...output, failure: 'timeout' } : { ...output, code }));
    child.stdin.on('error', () => undefined); // it ended before it read everything: its exit code says why
    child.stdin.end(stdin);
  });

/** Some programs cannot even be tried: scripts on Windows. */
function started(program: string, args: readonly string[]): ChildProcessWithoutNullStreams | undefined {
  try {
    return spawn(program, [...args], { cwd: homedir(), env: environment(), windowsHide: true });
  } catch {
    return undefined;
  }
}

/** The user's, without what only VS Code's own process is meant to see. */
function environment(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...others } = process.env;
  return others;
}
