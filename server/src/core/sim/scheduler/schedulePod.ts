// One decision of the scheduler as a value: where the pod goes, or why nowhere and whom to preempt. Pure; the queue, the
// writes and the waiting are `scheduler.ts`. Source: pkg/scheduler/schedule_one.go schedulePod (v1.36).
import type { Pod } from '../objects.ts';
import { type Fit, findFeasible } from './fit.ts';
import { fitError, noNodes } from './fitError.ts';
import { preempt } from './preemption.ts';
import { chosenNode, type Scores, scoreNodes } from './score.ts';
import type { Lister } from './shapes.ts';
import { type Cycle, type Snapshot, snapshotOf } from './snapshot.ts';

export type Decision =
  | {
      readonly type: 'placed';
      /** The node that the scheduler takes; of the equally right ones, which `bestNodes` of the scores gives. */
      readonly chosen: string;
      /** Present when two or more nodes were feasible. */
      readonly scores?: Scores;
      readonly fit: Fit;
    }
  | {
      readonly type: 'unschedulable';
      readonly message: string;
      /** Pods to remove so that the pod fits `node` later. */
      readonly preemption?: { readonly node: string; readonly victims: readonly Pod[] };
      readonly fit?: Fit;
    };

/** `from`: the node at which the search begins, where not all nodes of a large cluster are looked at. */
export function schedulePod(cluster: Lister, pod: Pod, snapshot: Snapshot = snapshotOf(cluster), from = 0): Decision {
  const nodeCount = snapshot.nodes.length;
  if (nodeCount === 0) return { type: 'unschedulable', message: noNodes };
  const cycle: Cycle = { pod, snapshot, cluster };
  const fit = findFeasible(cycle, from);
  const [only] = fit.feasible;
  if (only && fit.feasible.length === 1) return { type: 'placed', chosen: only.name, fit };
  if (only) {
    const scores = scoreNodes(cycle, fit.feasible);
    return { type: 'placed', chosen: chosenNode(scores), scores, fit };
  }
  if (fit.refusal !== undefined) return { type: 'unschedulable', message: fitError(nodeCount, fit, undefined), fit };
  const outcome = preempt(cycle, fit);
  if ('problem' in outcome) return { type: 'unschedulable', message: fitError(nodeCount, fit, outcome.problem), fit };
  return { type: 'unschedulable', message: fitError(nodeCount, fit, undefined), preemption: outcome, fit };
}
