// `kubectl exec POD -- COMMAND`: nothing runs in simulated containers, but what the cluster decides can be asked from one:
// requests (curl, wget, nc), names (nslookup), the environment, the resolver. Source: kubectl/pkg/cmd/exec/exec.go (v1.36).

import { containerEnvironment } from '../../environment/containerEnvironment.ts';
import { podResolver } from '../../environment/dns.ts';
import { filesOf, mountOf } from '../../environment/mountedFiles.ts';
import type { ClusterView, Command } from '../../frame.ts';
import { clusterDns, clusterDomain, lookUp } from '../../network/dnsLookup.ts';
import { type RequestTrace, readUrl, traceRequest } from '../../network/requestTrace.ts';
import type { Service } from '../../network/shapes.ts';
import type { Container, Pod } from '../../objects.ts';
import { type Doing, fail, namespaceOf, print } from '../command.ts';
import { type Arguments, flag } from '../flags.ts';

type Program = (view: ClusterView, pod: Pod, container: Container, args: readonly string[]) => Doing<number>;

const programs: Readonly<Record<string, Program>> = {
  curl: (view, pod, _container, args) => curl(view, pod, args),
  wget: (view, pod, _container, args) => wget(view, pod, args),
  nc: (view, pod, _container, args) => netcat(view, pod, args),
  nslookup: (view, pod, _container, args) => nslookup(view, pod, args),
  env: (view, pod, container) => environment(view, pod, container, undefined),
  printenv: (view, pod, container, [name]) => environment(view, pod, container, name),
  hostname: (_view, pod) => say(`${hostnameOf(pod)}\n`),
  cat: (view, pod, container, [file]) => cat(view, pod, container, file),
};

export function* exec(view: ClusterView, args: Arguments): Command {
  const [target = '', ...more] = args.words;
  const pod = podOf(view, target, args);
  if (typeof pod === 'string') return yield* say(`${pod}\n`, 1);
  const [program = '', ...rest] = args.rest.length > 0 ? args.rest : more;
  if (program === '') return yield* fail('you must specify at least one command for the container');
  const container = containerOf(pod, flag(args, 'container'));
  const problem = notRunning(pod, container);
  if (problem !== undefined || !container) return yield* fail(problem ?? '');
  const run = programs[program];
  if (!run) return yield* fail(`"${program}" is not simulated: nothing runs in the containers here`);
  const code = yield* run(view, pod, container, rest);
  if (code !== 0) yield print(`command terminated with exit code ${code}\n`);
  return code;
}

/** `deployment/web` means one of its pods. */
function podOf(view: ClusterView, target: string, args: Arguments): Pod | string {
  const [type = '', name] = target.split('/');
  const namespace = namespaceOf(args);
  if (name === undefined || /^(po|pods?)$/.test(type)) {
    const found = view.get('Pod', namespace, name ?? type);
    return found ?? `Error from server (NotFound): pods "${name ?? type}" not found`;
  }
  const owned = view.list('Pod', namespace).find(({ metadata, status }) => {
    const owner = metadata.ownerReferences?.find(({ controller }) => controller)?.name ?? '';
    return status.phase === 'Running' && (owner === name || owner.replace(/-[^-]+$/, '') === name);
  });
  return owned ?? `error: no pods found for ${target}`;
}

function containerOf(pod: Pod, name: string | undefined): Container | undefined {
  const all = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])];
  return name === undefined ? pod.spec.containers[0] : all.find((container) => container.name === name);
}

function notRunning({ metadata, spec, status }: Pod, container: Container | undefined): string | undefined {
  const { phase } = status;
  if (phase === 'Succeeded' || phase === 'Failed')
    return `cannot exec into a container in a completed pod; current phase is ${phase}`;
  if (!spec.nodeName) return `unable to upgrade connection: pod ${metadata.name} does not have a host assigned`;
  if (!container) return `container not found in pod ${metadata.name}`;
  const state = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])].find(
    ({ name }) => name === container.name,
  )?.state;
  return state?.running ? undefined : `unable to upgrade connection: container not found ("${container.name}")`;
}

function* say(words: string, code = 0): Doing<number> {
  yield print(words);
  return code;
}

const hostnameOf = ({ spec, metadata }: Pod): string => spec.hostname ?? metadata.name;

const urlIn = (args: readonly string[]): string => args.filter((word) => !word.startsWith('-')).at(-1) ?? '';

/** Who answers: one of the targets, as chance has it. */
function answerer(view: ClusterView, { end }: RequestTrace): string {
  if (end.type === 'answered') return `HTTP ${end.code}`;
  if (end.type !== 'reached') return 'the world outside the cluster';
  const one = end.targets[Math.floor(view.random('requests') * end.targets.length)];
  return one?.pod?.metadata.name ?? one?.ip ?? '';
}

function* curl(view: ClusterView, pod: Pod, args: readonly string[]): Doing<number> {
  const url = urlIn(args);
  const { host, port } = readUrl(url);
  const traced = traceRequest(view, { from: pod, url });
  switch (traced.end.type) {
    case 'unresolved':
      return yield* say(`curl: (6) Could not resolve host: ${host}\n`, 6);
    case 'refused':
      return yield* say(
        `curl: (7) Failed to connect to ${host} port ${port} after 1 ms: Could not connect to server\n`,
        7,
      );
    case 'timeout':
      return yield* say(
        `curl: (28) Failed to connect to ${host} port ${port} after 130000 ms: Connection timed out\n`,
        28,
      );
    default:
      return yield* say(`(answered by ${answerer(view, traced)})\n`);
  }
}

