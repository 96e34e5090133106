// `kubectl run`: one pod from flags. Nothing is attached to a terminal. Source: kubectl/pkg/cmd/run/run.go (v1.36).
import type { ClusterView, Command } from '../../frame.ts';
import { fail } from '../command.ts';
import { type Arguments, flag, isSet, values } from '../flags.ts';
import { createObject } from './createObject.ts';

export function* run(_view: ClusterView, args: Arguments): Command {
  const [name, ...more] = args.words;
  if (name === undefined) return yield* fail("NAME is required for run\nSee 'kubectl run -h' for help and examples");
  const image = flag(args, 'image');
  if (image === undefined) return yield* fail('required flag(s) "image" not set');
  const [restart, labels] = [flag(args, 'restart') ?? 'Always', flag(args, 'labels') ?? flag(args, 'selector')];
  const behind = [...more, ...args.rest];
  const port = flag(args, 'port');
  const env = values(args, 'env').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1) };
  });
  const container = {
    name,
    image,
    ...(behind.length > 0 && { [isSet(args, 'command') ? 'command' : 'args']: behind }),
    ...(env.length > 0 && { env }),
    ...(port !== undefined && { ports: [{ containerPort: Number(port) }] }),
    ...(isSet(args, 'stdin') && { stdin: true, stdinOnce: true }),
    ...(isSet(args, 'tty') && { tty: true }),
    resources: {},
  };
  const object = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: labels === undefined ? { run: name } : labelsOf(labels) },
    spec: { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy: restart },
  };
  return yield* createObject(object, args, '');
}

const labelsOf = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string]));
