// Every word of the panel in both languages. Kubernetes' own words (kinds, conditions, reasons, statuses) are not here:
// they stay as kubectl prints them.
import { pick, text } from '../../server/src/core/text.ts';
import type { PanelStart } from '../../server/src/protocol.ts';

const words = {
  waiting: text('Running the simulation…', '正在模拟…'),
  emptyHelp: text(
    'Write an object with apiVersion and kind, or open a manifest and press Simulate.',
    '写一个带 apiVersion 和 kind 的对象，或打开清单并点击“模拟运行”。',
  ),
  alongside: text('needed from other files', '来自其他文件的所需对象'),
  notSimulated: text('not simulated', '未模拟'),
  play: text('Play', '播放'),
  pause: text('Pause', '暂停'),
  back: text('Previous change ( , )', '上一个变化（,）'),
  forward: text('Next change ( . )', '下一个变化（.）'),
  toStart: text('To the start (Home)', '回到开头（Home）'),
  toEnd: text('To the end (End)', '跳到结尾（End）'),
  speed: text('Speed', '速度'),
  time: text('Time', '时间'),
  timeline: text('Timeline', '时间线'),
  pods: text('Pods without an owner', '无所有者的 Pod'),
  zoomIn: text('Closer ( + or Ctrl+wheel)', '放大（+ 或 Ctrl+滚轮）'),
  zoomOut: text('Wider ( - )', '缩小（-）'),
  fit: text('The whole run, or where things happen ( 0 )', '整个过程，或仅变化的部分（0）'),
  noLanes: text('no pod and no workload in this run', '此次运行中没有 Pod 和工作负载'),
  cluster: text('Cluster', '集群'),
  console: text('Console', '控制台'),
  findings: text('Findings', '问题'),
  noFindings: text('nothing to find fault with: everything has what it asks for', '未发现问题：一切都满足其要求'),
  events: text('Events', '事件'),
  object: text('Object', '对象'),
  why: text('Why', '原因'),
  unscheduled: text('No node yet', '尚未分配节点'),
  noPods: text('no pods', '没有 Pod'),
  more: text('more', '更多'),
  cpu: text('CPU', 'CPU'),
  memory: text('Memory', '内存'),
  requestedOf: text('requested of', '已请求，可分配'),
  desired: text('desired', '期望'),
  updated: text('updated', '已更新'),
  ready: text('ready', '就绪'),
  available: text('available', '可用'),
  band: text('allowed by maxSurge and maxUnavailable', 'maxSurge 与 maxUnavailable 允许的范围'),
  noEvents: text('no events yet', '尚无事件'),
  selectSomething: text('select a pod or an object to see it here', '选择一个 Pod 或对象，在此查看'),
  notThere: text('does not exist at this time', '此刻不存在'),
  changedBy: text('last change', '最近变化'),
  openInFile: text('Show in the file', '在文件中显示'),
  commandHint: text(
    'a kubectl command; Tab completes, Up and Down bring back earlier ones',
    'kubectl 命令；Tab 补全，上下键找回之前的命令',
  ),
  completions: text('What may follow', '可选的后续内容'),
  readOnly: text(
    'this changes the cluster or waits: press Enter to run everything anew with it at this time',
    '此命令会更改集群或等待：按 Enter 键，在此刻加入它并重新运行',
  ),
  tryIt: text('Run it at this time', '在此刻运行'),
  tried: text('Commands in this run', '此次运行中的命令'),
  undoIt: text('take back', '撤销'),
  network: text('Network', '网络'),
  config: text('Config', '配置'),
  storage: text('Storage', '存储'),
  noServices: text('no Services', '没有 Service'),
  noEndpoints: text('no endpoints', '没有端点'),
  noContainers: text('no pods yet', '尚无 Pod'),
  noClaims: text('no claims', '没有存储声明'),
  volumes: text('Volumes', '卷'),
  classes: text('Storage classes', '存储类'),
  claims: text('Claims', '声明'),
  name: text('Name', '名称'),
  value: text('Value', '值'),
  source: text('From', '来源'),
  ofServices: text('of Services', '来自 Service'),
  files: text('Files', '文件'),
  envStays: text(
    'read when the container starts: a changed ConfigMap or Secret reaches it only by a restart',
    '在容器启动时读取：ConfigMap 或 Secret 更改后，只有重启才会生效',
  ),
  fileFollows: text('follows changes within about a minute', '约一分钟内随更改更新'),
  fileStays: text('mounted by subPath: does not follow changes', '以 subPath 挂载：不随更改更新'),
  readOnlyMount: text('read-only', '只读'),
  noVariables: text('none but those of Services', '除 Service 变量外没有其他变量'),
  routes: text('Routes', '路由'),
  from: text('From', '来自'),
  request: text('Follow a request to', '追踪请求，目标'),
  requestFrom: text('from', '来自'),
  outside: text('outside the cluster', '集群外部'),
  environment: text('Environment', '环境变量'),
  mounts: text('Mounts', '挂载'),
  writes: text('What led to it, change by change', '导致此状态的各次变化'),
  endpoints: text('Endpoints', '端点'),
  address: text('Address', '地址'),
  ports: text('Ports', '端口'),
} as const;

export type Word = keyof typeof words;
export type Say = (word: Word) => string;

export function speaker(locale: PanelStart['locale']): Say {
  return (word) => pick(words[word], locale);
}

/** `8.2 s`, `1 m 05 s`, `2 h 10 m`: a time of the run; `stepMs`: what it has to be told apart from. */
export function clock(ms: number, stepMs = 1000): string {
  const seconds = ms / 1000;
  const digits = stepMs < 100 ? 2 : 1;
  if (seconds < 60) return `${seconds.toFixed(digits)} s`;
  if (stepMs < 1000 && seconds < 3600) {
    const rest = (seconds % 60).toFixed(digits).padStart(digits + 3, '0');
    return `${Math.floor(seconds / 60)} m ${rest} s`;
  }
  const whole = Math.floor(seconds);
  if (stepMs >= 60_000 && whole < 3600) return `${Math.floor(whole / 60)} m`;
  const two = (n: number): string => String(n).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} m`;
}