function* wget(view: ClusterView, pod: Pod, args: readonly string[]): Doing<number> {
  const url = urlIn(args);
  const { host, port } = readUrl(url);
  const traced = traceRequest(view, { from: pod, url });
  switch (traced.end.type) {
    case 'unresolved':
      return yield* say(`wget: bad address '${host}'\n`, 1);
    case 'refused':
      return yield* say(`Connecting to ${host}:${port}\nwget: can't connect to remote host: Connection refused\n`, 1);
    case 'timeout':
      return yield* say(`Connecting to ${host}:${port}\nwget: download timed out\n`, 1);
    default:
      return yield* say(`(answered by ${answerer(view, traced)})\n`);
  }
}

function* netcat(view: ClusterView, pod: Pod, args: readonly string[]): Doing<number> {
  const [host = '', port = ''] = args.filter((word) => !word.startsWith('-')).slice(-2);
  const { end } = traceRequest(view, { from: pod, url: `tcp://${host}:${port}` });
  if (end.type === 'unresolved') return yield* say(`nc: bad address '${host}'\n`, 1);
  if (end.type === 'refused') return yield* say(`nc: ${host} (${host}:${port}): Connection refused\n`, 1);
  if (end.type === 'timeout') return yield* say(`nc: ${host} (${host}:${port}): Operation timed out\n`, 1);
  return yield* say(`${host} (${host}:${port}) open\n`);
}

function* nslookup(view: ClusterView, pod: Pod, args: readonly string[]): Doing<number> {
  const name = urlIn(args);
  const { tried, answer } = lookUp(view, pod, name);
  const head = `Server:\t\t${clusterDns}\nAddress:\t${clusterDns}#53\n\n`;
  const full = tried.at(-1) ?? name;
  switch (answer.type) {
    case 'A':
      return yield* say(`${head}${answer.addresses.map((ip) => `Name:\t${full}\nAddress: ${ip}\n`).join('')}\n`);
    case 'CNAME':
      return yield* say(`${head}${full}\tcanonical name = ${answer.target}.\n\n`);
    case 'outside':
      return yield* say(`${head}(${full} is outside the cluster)\n`);
    default:
      return yield* say(`${head}** server can't find ${name}: NXDOMAIN\n\n`, 1);
  }
}

/** As it was when the container started: later changes of ConfigMaps and Secrets do not reach it. */
function* environment(view: ClusterView, pod: Pod, container: Container, only: string | undefined): Doing<number> {
  const started = view.settings.started.get(`${pod.metadata.uid}/${container.name}`);
  const found = containerEnvironment(pod, container, {
    get: (kind, namespace, name) =>
      (kind === 'ConfigMap' ? started?.configMaps : started?.secrets)?.find(
        ({ metadata }) => metadata.name === name && metadata.namespace === namespace,
      ),
    services: (started?.services ?? []) as unknown as readonly Service[],
    node: view.get('Node', undefined, pod.spec.nodeName ?? ''),
  });
  if ('error' in found) return yield* fail(found.error);
  const all = new Map([['HOSTNAME', hostnameOf(pod)], ...found.variables]);
  if (only === undefined) return yield* say([...all].map(([name, value]) => `${name}=${value}\n`).join(''));
  const value = all.get(only);
  return value === undefined ? 1 : yield* say(`${value}\n`);
}

function* cat(view: ClusterView, pod: Pod, container: Container, file: string | undefined): Doing<number> {
  if (file === '/etc/resolv.conf') return yield* resolverFile(pod);
  const at = file === undefined ? undefined : mountOf(pod, container, file);
  const { settings } = view;
  const { uid } = pod.metadata;
  // A subPath is mounted once; a whole volume follows its object.
  const seen =
    at?.mount.subPath === undefined ? settings.mounted.get(uid) : settings.started.get(`${uid}/${container.name}`);
  const files = at?.volume && seen && filesOf(pod, at.volume, seen);
  if (!at || !files) return yield* fail(`files of images are not simulated, "${file ?? ''}" neither`);
  const inside = file?.slice(at.mount.mountPath.length).replace(/^\//, '') ?? '';
  const name = [at.mount.subPath, inside].filter((part) => part !== undefined && part !== '').join('/');
  const content = files.get(name);
  if (content === undefined) return yield* say(`cat: can't open '${file ?? ''}': No such file or directory\n`, 1);
  return yield* say(content);
}

function* resolverFile(pod: Pod): Doing<number> {
  const resolver = podResolver(pod, { clusterDNS: [clusterDns], clusterDomain, resolvConf: 'nameserver 192.0.2.1\n' });
  if ('error' in resolver) return yield* fail(resolver.error);
  const { nameservers, searches, options } = resolver;
  const lines = [
    ...(searches.length > 0 ? [`search ${searches.join(' ')}`] : []),
    ...nameservers.map((server) => `nameserver ${server}`),
    ...(options.length > 0 ? [`options ${options.join(' ')}`] : []),
  ];
  return yield* say(lines.map((line) => `${line}\n`).join(''));
}
