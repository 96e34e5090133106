// Everyone who acts in the simulated cluster: one literal list. A new controller is one file and one line here.
import { autoscalerController } from './controllers/autoscaler/autoscaler.ts';
import { cronJobController } from './controllers/cronJob.ts';
import { daemonSetController } from './controllers/daemonSet/daemonSet.ts';
import { deploymentController } from './controllers/deployment/deployment.ts';
import { disruptionController } from './controllers/disruption.ts';
import { garbageCollector } from './controllers/garbageCollector.ts';
import { jobController } from './controllers/job/job.ts';
import { localPathProvisioner } from './controllers/localPathProvisioner.ts';
import { namespaceController } from './controllers/namespace.ts';
import { nodeLifecycleController } from './controllers/nodeLifecycle.ts';
import { podCensus } from './controllers/podCensus.ts';
import { quotaController } from './controllers/quota.ts';
import { replicaSetController, replicationController } from './controllers/replicaSet.ts';
import { statefulSetController } from './controllers/statefulSet/statefulSet.ts';
import { taintEvictionController } from './controllers/taintEviction.ts';
import { ttlController } from './controllers/ttl.ts';
import type { Controller } from './frame.ts';
import { kubeletController } from './kubelet/kubelet.ts';
import { endpointSliceController } from './network/endpointSlices.ts';
import { endpointsController } from './network/endpoints.ts';
import { schedulerController } from './scheduler/scheduler.ts';
import { ephemeralController } from './storage/ephemeral.ts';
import { expansionController } from './storage/expansion.ts';
import { claimProtection, volumeProtection } from './storage/protection.ts';
import { volumeController } from './storage/volumeController.ts';

export function controllers(): readonly Controller[] {
  const census = podCensus();
  return [
    deploymentController(),
    replicaSetController(census),
    replicationController(census),
    statefulSetController(),
    daemonSetController(),
    jobController(),
    cronJobController(),
    ttlController(),
    disruptionController(),
    autoscalerController(),
    quotaController(),
    nodeLifecycleController(),
    taintEvictionController(),
    garbageCollector(),
    namespaceController(),
    schedulerController(),
    kubeletController(),
    volumeController(),
    localPathProvisioner(),
    ephemeralController(),
    expansionController(),
    claimProtection(),
    volumeProtection(),
    endpointsController(),
    endpointSliceController(),
  ];
}
