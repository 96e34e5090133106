// A preStop hook that cannot end within the grace period: the kubelet kills the container in the middle of it.
import { isJsonObject } from '../../apiserver/types.ts';
import { type Text, text } from '../../text.ts';
import type { Container, Pod } from '../objects.ts';
import { endOfCommand } from './shellTime.ts';

/** The grace period when a pod names none. */
const defaultGraceSeconds = 30;

export interface LongHook {
  /** `spec.containers[0].lifecycle.preStop.exec.command`. */
  readonly field: string;
  readonly says: Text;
}

export function longHooks({ spec }: Pod): readonly LongHook[] {
  const grace = spec.terminationGracePeriodSeconds ?? defaultGraceSeconds;
  return spec.containers.flatMap((container, at) => {
    const seconds = hookSeconds(container);
    if (seconds === undefined || seconds < grace) return [];
    const says = text(
      `preStop of container "${container.name}" takes ${seconds} s, and the pod has ${grace} s in all to end: it is killed before it is told to stop; raise terminationGracePeriodSeconds or shorten the hook`,
      `容器 "${container.name}" 的 preStop 需要 ${seconds} 秒，而 Pod 总共只有 ${grace} 秒来结束：它在收到停止信号之前就会被强制终止；请增大 terminationGracePeriodSeconds 或缩短钩子`,
    );
    return [{ field: `spec.containers[${at}].lifecycle.preStop`, says }];
  });
}

function hookSeconds({ lifecycle }: Container): number | undefined {
  const hook: unknown = lifecycle?.preStop;
  if (!isJsonObject(hook as never)) return undefined;
  const { sleep, exec } = hook as {
    readonly sleep?: { readonly seconds?: number };
    readonly exec?: { readonly command?: readonly string[] };
  };
  if (typeof sleep?.seconds === 'number') return sleep.seconds;
  return Array.isArray(exec?.command) ? endOfCommand(exec.command.map(String))?.afterSeconds : undefined;
}
