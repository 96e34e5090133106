// How the heap grows: while somebody types, as fast answers want it; else by what is in use, not by what the machine could
// hold, for a server runs all day beside an editor. It knows V8's flags and nothing of what the memory is for.
import { setFlagsFromString } from 'node:v8';

const quietMs = 2000;

let isFast = false;
let quiet: NodeJS.Timeout | undefined;

/** Half of what is in use may come on top of it before it is collected. To be called once, when the server starts. */
export function keepMemoryLow(): void {
  setFlagsFromString('--heap-growing-percent=50');
  setFlagsFromString('--optimize-for-size');
}

/** A key was typed: until none was for a while, collecting may wait. */
export function favourSpeed(): void {
  clearTimeout(quiet);
  quiet = setTimeout(favourMemory, quietMs);
  quiet.unref();
  if (isFast) return;
  isFast = true;
  setFlagsFromString('--no-optimize-for-size');
}

function favourMemory(): void {
  isFast = false;
  setFlagsFromString('--optimize-for-size');
}
