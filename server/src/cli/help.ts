// What `kpod help` and `kpod COMMAND --help` print: for somebody who has never seen it, in both languages.
import { type Locale, pick, type Text, text } from '../core/text.ts';
import { scenarioHelp } from './scenarioHelp.ts';

const overview = text(
  `kpod: Kubernetes manifests, checked and simulated without a cluster

Try it:
  kpod check .                                 findings in all manifests below this folder
  kpod simulate web.yaml                       what a cluster would make of them, over time
  kpod explain deployment.spec.strategy        what a field is

Commands:
  check FILE|FOLDER|GLOB|-…    what the API server would refuse, what does not fit together, good practice
  simulate FILE…|SCENARIO      apply manifests to a simulated cluster and watch
  why KIND/NAME FILE…|SCENARIO why an object is as it is, cause by cause, down to the field
  changes --from V FILE…       what another Kubernetes version would change for manifests
  explain KIND[.FIELD…]        a field's type, default and description
  rules [ID]                   the rules, or one with reason, remedy and examples
  snippets [PREFIX]            the snippets, or one of them
  lsp --stdio                  the language server, for any editor
  admit, decide TOPIC          verdicts and decisions, JSON lines in and out
  version

  kpod COMMAND --help          options and examples of a command
  kpod help scenario           what may stand in a scenario file

Settings for a folder and all below it stand in .kpod.yaml; editor and command line read the same file.
Exit codes: 0 nothing found, 1 findings, 2 wrong usage or unreadable files, 70 a bug of kpod's.
`,
  `kpod：无需集群即可检查和模拟 Kubernetes 清单

快速上手：
  kpod check .                                 检查当前目录下的所有清单
  kpod simulate web.yaml                       查看集群随时间会如何处理它们
  kpod explain deployment.spec.strategy        说明某个字段

命令：
  check 文件|目录|GLOB|-…      API server 会拒绝什么、哪些部分不匹配、最佳实践
  simulate 文件…|场景          将清单应用到模拟集群并观察
  why 类型/名称 文件…|场景     对象为何如此：逐个原因，直至清单字段
  changes --from 版本 文件…    换用其他 Kubernetes 版本会给清单带来什么变化
  explain 类型[.字段…]         字段的类型、默认值和说明
  rules [ID]                   所有规则；或某条规则的原因、做法和示例
  snippets [前缀]              所有代码片段，或其中一个
  lsp --stdio                  语言服务器，可用于任何编辑器
  admit、decide 主题           裁决与决策，以 JSON 行输入输出
  version

  kpod 命令 --help             某个命令的选项和示例
  kpod help scenario           场景文件中可以写什么

目录及其下所有内容的设置写在 .kpod.yaml 中；编辑器和命令行读取同一文件。
退出码：0 没有发现，1 有发现，2 用法错误或文件无法读取，70 kpod 自身的缺陷。
`,
);

