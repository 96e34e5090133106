// kubectl command lines for a step of a scenario: what one usually tries, with the names that the workspace has.
import { type Text, text } from '../../text.ts';
import type { WorkspaceNames } from './workspaceNames.ts';

export interface CommandLine {
  readonly name: string;
  readonly about: Text;
}

interface Shape {
  /** As facts name it: with its group. */
  readonly type: string;
  /** `NAME` stands for the object. */
  readonly lines: readonly (readonly [line: string, about: Text])[];
}

const shapes: readonly Shape[] = [
  {
    type: 'apps/Deployment',
    lines: [
      ['rollout restart deployment/NAME', text('Make all pods anew', '重新创建所有 Pod')],
      ['rollout status deployment/NAME', text('Wait for the rollout', '等待发布完成')],
      ['rollout undo deployment/NAME', text('Back to the revision before', '回到上一个修订版本')],
      ['rollout pause deployment/NAME', text('Hold back changes', '暂停发布更改')],
      ['rollout resume deployment/NAME', text('Roll out what was held back', '继续发布')],
      ['scale deployment/NAME --replicas=5', text('Another number of pods', '改变 Pod 数量')],
      ['set image deployment/NAME app=IMAGE', text('Another image', '更换镜像')],
    ],
  },
  {
    type: 'apps/StatefulSet',
    lines: [
      ['rollout restart statefulset/NAME', text('Make all pods anew', '重新创建所有 Pod')],
      ['scale statefulset/NAME --replicas=5', text('Another number of pods', '改变 Pod 数量')],
      ['delete pod NAME-0', text('Delete the first pod', '删除第一个 Pod')],
    ],
  },
  {
    type: 'apps/DaemonSet',
    lines: [['rollout restart daemonset/NAME', text('Make all pods anew', '重新创建所有 Pod')]],
  },
  { type: 'batch/Job', lines: [['delete job NAME', text('Delete the Job and its pods', '删除 Job 及其 Pod')]] },
  { type: 'ConfigMap', lines: [['delete configmap NAME', text('Delete the ConfigMap', '删除 ConfigMap')]] },
];

const always: readonly CommandLine[] = [
  { name: 'cordon node-1', about: text('The node takes no new pods', '节点不再接收新的 Pod') },
  { name: 'uncordon node-1', about: text('The node takes pods again', '节点重新接收 Pod') },
  { name: 'drain node-1 --ignore-daemonsets', about: text('Evict all pods of the node', '驱逐节点上的所有 Pod') },
  { name: 'delete node node-1', about: text('The node is gone', '节点消失') },
  { name: 'taint node node-1 key=value:NoExecute', about: text('Taint the node', '给节点添加污点') },
  { name: 'get pods -o wide', about: text('Look at the pods', '查看 Pod') },
  { name: 'delete pod {oldest pod web-*}', about: text('Delete the oldest such pod', '删除最早的此类 Pod') },
];

export function commandLines(names: WorkspaceNames): readonly CommandLine[] {
  const named = shapes.flatMap(({ type, lines }) =>
    names
      .objects(type, undefined)
      .flatMap(({ name }) => lines.map(([line, about]) => ({ name: line.replaceAll('NAME', name), about }))),
  );
  return [...named, ...always];
}
