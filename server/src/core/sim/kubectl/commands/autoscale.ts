// `kubectl autoscale`: an autoscaler of the object's name. Source: kubectl/pkg/cmd/autoscale/autoscale.go (v1.36).
import type { ClusterView, Command } from '../../frame.ts';
import { fail, findTargets, forEachTarget, namespaceOf, print } from '../command.ts';
import { type Arguments, flag, isSet } from '../flags.ts';

export function* autoscale(view: ClusterView, args: Arguments): Command {
  const max = flag(args, 'max');
  if (max === undefined) return yield* fail('required flag(s) "max" not set');
  const cpu = (flag(args, 'cpu-percent') ?? flag(args, 'cpu'))?.replace('%', '');
  return yield* forEachTarget(findTargets(view, args.words, args), function* ({ object }) {
    const { name } = object.metadata;
    const metrics =
      cpu === undefined
        ? {}
        : {
            metrics: [
              {
                type: 'Resource',
                resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: Number(cpu) } },
              },
            ],
          };
    const min = flag(args, 'min');
    const spec = {
      scaleTargetRef: { apiVersion: object.apiVersion, kind: object.kind, name },
      maxReplicas: Number(max),
      ...(min !== undefined && { minReplicas: Number(min) }),
      ...metrics,
    };
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name, namespace: namespaceOf(args) },
      spec,
    };
    const outcome = yield { type: 'create', object: scaler, cause: { because: 'step' } };
    if (!outcome.ok) return yield* fail(outcome.message);
    if (!isSet(args, 'quiet')) yield print(`horizontalpodautoscaler.autoscaling/${name} autoscaled\n`);
    return 0;
  });
}
