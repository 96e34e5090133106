// npm run fuzz: ten thousand random scenarios with faults under the eyes of the simulator's invariants. Prints what is broken
// with the seed that shows it again; exits with 1 then.
//   npm run fuzz -- --from 1 --count 10000 --workers 2
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { packagesReady } from './ready.mjs';
import { root, step } from './steps.mjs';

const bundle = path.join(root, `.build/fuzz-${process.pid}.mjs`);

function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at > 0 ? Number(process.argv[at + 1]) : otherwise;
}

async function build() {
  packagesReady();
  const { build: bundled } = await import('esbuild');
  await bundled({
    absWorkingDir: root,
    entryPoints: ['test/unit/sim/sweep.ts'],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** One share of the seeds; tells each broken one at once. */
async function play({ file, seeds }) {
  const { playSeed } = await import(pathToFileURL(file).href);
  for (const seed of seeds) parentPort.postMessage({ seed, broken: playSeed(seed) });
}

async function main() {
  process.chdir(root);
  const [from, count] = [option('from', 1), option('count', 10_000)];
  const workers = option('workers', Math.max(1, os.availableParallelism() - 1));
  await build();
  step(`${count} random scenarios from seed ${from} on ${workers} workers`);
  let [done, failed] = [0, 0];
  const shares = Array.from({ length: workers }, (_, share) =>
    Array.from({ length: count }, (_, index) => from + index).filter((seed) => seed % workers === share),
  );
  const told = ({ broken }) => {
    done++;
    if (done % 1000 === 0) step(`${done} of ${count}, ${failed} broken`);
    if (broken === undefined) return;
    failed++;
    process.stdout.write(`✗ ${broken}\n`);
  };
  await Promise.all(
    shares.map(
      (seeds) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(new URL(import.meta.url), { workerData: { file: bundle, seeds } });
          worker.on('message', told).on('error', reject).on('exit', resolve);
        }),
    ),
  );
  fs.rmSync(bundle, { force: true });
  process.stdout.write(`${failed === 0 ? '✓' : '✗'} ${done} scenarios, ${failed} broken\n`);
  process.exitCode = failed === 0 && done === count ? 0 : 1;
}

if (isMainThread) await main();
else await play(workerData);
