// What kept kubectl from getting an answer at all, for people: what is wrong, why it matters, what to do. What a server
// says of an object is no problem of this kind.
import { type Text, text } from '../text.ts';
import type { ClusterTarget, KubectlRun } from './calls.ts';
import { withoutNoise } from './refusals.ts';

/** Undefined when the run came to an answer, be it a refusal. */
export function problemOf(run: KubectlRun, target: ClusterTarget): Text | undefined {
  if (run.failure) return failures[run.failure](target);
  if (run.code === 0) return undefined;
  const words = withoutNoise(run.stderr).trim();
  const last = lastLine(words) || lastLine(run.stderr);
  const known = /^Error from server \((?!NotFound\))/.test(words)
    ? undefined
    : problems.find(({ sign }) => sign.test(words));
  if (known) return known.say(target, lineWith(words, known.sign));
  // A list of API groups that nobody gives: another kind of server answers there.
  if (/couldn't get current server API group list/.test(run.stderr)) return unreachable(target, last);
  return undefined;
}

/** What kubectl says of its own kubeconfig, where nothing better is known. */
export function kubeconfigProblem({ stderr }: KubectlRun, { kubectl }: ClusterTarget): Text {
  const words = stderr.trim() || 'no output';
  return text(
    `"${kubectl}" does not tell its contexts, so no cluster was asked: ${words}; see whether "kubectl config view" works in a terminal`,
    `"${kubectl}" 没有给出上下文，因此没有询问任何集群：${words}；请在终端中确认 "kubectl config view" 是否可用`,
  );
}

/** What a refused question for objects says. */
export function saidOf({ stderr }: KubectlRun): Text {
  const words = withoutNoise(stderr).trim();
  return text(
    `the cluster did not hand everything out: ${words}; ask for the right, or choose another context`,
    `集群没有给出全部内容：${words}；请申请权限，或选择其他上下文`,
  );
}

type Say = (target: ClusterTarget, words: string) => Text;

const unreachable: Say = ({ context }, words) =>
  text(
    `the cluster of context "${context}" cannot be reached, so it was not asked: ${words}; check the network, the VPN and the context, then try again`,
    `无法连接上下文 "${context}" 的集群，因此没有询问它：${words}；请检查网络、VPN 和上下文后重试`,
  );

const failures: Readonly<Record<NonNullable<KubectlRun['failure']>, (target: ClusterTarget) => Text>> = {
  missing: ({ kubectl }) =>
    text(
      `there is no program "${kubectl}", and kpod asks a cluster only through kubectl; install kubectl, or name it in the setting kpod.cluster.kubectl`,
      `找不到程序 "${kubectl}"，而 kpod 只通过 kubectl 询问集群；请安装 kubectl，或在设置 kpod.cluster.kubectl 中指定`,
    ),
  'not-executable': ({ kubectl }) =>
    text(
      `"${kubectl}" could not be run, and kpod asks a cluster only through kubectl; make it executable, or name another in the setting kpod.cluster.kubectl`,
      `无法运行 "${kubectl}"，而 kpod 只通过 kubectl 询问集群；请使其可执行，或在设置 kpod.cluster.kubectl 中指定其他程序`,
    ),
  timeout: ({ context, timeoutSeconds }) =>
    text(
      `kubectl gave no answer in time for context "${context}" and was ended; sign in where the context needs it, or raise kpod.cluster.requestTimeout (${timeoutSeconds} s)`,
      `kubectl 没有及时答复（上下文 "${context}"），已被终止；请先登录（如该上下文需要），或调大 kpod.cluster.requestTimeout（${timeoutSeconds} 秒）`,
    ),
};

const problems: readonly { readonly sign: RegExp; readonly say: Say }[] = [
  {
    sign: /context "[^"]*" does not exist|context was not found for specified context/,
    say: ({ context }) =>
      text(
        `the kubeconfig has no context "${context}", so no cluster was asked; choose another with "kpod: Choose Cluster Context"`,
        `kubeconfig 中没有上下文 "${context}"，因此没有询问任何集群；请用“kpod: 选择集群上下文”另选`,
      ),
  },
  {
    sign: /You must be logged in to the server|the server has asked for the client to provide credentials|getting credentials: |\bUnauthorized\b/,
    say: ({ context }, words) =>
      text(
        `the cluster of context "${context}" does not know who asks: ${words}; sign in as you do for kubectl, then try again`,
        `上下文 "${context}" 的集群无法确认请求者的身份：${words}；请像使用 kubectl 时一样登录后重试`,
      ),
  },
  {
    sign: /context deadline exceeded|Client\.Timeout|i\/o timeout|TLS handshake timeout|net\/http: request canceled/,
    say: ({ context, timeoutSeconds }, words) =>
      text(
        `the cluster of context "${context}" did not answer within ${timeoutSeconds} s: ${words}; check the network and the VPN, or raise kpod.cluster.requestTimeout`,
        `上下文 "${context}" 的集群在 ${timeoutSeconds} 秒内没有答复：${words}；请检查网络和 VPN，或调大 kpod.cluster.requestTimeout`,
      ),
  },
  {
    sign: /Unable to connect to the server|The connection to the server .* was refused|dial tcp|failed to download openapi|x509: |the server could not find the requested resource/,
    say: unreachable,
  },
  {
    sign: /unknown flag: |invalid argument "\w+" for "--dry-run/,
    say: ({ kubectl }, words) =>
      text(
        `"${kubectl}" is too old for this: ${words}; install kubectl 1.18 or newer, or name it in the setting kpod.cluster.kubectl`,
        `"${kubectl}" 版本过旧：${words}；请安装 kubectl 1.18 或更新的版本，或在设置 kpod.cluster.kubectl 中指定`,
      ),
  },
  {
    sign: /^error: (?:error loading config file|invalid configuration|no configuration has been provided)|couldn't get version\/kind|yaml: line \d+/i,
    say: (_, words) =>
      text(
        `kubectl cannot read its kubeconfig, so no cluster was asked: ${words}; put it right and try again`,
        `kubectl 无法读取 kubeconfig，因此没有询问任何集群：${words}；请修正后重试`,
      ),
  },
];

/** The line that says it; signs may span none. */
function lineWith(words: string, sign: RegExp): string {
  const line = words.split('\n').findLast((candidate) => sign.test(candidate));
  return line === undefined ? lastLine(words) : lastLine(line);
}

function lastLine(words: string): string {
  return (
    words
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^error: /i, '')
      .trim() ?? ''
  );
}
