// What every script of the project shares: where the project is, how a script says what it does.
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** One line a step, so that a newcomer sees what takes the time. */
export function step(words) {
  process.stderr.write(`▸ ${words}\n`);
}
