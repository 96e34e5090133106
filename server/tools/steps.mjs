// What every script of the project shares: where the project is, how a script says what it does, how it runs another.
// It uses Node's own modules only: the scripts that install the rest start here.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line a step, so that a newcomer sees what takes the time. */
export function step(words) {
  process.stderr.write(`▸ ${words}\n`);
}

/** Runs a command to its end with its output on ours. Gives its exit code; a command that cannot start is 127. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) process.stderr.write(`${command}: ${error.message}\n`);
  return status ?? 127;
}

/** As `run`, but a failure ends the script: for what nothing can go on without. */
export function must(command, args, options = {}) {
  const status = run(command, args, options);
  if (status === 0) return;
  process.stderr.write(`✗ "${[command, ...args].join(' ')}" ended with ${status}\n`);
  process.exit(1);
}
