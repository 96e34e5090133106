// kubectl's commands against the simulated cluster. (First stone: the room of kubectl fills this.)
import type { ClusterView, Command } from '../frame.ts';

export function* runKubectl(_view: ClusterView, args: readonly string[]): Command {
  yield { type: 'print', text: `error: "kubectl ${args[0] ?? ''}" is not simulated yet\n` };
  return 1;
}
