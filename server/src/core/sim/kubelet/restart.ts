// Whether a container that exited is started again. Source: pkg/api/v1/pod/util.go ContainerShouldRestart (v1.36). Pure.
import type { Container, PodSpec } from '../objects.ts';

export function shouldRestart(container: Container, pod: PodSpec, exitCode: number): boolean {
  if (container.restartPolicy !== undefined) {
    if (ruleSaysRestart(container, exitCode)) return true;
    if (container.restartPolicy === 'Always') return true;
    if (container.restartPolicy === 'OnFailure') return exitCode !== 0;
    if (container.restartPolicy === 'Never') return false;
  }
  if (pod.restartPolicy === 'OnFailure') return exitCode !== 0;
  return pod.restartPolicy !== 'Never';
}

function ruleSaysRestart(container: Container, exitCode: number): boolean {
  const rule = container.restartPolicyRules?.find(({ exitCodes }) => {
    const listed = exitCodes?.values?.includes(exitCode) ?? false;
    return exitCodes?.operator === 'In' ? listed : exitCodes?.operator === 'NotIn' && !listed;
  });
  return rule?.action === 'Restart' || rule?.action === 'RestartAllContainers';
}
