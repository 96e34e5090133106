// Where Red Hat's YAML extension is told to judge Kubernetes manifests too, every answer would come twice: offers once to
// take that out of its settings. Nothing is changed without being asked for.
import { ConfigurationTarget, type ExtensionContext, extensions, window, workspace } from 'vscode';
import { text } from '../../server/src/core/text.ts';
import { say } from './locale.ts';
import { withoutKubernetes, type YamlSchemas } from './yamlSchemas.ts';

const yamlExtension = 'redhat.vscode-yaml';
const asked = 'kpod.askedAboutYamlSchemas';

interface Place {
  readonly target: ConfigurationTarget;
  readonly schemas: YamlSchemas;
}

export async function offerToTakeOver({ globalState }: ExtensionContext): Promise<void> {
  const places = extensions.getExtension(yamlExtension) ? placesOfKubernetes() : [];
  if (places.length === 0 || globalState.get(asked)) return;
  await globalState.update(asked, true);
  const remove = say(text('Remove the entry', '删除该条目'));
  const question = text(
    'yaml.schemas has the YAML extension judge Kubernetes manifests too, so every answer comes twice. Leave them to kpod?',
    'yaml.schemas 让 YAML 扩展也检查 Kubernetes 清单，因此每条结果都会出现两次。要把它们交给 kpod 吗？',
  );
  const chosen = await window.showInformationMessage(say(question), remove, say(text('Keep both', '两者都保留')));
  if (chosen !== remove) return;
  for (const { target, schemas } of places) await workspace.getConfiguration('yaml').update('schemas', schemas, target);
}

/** Where the setting has such entries, and what it is without them. */
function placesOfKubernetes(): readonly Place[] {
  const found = workspace.getConfiguration('yaml').inspect<YamlSchemas>('schemas');
  const written = [
    { target: ConfigurationTarget.Global, value: found?.globalValue },
    { target: ConfigurationTarget.Workspace, value: found?.workspaceValue },
  ];
  return written.flatMap(({ target, value }) => {
    const schemas = withoutKubernetes(value);
    return schemas ? [{ target, schemas }] : [];
  });
}
