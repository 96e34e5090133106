// Asks a real cluster about a fixture and writes into it what kubectl prints. Only for a cluster that may be broken: what
// the fixture's `setup.yaml` holds is created first and deleted afterwards.
import { spawnSync } from 'node:child_process';
import type { ClusterTarget } from '../../../server/src/core/cluster/calls.ts';
import { type Fixture, rewriteGolden } from '../fixture.ts';
import { askedOf } from './asked.ts';

/** `RECORD_CONTEXT=kind KUBECTL=kubectl npm run unit cluster/refusals` records before it tests. */
export function recordTarget(): ClusterTarget | undefined {
  const context = process.env['RECORD_CONTEXT'];
  return context === undefined
    ? undefined
    : { kubectl: process.env['KUBECTL'] ?? 'kubectl', context, timeoutSeconds: 10 };
}

/** A policy that was just created is not yet in force, and a definition not yet served. */
const settledSeconds = '3';

export function record(fixture: Fixture, target: ClusterTarget): void {
  const setup = fixture.files.find(({ path }) => path === 'setup.yaml');
  const asking = fixture.options.has('as') ? ['--as', fixture.options.get('as') ?? ''] : [];
  const run = (args: readonly string[], input = '') =>
    spawnSync(target.kubectl, [...args], { input, encoding: 'utf8' });
  if (setup) {
    run(['--context', target.context, 'apply', '-f', '-'], setup.text);
    spawnSync('sleep', [settledSeconds]);
  }
  const golden = askedOf(fixture, target).map(({ at, dryRun }): [string, string] => {
    const { status, stderr } = run([...asking, ...dryRun.args], dryRun.stdin);
    return [`kubectl ${at.document}.${at.object}`, `exit ${status}\n${stderr}`];
  });
  rewriteGolden(fixture, new Map(golden));
  if (setup) run(['--context', target.context, 'delete', '--wait', '-f', '-'], setup.text);
}
