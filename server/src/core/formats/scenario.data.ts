// The keys of scenario files (`kpod.scenario.yaml`): nodes, how containers behave, and what people do when.
import { text } from '../text.ts';
import { type FormField, formatOf } from './format.ts';

const time = (en: string, zh: string, ...words: readonly string[]): FormField => ({
  type: 'any',
  about: text(en, zh),
  time: words,
});
const key = (type: string, en: string, zh: string): FormField => ({ type, about: text(en, zh) });

export const scenarioFormat = formatOf({
  id: 'scenario',
  root: 'Scenario',
  apiVersion: '',
  kindName: 'Scenario',
  manifestsAt: ['steps[*].apply', 'nodes[*].staticPods'],
  types: {
    Scenario: {
      about: text('What a simulated cluster goes through', '模拟集群所经历的过程'),
      required: ['steps'],
      fields: {
        name: key('string', 'A name for reports', '用于报告的名称'),
        about: key('string', 'What it shows', '它展示什么'),
        until: time('When observation ends, such as `60s`; default `60s`', '观察何时结束，例如 `60s`；默认 `60s`'),
        nodes: key(
          '[]ScenarioNode',
          'The nodes; default three of 4 CPU, 8Gi and 110 pods',
          '节点；默认三个，各 4 CPU、8Gi、110 个 Pod',
        ),
        kubelet: key(
          '[]KubeletRule',
          'How containers behave; for each property the first matching rule that states it counts',
          '容器的行为；对每个属性，以第一条声明它的匹配规则为准',
        ),
        load: key(
          '[]ScenarioLoad',
          'What pods use: with it the cluster has a metrics server',
          'Pod 的用量：有了它，集群便有指标服务器',
        ),
        steps: key('[]ScenarioStep', 'What people do, and when', '人们何时做什么'),
        placement: {
          type: 'string',
          values: ['determined'],
          about: text('The node of every pod follows from the manifests', '每个 Pod 的节点由清单决定'),
        },
        startSecond: key('integer', 'The second of the minute at which the clock starts', '时钟从该分钟的第几秒开始'),
        controlPlane: key('ControlPlane', 'Settings of the control plane', '控制平面的设置'),
      },
    },
    ScenarioNode: {
      about: text('A node, or several alike', '一个节点，或多个相同的节点'),
      required: ['name'],
      fields: {
        name: key('string', 'Its name; of several, the first one’s', '名称；若有多个，则为第一个的名称'),
        count: key('integer', 'How many alike', '相同节点的数量'),
        labels: key('{}string', 'Labels', '标签'),
        annotations: key('{}string', 'Annotations', '注解'),
        taints: key('[]NodeTaint', 'Taints', '污点'),
        capacity: key('{}any', 'cpu, memory, pods, ephemeral-storage', 'cpu、memory、pods、ephemeral-storage'),
        unschedulable: key('boolean', 'It is cordoned', '已被隔离'),
        staticPods: key(
          'string',
          'Manifests of pods that its kubelet runs by itself',
          '由其 kubelet 自行运行的 Pod 清单',
        ),
      },
    },
    NodeTaint: {
      about: text('A taint', '污点'),
      required: ['key', 'effect'],
      fields: {
        key: key('string', 'Its key', '键'),
        value: key('string', 'Its value', '值'),
        effect: {
          type: 'string',
          values: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
          about: text('What it does to pods that do not tolerate it', '对不容忍它的 Pod 的作用'),
        },
      },
    },
    KubeletRule: {
      about: text('How matching containers behave', '匹配的容器如何表现'),
      fields: {
        match: key('KubeletMatch', 'Which containers; all without it', '哪些容器；省略则匹配全部'),
        pull: time(
          'How long a pull takes, `fails`, or `present`; default 200ms',
          '拉取耗时、`fails` 或 `present`；默认 200ms',
          'fails',
          'present',
        ),
        start: time('From created to started; default 100ms', '从创建到启动的时间；默认 100ms'),
        started: time('When the startup probe succeeds, or `never`', '启动探针何时成功，或 `never`', 'never'),
        ready: time('When the readiness probe succeeds, or `never`', '就绪探针何时成功，或 `never`', 'never'),
        unready: key('string', 'A span in which it fails again: `6s..9s`', '其间再次失败的时段：`6s..9s`'),
        live: time('How long the liveness probe succeeds', '存活探针成功多久'),
        exit: key('ContainerExit', 'It ends by itself', '它会自行结束'),
        stop: key(
          'ContainerExit',
          'How it ends after the signal; default 100ms, code 0',
          '收到信号后如何结束；默认 100ms，退出码 0',
        ),
        mount: {
          type: 'string',
          values: ['fails'],
          about: text('Its volumes cannot be mounted', '其卷无法挂载'),
        },
        postStart: time('How long the postStart hook takes, or `fails`', 'postStart 钩子耗时，或 `fails`', 'fails'),
      },
    },
    KubeletMatch: {
      about: text('Which containers; globs', '哪些容器；可用 glob'),
      fields: {
        pod: key('string', 'Name of the pod, such as `web-*`', 'Pod 名称，例如 `web-*`'),
        container: key('string', 'Name of the container', '容器名称'),
        image: key('string', 'Its image', '其镜像'),
        node: key('string', 'Its node', '其节点'),
        volume: key('string', 'Name of a volume, for `mount`', '卷名称，用于 `mount`'),
        restart: key('any', 'Restarts so far, such as `">=1"`', '迄今的重启次数，例如 `">=1"`'),
        after: time('Not before this time of the run', '运行的这一时刻之前不适用'),
      },
    },
    ContainerExit: {
      about: text('How a container ends', '容器如何结束'),
      fields: {
        code: key('integer', 'Exit code', '退出码'),
        after: time('So long after the start, or after the signal', '启动或收到信号后多久'),
        reason: {
          type: 'string',
          values: ['OOMKilled', 'Error', 'Completed'],
          about: text('The reason told', '所报告的原因'),
        },
      },
    },
    ScenarioLoad: {
      about: text('What pods use', 'Pod 的用量'),
      fields: {
        match: key('KubeletMatch', 'Which pods', '哪些 Pod'),
        cpu: key('any', 'Such as `250m`', '例如 `250m`'),
        memory: key('any', 'Such as `200Mi`', '例如 `200Mi`'),
        storage: key('any', 'Of the node’s disk, such as `1Gi`', '节点磁盘用量，例如 `1Gi`'),
        metric: key(
          'string',
          'A metric that a metrics adapter serves, for autoscalers',
          '由指标适配器提供、供自动扩缩器使用的指标',
        ),
        value: key('any', 'What the metric is, such as `200` or `100m`', '该指标的值，例如 `200` 或 `100m`'),
        from: time('From this time of the run', '从运行的这一时刻起'),
        to: time('To this time of the run', '到运行的这一时刻止'),
        shared: key('boolean', 'The amount is shared by all such pods', '该用量由所有此类 Pod 分担'),
      },
    },
    ScenarioStep: {
      about: text('One thing that happens', '发生的一件事'),
      required: ['at'],
      fields: {
        at: time('Time since the start, such as `5s`', '自开始以来的时间，例如 `5s`'),
        apply: key('string', 'Manifests, as for `kubectl apply -f -`', '清单，如同 `kubectl apply -f -`'),
        kubectl: {
          type: 'string',
          from: 'command',
          about: text('A command line without `kubectl`', '不含 `kubectl` 的命令行'),
        },
        node: key('ScenarioNode', 'A node joins', '一个节点加入'),
        kubelet: key(
          'KubeletStep',
          'The kubelet of a node falls silent, or speaks again',
          '节点的 kubelet 停止上报，或恢复',
        ),
      },
    },
    KubeletStep: {
      about: text('What happens to a kubelet', 'kubelet 发生什么'),
      fields: {
        stop: key('string', 'The node whose kubelet falls silent', '其 kubelet 停止上报的节点'),
        resume: key('string', 'The node whose kubelet speaks again', '其 kubelet 恢复上报的节点'),
      },
    },
    ControlPlane: {
      about: text('Settings of the control plane', '控制平面的设置'),
      fields: {
        controllerFlags: key('string', 'Flags of kube-controller-manager', 'kube-controller-manager 的参数'),
        heartbeat: time('How often kubelets report', 'kubelet 上报的间隔'),
      },
    },
  },
});
