// Which containers end by themselves, as far as manifests tell: by their command, or because their image is a bare
// distribution whose shell finds nothing to read. As rules for the kubelet of a scenario.
import { isJsonObject, type JsonObject, type JsonValue } from '../../apiserver/types.ts';
import { podTemplatePath } from '../../kubernetes/podTemplatePath.ts';
import type { KubeletRule } from '../scenario.ts';
import { type End, endOfCommand } from './shellTime.ts';

/** Official images whose command is a shell: without a terminal it ends at once. */
const bare =
  /^(docker\.io\/)?(library\/)?(alpine|busybox|ubuntu|debian|fedora|centos|rockylinux|almalinux|amazonlinux|bash)([:@].*)?$/;
/** A longer life is that of a server that rests. */
const longestSeconds = 600;

export function endingContainers(objects: readonly JsonObject[]): readonly KubeletRule[] {
  return objects.flatMap((object) => {
    const path = podTemplatePath(String(object['kind']));
    const name = record(object['metadata'])['name'];
    if (!path || typeof name !== 'string') return [];
    const template = path.reduce<JsonObject>((inner, segment) => record(inner[String(segment)]), object);
    const pod = path.length === 0 ? name : `${name}-*`;
    return list(record(template['spec'])['containers']).flatMap((one) => ruleOf(pod, record(one)));
  });
}

function ruleOf(pod: string, container: JsonObject): readonly KubeletRule[] {
  const end = endOf(container);
  if (!end || end.afterSeconds > longestSeconds) return [];
  const match = { pod, container: String(container['name'] ?? '') };
  return [{ match, exit: { code: end.code, afterMs: end.afterSeconds * 1000 } }];
}

function endOf(container: JsonObject): End | undefined {
  const [command, args] = [words(container['command']), words(container['args'])];
  if (command.length > 0) return endOfCommand([...command, ...args]);
  if (!bare.test(String(container['image'] ?? ''))) return undefined;
  if (args.length > 0) return endOfCommand(args);
  return container['tty'] === true || container['stdin'] === true ? undefined : { afterSeconds: 0, code: 0 };
}

const record = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});
const list = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
const words = (value: JsonValue | undefined): readonly string[] => list(value).map(String);
