// `kubectl debug POD --image=…`: an ephemeral container in a running pod. Nothing is attached to a terminal; copies of pods and
// pods on nodes are not made. Source: kubectl/pkg/cmd/debug/debug.go (v1.36).
import type { JsonObject } from '../../../apiserver/types.ts';
import type { ClusterView, Command } from '../../frame.ts';
import type { Pod } from '../../objects.ts';
import { nameSuffix } from '../../random.ts';
import { fail, namespaceOf, print } from '../command.ts';
import { type Arguments, flag, isSet } from '../flags.ts';

export function* debug(view: ClusterView, args: Arguments): Command {
  const [target] = args.words;
  const problem = unplayed(args, target);
  if (problem !== undefined || target === undefined) return yield* fail(problem ?? '');
  const namespace = namespaceOf(args);
  const name = target.replace(/^(po|pods?)\//, '');
  const pod = view.get('Pod', namespace, name);
  if (!pod) {
    yield print(`Error from server (NotFound): pods "${name}" not found\n`);
    return 1;
  }
  const process = flag(args, 'target');
  if (process !== undefined)
    yield print(
      `Targeting container "${process}". If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
    );
  const given = flag(args, 'container');
  const container = given ?? `debugger-${nameSuffix(() => view.random('names'))}`;
  if (given === undefined && !isSet(args, 'quiet')) yield print(`Defaulting debug container name to ${container}.\n`);
  const added = ephemeralContainer(container, args, process);
  const answer = yield {
    type: 'patch',
    ref: { apiVersion: 'v1', kind: 'Pod', namespace, name },
    subresource: 'ephemeralcontainers',
    patch: { spec: { ephemeralContainers: [...listed(pod), added] } },
    cause: { because: 'kubectl' },
  };
  return answer.ok ? 0 : yield* fail(answer.message);
}

function unplayed(args: Arguments, target: string | undefined): string | undefined {
  if (target === undefined) return 'NAME or filename is required for debug';
  if (isSet(args, 'copy-to') || target.startsWith('node/'))
    return '"kubectl debug" is simulated for containers in existing pods only';
  if (flag(args, 'image') === undefined) return 'you must specify --image when not using --copy-to.';
  return undefined;
}

const listed = ({ spec }: Pod): readonly JsonObject[] =>
  (spec.ephemeralContainers ?? []) as unknown as readonly JsonObject[];

/** The container with the server's defaults and what the profile `general` adds. */
function ephemeralContainer(name: string, args: Arguments, target: string | undefined): JsonObject {
  const image = flag(args, 'image') ?? '';
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  const always = (tag === undefined && !image.includes('@')) || tag === 'latest';
  const command = args.rest;
  return {
    name,
    image,
    imagePullPolicy: always ? 'Always' : 'IfNotPresent',
    ...(command.length > 0 && { [isSet(args, 'arguments-only') ? 'args' : 'command']: [...command] }),
    resources: {},
    securityContext: { capabilities: { add: ['SYS_PTRACE'] } },
    ...(flag(args, 'stdin') !== undefined && { stdin: true }),
    ...(flag(args, 'tty') === 'true' || flag(args, 'stdin') === 't' ? { tty: true } : {}),
    ...(target !== undefined && { targetContainerName: target }),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  };
}
