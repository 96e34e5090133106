// Walks every state that the scenarios of the fixtures pass through: whatever is not well has a why, and each why a chain whose
// end stands in a manifest, or is a node or a command.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { asObject, conditionOf, type KubeObject } from '../../../server/src/core/sim/objects.ts';
import { replayOf } from '../../../server/src/core/sim/replay.ts';
import { isScenario } from '../../../server/src/core/sim/scenario.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { refOf } from '../../../server/src/core/sim/why/moment.ts';
import { whyOf } from '../../../server/src/core/sim/why.ts';
import { fixturesIn } from '../fixture.ts';
import { manifestsIn, scenarioFrom, server } from './scenarios.ts';

type Status = Readonly<Record<string, unknown>> & { readonly conditions?: readonly never[] };

const counted = ({ spec, status }: KubeObject): boolean => {
  const { availableReplicas = 0 } = (status ?? {}) as { readonly availableReplicas?: number };
  return availableReplicas >= ((spec as { readonly replicas?: number }).replicas ?? 1);
};
const conditioned = (type: string) => (object: KubeObject) =>
  conditionOf(object.status as Status as never, type)?.status === 'True';
const inPhase =
  (...phases: readonly string[]) =>
  ({ status }: KubeObject) =>
    phases.includes(String((status as Status | undefined)?.['phase']));

/** Whether there is nothing to explain. */
const isWell: Readonly<Record<string, (object: KubeObject) => boolean>> = {
  Pod: (pod) => conditioned('Ready')(pod) || inPhase('Succeeded')(pod),
  Deployment: counted,
  ReplicaSet: counted,
  StatefulSet: counted,
  ReplicationController: counted,
  Job: (job) => conditioned('Complete')(job) || conditioned('SuccessCriteriaMet')(job),
  PersistentVolumeClaim: inPhase('Bound'),
  Node: conditioned('Ready'),
};

const scenarios = [
  ...fs
    .readdirSync('test/fixtures/simulation')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: file, text: fs.readFileSync(`test/fixtures/simulation/${file}`, 'utf8') })),
  ...fixturesIn('why').map(({ name, files: [file] }) => ({ name, text: file?.text ?? '' })),
].filter(({ text }) => {
  const [only, ...others] = manifestsIn(text);
  return only !== undefined && others.length === 0 && isScenario(only);
});

const mostMoments = 25;

for (const { name, text } of scenarios) {
  test(`whatever is not well has a why: ${name}`, () => {
    const trace = simulate(scenarioFrom(text), { server });
    const replay = replayOf(trace);
    const times = [...new Set(trace.writes.map(({ atMs }) => atMs))];
    const every = Math.max(1, Math.floor(times.length / mostMoments));
    const silent = times
      .filter((_, at) => at % every === 0)
      .flatMap((atMs) => {
        const objects = [...replay.at(replay.positionAt(atMs)).values()].flatMap((one) => asObject(one) ?? []);
        return objects
          .filter((object) => isWell[object.kind]?.(object) === false)
          .filter((object) => {
            const why = whyOf(trace, refOf(object), atMs, replay);
            return why?.symptom === undefined || why.steps.length === 0;
          })
          .map(({ kind, metadata }) => `${kind}/${metadata.name} at ${atMs}`);
      });
    assert.deepEqual(silent, []);
  });
}
