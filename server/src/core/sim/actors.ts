// Everyone who acts in the simulated cluster: one literal list. A new controller is one file and one line here.
// Expected of the other rooms, by file: scheduler/scheduler.ts `schedulerController()` (queue, back-off, preemption,
// volumes; decides with the pure `schedulePod(view, pod)`), storage/… the volume binder, network/… endpoints and slices,
// kubectl/run.ts `runKubectl(view, args): Command`.
import type { Controller } from './frame.ts';

export function controllers(): readonly Controller[] {
  return [];
}
