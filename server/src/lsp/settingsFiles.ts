// Settings files that lie above the workspace's folders, and the CRDs that settings files name: read like the folders.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { settingsIn } from '../core/workspace/settingsFile.ts';
import { fileIn } from '../core/workspace/workspace.ts';
import { pathOf, readManifest, scanFolders } from './disk.ts';
import { addFromDisk, type Session } from './session.ts';

/** Takes the settings files above the folders into the session. */
export async function readSettingsAbove(session: Session, folders: readonly string[]): Promise<void> {
  const names = new Set<string>();
  for (const uri of folders) {
    let folder = pathOf(uri);
    while (folder !== undefined && folder !== path.dirname(folder)) {
      folder = path.dirname(folder);
      names.add(path.join(folder, '.kpod.yaml')).add(path.join(folder, '.kpod.yml'));
    }
  }
  const files = await Promise.all([...names].map(readManifest));
  addFromDisk(
    session,
    files.filter((file) => file !== undefined),
  );
}

/** Takes the definitions of custom resources that settings files name into the session. */
export async function readDefinitions(session: Session): Promise<void> {
  const wanted = settingsIn(session.workspace).flatMap(({ folder, crds }) => {
    const from = pathOf(`${folder}/`);
    return from === undefined ? [] : crds.map((given) => path.resolve(from, given));
  });
  for (const name of new Set(wanted)) {
    if (fileIn(session.workspace, pathToFileURL(name).href)) continue;
    const file = await readManifest(name);
    if (file) addFromDisk(session, [file]);
    else await scanFolders([name], (files) => addFromDisk(session, files));
  }
}
