// A running container's probes and exit, as the scenario's rules have them: when what happens by itself. Pure arithmetic
// in milliseconds. Source of the deadlines: failureThreshold × periodSeconds (pkg/kubelet/prober, v1.36).
import type { Probe } from '../objects.ts';
import type { ContainerActor } from './actor.ts';

const forever = 360_000_000;

const seconds = (value: number | undefined, otherwise: number): number => 1000 * (value || otherwise);

const moment = (value: number | 'never' | undefined, otherwise: number): number =>
  value === 'never' ? forever : (value ?? otherwise);

export function startupMs(container: ContainerActor): number {
  return moment(container.behaviour.started, 0);
}

/** When the startup probe has failed often enough for the container to be killed. */
export function startupDeadlineMs(probe: Probe): number {
  return (
    seconds(probe.initialDelaySeconds, 0) + seconds(probe.periodSeconds, 10) * Math.max(1, probe.failureThreshold ?? 0)
  );
}

/** When the liveness probe, failing from `liveMs` on, has failed often enough. */
export function livenessDeadlineMs(probe: Probe, liveMs: number): number {
  return liveMs + seconds(probe.periodSeconds, 10) * Math.max(1, probe.failureThreshold ?? 0);
}

/** From when the readiness probe succeeds, and the span in which it fails again. */
export function readySpan(container: ContainerActor, probe: Probe): { fromMs: number; offMs: number; onMs: number } {
  const { ready, unready } = container.behaviour;
  return {
    fromMs: moment(ready, seconds(probe.initialDelaySeconds, 0)),
    offMs: unready?.fromMs ?? 0,
    onMs: Math.min(unready?.toMs ?? 0, forever),
  };
}

export function periodMs(probe: Probe): number {
  return seconds(probe.periodSeconds, 10);
}

export function initialDelayMs(probe: Probe): number {
  return seconds(probe.initialDelaySeconds, 0);
}

/** The times after the start at which something changes by itself. */
export function moments(container: ContainerActor): readonly number[] {
  const { exit, liveMs } = container.behaviour;
  const { startupProbe, readinessProbe, livenessProbe } = container.spec;
  const out: number[] = [];
  if (exit) out.push(exit.afterMs);
  if (startupProbe) out.push(startupMs(container), startupDeadlineMs(startupProbe));
  if (readinessProbe) {
    const { fromMs, offMs, onMs } = readySpan(container, readinessProbe);
    out.push(fromMs, offMs, onMs);
  }
  if (livenessProbe && liveMs !== undefined) out.push(livenessDeadlineMs(livenessProbe, liveMs));
  return out;
}

/** What a failing probe says. */
export function probeAnswer(probe: Probe, ip: string): string {
  if (probe.httpGet) return 'HTTP probe failed with statuscode: 503';
  if (probe.tcpSocket) return `dial tcp ${ip}:${probe.tcpSocket.port}: connect: connection refused`;
  return probe.grpc ? 'service unhealthy (responded with "NOT_SERVING")' : '';
}
