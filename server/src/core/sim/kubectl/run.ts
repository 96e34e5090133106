// kubectl's commands against the simulated cluster: one literal table, verb by verb. Commands yield what they do and print.
import type { ClusterView, Command } from '../frame.ts';
import { fail } from './command.ts';
import { auth } from './commands/auth.ts';
import { autoscale } from './commands/autoscale.ts';
import { create } from './commands/create.ts';
import { debug } from './commands/debug.ts';
import { remove } from './commands/delete.ts';
import { describe } from './commands/describe.ts';
import { drain } from './commands/drain.ts';
import { events } from './commands/events.ts';
import { exec } from './commands/exec.ts';
import { expose } from './commands/expose.ts';
import { get } from './commands/get.ts';
import { annotate, label } from './commands/metadata.ts';
import { cordon, taint, uncordon } from './commands/nodes.ts';
import { patch } from './commands/patch.ts';
import { rollout } from './commands/rollout.ts';
import { run } from './commands/run.ts';
import { scale } from './commands/scale.ts';
import { set } from './commands/set.ts';
import { top } from './commands/top.ts';
import { wait } from './commands/wait.ts';
import { type Arguments, parseArguments } from './flags.ts';

const commands: Readonly<Record<string, (view: ClusterView, args: Arguments) => Command>> = {
  annotate,
  auth,
  autoscale,
  cordon,
  create,
  debug,
  delete: remove,
  describe,
  drain,
  events,
  exec,
  expose,
  get,
  label,
  patch,
  rollout,
  run,
  scale,
  set,
  taint,
  top,
  uncordon,
  wait,
};

/** The verbs that are played. */
export const verbs: readonly string[] = Object.keys(commands);

export function runKubectl(view: ClusterView, args: readonly string[]): Command {
  const [verb = '', ...rest] = args;
  const command = commands[verb];
  return command ? command(view, parseArguments(rest)) : fail(`"kubectl ${verb}" is not simulated`);
}