const pages: Readonly<Record<string, Text>> = {
  check: text(
    `kpod check FILE|FOLDER|GLOB|-…

Finds what the API server would refuse, references that lead nowhere, and what good practice advises against.
Folders are searched for *.yaml, *.yml and *.json; what is no manifest is passed over. "-" reads a pipe.

  --format human|json|sarif|junit|github   default human
  --fail-on error|warning|info|hint        exit code 1 from this severity on; default error
  --kubernetes-version 1.36                default the newest, or what .kpod.yaml says
  --profile NAME                           recommended, strict, pss-baseline, pss-restricted, kube-linter, kube-score
  --rule ID=LEVEL                          off, hint, info, warning, error; may be given again
  --fix                                    write every obvious fix into the files, then check
  --quiet                                  print only what --fail-on counts, and no summary
  --locale en|zh-cn                        default as LANG says

Examples:
  kpod check .
  kpod check 'deploy/**/*.yaml' --fail-on warning
  helm template web ./chart | kpod check -
  kubectl kustomize overlays/prod | kpod check - --profile pss-restricted
  kpod check . --format sarif > kpod.sarif

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or unreadable files.
`,
    `kpod check 文件|目录|GLOB|-…

找出 API server 会拒绝的内容、无效的引用，以及不符合最佳实践之处。
在目录中查找 *.yaml、*.yml 和 *.json；不是清单的文件会被跳过。"-" 表示读取管道。

  --format human|json|sarif|junit|github   默认 human
  --fail-on error|warning|info|hint        从此级别起退出码为 1；默认 error
  --kubernetes-version 1.36                默认为最新版本，或 .kpod.yaml 中的设置
  --profile 名称                           recommended、strict、pss-baseline、pss-restricted、kube-linter、kube-score
  --rule ID=级别                           off、hint、info、warning、error；可多次给出
  --fix                                    将所有明显的修复写入文件，然后检查
  --quiet                                  只输出 --fail-on 所计的发现，不输出汇总
  --locale en|zh-cn                        默认取决于 LANG

示例：
  kpod check .
  kpod check 'deploy/**/*.yaml' --fail-on warning
  helm template web ./chart | kpod check -
  kubectl kustomize overlays/prod | kpod check - --profile pss-restricted
  kpod check . --format sarif > kpod.sarif

退出码：0 没有达到 --fail-on 的发现，1 有发现，2 用法错误或文件无法读取。
`,
  ),
  changes: text(
    `kpod changes --from 1.30 [--to 1.36] FILE|FOLDER|GLOB…

Says as Markdown what another Kubernetes version would change: APIs that are removed or deprecated, what else would be
wrong, fields with other defaults, new fields of the types in use.

  --from VERSION --to VERSION              default of --to is the newest
  --locale en|zh-cn                        default as LANG says

Exit codes: 0 nothing breaks, 1 something would be wrong, 2 wrong usage or unreadable files.
`,
    `kpod changes --from 1.30 [--to 1.36] 文件|目录|GLOB…

以 Markdown 说明换用其他 Kubernetes 版本的影响：被移除或弃用的 API、将出现的问题、默认值不同的字段、所用类型的新字段。

  --from 版本 --to 版本                    --to 默认为最新版本
  --locale en|zh-cn                        默认取决于 LANG

退出码：0 没有影响，1 将出现问题，2 用法错误或文件无法读取。
`,
  ),
  simulate: text(
    `kpod simulate FILE…|FOLDER|SCENARIO
kpod simulate --from FILE|FOLDER --to FILE|FOLDER

Applies manifests to a simulated cluster, rolls one version over another, or plays a scenario, and prints what happens.

  --from V1 --to V2                        V2 is applied over V1 once that is at rest
  --expect 'available(Deployment/web) >= 2'   a promise: holds from the first moment at which it holds; may be given
                                           again. Counts: available, ready, updated, replicas, unavailable, succeeded,
                                           failed, active, restarts; behind it "within 30s", "at 30s" or "at end"
  --format text|json|markdown|html         default text; html is the panel itself, in one file
  --until 10m                              how long to watch at most
  --json                                   the trace
  --facts FILE                             watch events and kubectl outputs, as recorded control planes have them
  --seed N                                 another run of chance; default 1
  --kubernetes-version 1.36 --locale en|zh-cn

Examples:
  kpod simulate web.yaml
  kpod simulate --from v1/ --to v2/ --expect 'available(Deployment/web) >= 2'
  kpod simulate web.yaml --format html > web.html

Exit codes: 0 all ready, 1 something is refused or not ready; with promises: 0 all kept, 1 one is broken; 2 wrong usage or unreadable files.
`,
    `kpod simulate 文件…|目录|场景
kpod simulate --from 文件|目录 --to 文件|目录

将清单应用到模拟集群、用一个版本更新另一个版本，或播放一个场景，并输出发生的事情。

  --from V1 --to V2                        V1 稳定后将 V2 应用于其上
  --expect 'available(Deployment/web) >= 2'   承诺：从首次满足起必须一直满足；可多次给出。可计数：available、ready、
                                           updated、replicas、unavailable、succeeded、failed、active、restarts；
                                           其后可写 "within 30s"、"at 30s" 或 "at end"
  --format text|json|markdown|html         默认 text；html 即面板本身，单个文件
  --until 10m                              最长观察时间
  --json                                   输出轨迹
  --facts 文件                             按真实控制平面录制的形式输出 watch 事件和 kubectl 输出
  --seed N                                 另一次随机过程；默认 1
  --kubernetes-version 1.36 --locale en|zh-cn

示例：
  kpod simulate web.yaml
  kpod simulate --from v1/ --to v2/ --expect 'available(Deployment/web) >= 2'
  kpod simulate web.yaml --format html > web.html

退出码：0 全部就绪，1 有对象被拒绝或未就绪；有承诺时：0 全部兑现，1 有承诺未兑现；2 用法错误或文件无法读取。
`,
  ),
  why: text(
    `kpod why [KIND/NAME] FILE…|FOLDER|SCENARIO

Plays the manifests or the scenario and prints why an object is as it is: the chain of causes from what one sees to the
field of the manifest. Without a name: everything that has something to explain. A name may be the beginning of one, or
have *.

  --at 30s                                 at this time of the run; default its end
  --namespace NAME                         default "default"
  --format text|json                       default text
  --seed N --kubernetes-version 1.36 --locale en|zh-cn

Examples:
  kpod why pod/web web.yaml
  kpod why svc/web deploy/
  kpod why deploy/web update.yaml --at 20s

Exit codes: 0 nothing is wrong with it, 1 something is, 2 wrong usage or unreadable files.
`,
    `kpod why [类型/名称] 文件…|目录|场景

播放清单或场景，并输出对象为何如此：从所见现象到清单字段的原因链。不给名称时：所有需要解释的对象。名称可以只写开头，
或包含 *。

  --at 30s                                 运行的这一时刻；默认为结束时
  --namespace 名称                         默认 "default"
  --format text|json                       默认 text
  --seed N --kubernetes-version 1.36 --locale en|zh-cn

示例：
  kpod why pod/web web.yaml
  kpod why svc/web deploy/
  kpod why deploy/web update.yaml --at 20s

退出码：0 没有问题，1 有问题，2 用法错误或文件无法读取。
`,
  ),
  explain: text(
    `kpod explain KIND[.FIELD…]

What a field is: type, default, allowed values, description, and the fields below it.

  --recursive                              all fields below, with their types
  --api-version apps/v1                    where several groups or versions have the kind
  --kubernetes-version 1.36                default the newest
  --locale en|zh-cn

Examples:
  kpod explain deploy.spec.strategy
  kpod explain pod.spec.containers.livenessProbe --recursive
`,
    `kpod explain 类型[.字段…]

说明一个字段：类型、默认值、允许的值、说明，以及其下的字段。

  --recursive                              其下所有字段及其类型
  --api-version apps/v1                    当多个组或版本有此类型时
  --kubernetes-version 1.36                默认为最新版本
  --locale en|zh-cn

示例：
  kpod explain deploy.spec.strategy
  kpod explain pod.spec.containers.livenessProbe --recursive
`,
  ),
};

/** The page of a command, or the overview. */
export function helpFor(command: string | undefined, locale: Locale): string {
  if (command === 'scenario') return scenarioHelp(locale);
  const page = command !== undefined && Object.hasOwn(pages, command) ? pages[command] : undefined;
  return pick(page ?? overview, locale);
}
